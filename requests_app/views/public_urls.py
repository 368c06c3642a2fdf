"""Addresses of the public pages."""

from django.urls import path

from requests_app.views import card_payments, follow, public, request_form

urlpatterns = [
    path("", public.home, name="home"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path("privacy/", public.privacy, name="privacy"),
    path("look.css", public.look, name="look"),
    path("request/", request_form.ask, name="make-request"),
    path("request/answer/", request_form.way, name="request-way"),
    path("request/address/", request_form.address, name="request-address"),
    path("request/check/", request_form.check, name="request-check"),
    path("request/send/", request_form.send, name="request-send"),
    path("request/sent/", request_form.sent, name="request-sent"),
    path("follow/", follow.follow, name="follow"),
    path("follow/code/", follow.code, name="follow-code"),
    path("follow/<str:reference>/<str:token>/", follow.status, name="follow-link"),
    path("follow/<str:reference>/<str:token>/answer.pdf", follow.letter, name="follow-letter"),
    path(
        "follow/<str:reference>/<str:token>/files/<int:document_id>/",
        follow.file,
        name="follow-file",
    ),
    path("follow/<str:reference>/<str:token>/pay/", card_payments.pay, name="pay"),
    path("paid/<str:token>/", card_payments.card_return, name="card-return"),
    path("govuk-pay/", card_payments.webhook, name="govuk-pay"),
    path("follow/<str:reference>/<str:token>/review/", follow.ask_for_review, name="follow-ask"),
    path(
        "follow/<str:reference>/<str:token>/review.pdf",
        follow.review_letter,
        name="follow-review",
    ),
    path(
        "follow/<str:reference>/<str:token>/review/files/<int:document_id>/",
        follow.review_file,
        name="follow-review-file",
    ),
]
