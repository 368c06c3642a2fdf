"""Addresses of the department pages."""

from django.urls import path

from requests_app.views import task, task_estimate, tasks

urlpatterns = [
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<int:commission_id>/", task.task, name="task"),
    path("tasks/<int:commission_id>/decline/", task.decline, name="task-decline"),
    path("tasks/<int:commission_id>/files/<int:document_id>/", task.file, name="task-file"),
    path(
        "tasks/<int:commission_id>/estimate/<int:question_id>/<int:scope>/",
        task_estimate.estimate,
        name="task-estimate",
    ),
]
