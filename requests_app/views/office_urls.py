"""Addresses of the FOI office's lists and messages."""

from django.urls import path, re_path

from requests_app.views import also_open, inbox, inbox_acts, messages, new_case, saved_views, search

urlpatterns = [
    path("search/", search.search, name="search"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/assign/", inbox_acts.assign, name="inbox-assign"),
    path("inbox/accept/", inbox_acts.accept, name="inbox-accept"),
    path("inbox/keys/", inbox.keys, name="keys"),
    path("inbox/views/", saved_views.views, name="saved-views"),
    path("inbox/views/<int:view_id>/rename/", saved_views.rename, name="view-rename"),
    path("inbox/views/<int:view_id>/delete/", saved_views.delete, name="view-delete"),
    re_path(
        r"^also-open/(?P<kind>case|message)/(?P<number>\d{1,18})/$",
        also_open.ask_again,
        name="also-open",
    ),
    path("undo/<int:undo_id>/", inbox_acts.undo, name="undo"),
    path("cases/new/", new_case.new_case, name="new-case"),
    path("messages/<int:message_id>/", messages.message, name="message"),
    path("messages/<int:message_id>/join/", messages.join, name="message-join"),
    path("messages/<int:message_id>/move/", messages.move, name="message-move"),
    path("messages/<int:message_id>/scan/", messages.scan, name="message-scan"),
    path("messages/<int:message_id>/take-off/", messages.take_off, name="message-take-off"),
    path("messages/<int:message_id>/restore/", messages.restore, name="message-restore"),
    path("messages/<int:message_id>/open/", messages.open_case, name="message-open"),
    path("messages/<int:message_id>/dismiss/", messages.dismiss, name="message-dismiss"),
    path("messages/<int:message_id>/handled/", messages.handled, name="message-handled"),
    re_path(
        r"^messages/(?P<message_id>\d+)/(?P<outcome>arrived|again)/$",
        messages.settle,
        name="message-settle",
    ),
    path("messages/<int:message_id>/original/", messages.original, name="message-original"),
    path(
        "messages/<int:message_id>/inside/<int:document_id>/",
        messages.take_out,
        name="message-take-out",
    ),
    path("messages/<int:message_id>/files/<int:document_id>/", messages.file, name="message-file"),
]
