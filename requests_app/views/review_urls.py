"""Addresses of internal reviews."""

from django.urls import path, re_path

from requests_app.views import review_acts, review_work, reviews

ONE = "reviews/<int:review_id>/"

urlpatterns = [
    path("reviews/", reviews.reviews, name="reviews"),
    path("cases/<str:reference>/reviews/new/", review_acts.ask, name="review-new"),
    path(ONE, reviews.review, name="review"),
    path(f"{ONE}answer.pdf", reviews.answer, name="review-answer"),
    path(f"{ONE}outcome.pdf", reviews.outcome, name="review-outcome"),
    path(f"{ONE}late/", review_acts.late, name="review-late"),
    path(f"{ONE}reviewer/", review_acts.appoint, name="review-appoint"),
    path(f"{ONE}exception/", review_acts.override, name="review-override"),
    path(f"{ONE}more-time/", review_acts.extend, name="review-extend"),
    path(f"{ONE}recall/", review_acts.recall, name="review-recall"),
    path(f"{ONE}withdraw/", review_acts.withdraw, name="review-withdraw"),
    path(f"{ONE}issue/", review_acts.issue, name="review-issue"),
    path(f"{ONE}findings/", review_work.findings, name="review-findings"),
    path(f"{ONE}files/", review_work.add_file, name="review-file-add"),
    path(f"{ONE}files/<int:document_id>/", review_work.file, name="review-file"),
    re_path(
        r"^reviews/(?P<review_id>\d+)/files/(?P<document_id>\d+)/(?P<choice>send|hold)/$",
        review_work.choose_file,
        name="review-file-choose",
    ),
    path(f"{ONE}send-on/", review_work.send_on, name="review-send-on"),
    path(f"{ONE}sign/", review_work.sign, name="review-sign"),
    path(f"{ONE}return/", review_work.send_back, name="review-return"),
]
