"""Addresses of the overview pages."""

from django.urls import path

from requests_app.views import (
    absence,
    calendar,
    falls_due,
    letter_templates,
    milestones,
    publications,
    reports,
    settings_page,
    triage_rules,
    working_days,
)

urlpatterns = [
    path("reports/", reports.reports, name="reports"),
    path("settings/", settings_page.settings_page, name="settings"),
    path("working-days/", working_days.working_days, name="working-days"),
    path("absence/", absence.absence, name="absence"),
    path("absence/<int:absence_id>/end/", absence.end, name="absence-end"),
    path("calendar/", falls_due.month, name="falls-due"),
    path("calendar/feed/make/", falls_due.make_feed, name="calendar-feed-make"),
    path("calendar/feed/end/", falls_due.end_feed, name="calendar-feed-end"),
    path("calendar/feed/<str:token>.ics", falls_due.feed, name="calendar-feed"),
    path("working-days/enter/", calendar.enter, name="enter-day"),
    path("working-days/cover/<int:year>/", calendar.cover, name="cover-year"),
    path("working-days/withdraw/<str:day>/", calendar.withdraw, name="withdraw-day"),
    path("rules/", triage_rules.rules, name="triage-rules"),
    path("rules/new/", triage_rules.add, name="triage-rule-new"),
    path("rules/<int:rule_id>/", triage_rules.change, name="triage-rule"),
    path("publications/", publications.publications, name="publications"),
    path("publications/new/", publications.add, name="publication-new"),
    path("publications/<int:publication_id>/", publications.change, name="publication"),
    path(
        "publications/<int:publication_id>/withdraw/",
        publications.withdraw,
        name="publication-withdraw",
    ),
    path("letter-templates/", letter_templates.templates, name="letter-templates"),
    path("letter-templates/<slug:kind>/", letter_templates.template, name="letter-template"),
    path("letter-templates/<slug:kind>/pdf/", letter_templates.pdf, name="letter-template-pdf"),
    path("milestones/", milestones.milestones, name="milestones"),
    path("milestones/new/", milestones.add, name="milestone-new"),
    path("milestones/<int:milestone_id>/", milestones.change, name="milestone"),
]
