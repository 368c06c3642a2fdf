"""Addresses of the department pages."""

from django.urls import path

from requests_app.views import tasks

urlpatterns = [
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<int:commission_id>/", tasks.task, name="task"),
    path("tasks/<int:commission_id>/decline/", tasks.decline, name="task-decline"),
    path("tasks/<int:commission_id>/files/<int:document_id>/", tasks.file, name="task-file"),
    path(
        "tasks/<int:commission_id>/files/<int:document_id>/remove/",
        tasks.remove_file,
        name="task-file-remove",
    ),
]
