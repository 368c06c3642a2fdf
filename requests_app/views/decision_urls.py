"""Addresses of those who decide about claims."""

from django.urls import path

from requests_app.views import decisions, vexatious

WEIGHING = "decisions/public-interest/<int:test_id>/"
OPINION = "decisions/opinion/<int:opinion_id>/"

urlpatterns = [
    path("decisions/", decisions.decisions, name="decisions"),
    path(WEIGHING, decisions.weigh, name="weigh"),
    path(f"{WEIGHING}return/", decisions.weigh_return, name="weigh-return"),
    path(OPINION, decisions.opinion, name="opinion"),
    path(f"{OPINION}return/", decisions.opinion_return, name="opinion-return"),
    path("decisions/section-14/<int:proposal_id>/", vexatious.decide, name="decide-vexatious"),
    path("decisions/claims/<int:claim_id>/file/", decisions.file, name="decision-file"),
]
