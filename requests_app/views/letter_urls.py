"""Addresses of the letter pages."""

from django.urls import path, re_path

from requests_app.views import claims, letter, letter_files

urlpatterns = [
    path("cases/<str:reference>/letter/", letter.letter, name="letter"),
    path("cases/<str:reference>/letter/begin/", letter.begin, name="letter-begin"),
    path("cases/<str:reference>/letter/preview.pdf", letter_files.preview, name="letter-preview"),
    path("cases/<str:reference>/letter/sign-off/", letter.send_for_sign_off, name="letter-send"),
    path("cases/<str:reference>/letter/recall/", letter.recall, name="letter-recall"),
    path("cases/<str:reference>/letter/issue/", letter.issue, name="letter-issue"),
    path(
        "cases/<str:reference>/letter/questions/<int:question_id>/exemption/",
        claims.claim,
        name="claim",
    ),
    path("cases/<str:reference>/letter/claims/<int:claim_id>/", claims.change, name="claim-change"),
    path(
        "cases/<str:reference>/letter/claims/<int:claim_id>/take-away/",
        claims.take_away,
        name="claim-take-away",
    ),
    path("cases/<str:reference>/letter/files/", letter_files.add, name="letter-file-add"),
    re_path(
        r"^cases/(?P<reference>[^/]+)/letter/files/(?P<document_id>\d+)/(?P<choice>send|hold)/$",
        letter_files.choose,
        name="letter-file-choose",
    ),
    path(
        "cases/<str:reference>/files/<int:document_id>/",
        letter_files.download,
        name="case-file",
    ),
    path(
        "cases/<str:reference>/letters/<int:letter_id>.pdf",
        letter_files.issued,
        name="letter-pdf",
    ),
    path(
        "cases/<str:reference>/letters/<int:letter_id>/address.pdf",
        letter_files.address_sheet,
        name="letter-address",
    ),
    path(
        "cases/<str:reference>/letters/<int:letter_id>/posted/",
        letter_files.posted,
        name="letter-posted",
    ),
]
