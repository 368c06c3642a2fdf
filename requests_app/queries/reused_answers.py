"""Which drafts of a case were taken over from what was given before. Who asked is not read."""

from django.db.models import QuerySet

from requests_app.models import Case, ReusedAnswer


def standing_reuses(case: Case) -> QuerySet[ReusedAnswer]:
    """Return what was taken over and not removed again, with its question and who checked it."""
    return ReusedAnswer.objects.filter(question__case=case, ended_at__isnull=True).select_related(
        "question", "checked_by", "publication"
    )
