"""What runs on the queue. Celery finds its tasks here."""

from requests_app.tasks.delivery_reports import ask_after_mail
from requests_app.tasks.mailbox import fetch_mail
from requests_app.tasks.outbox import run_outbox_item, sweep_clarifications, sweep_outbox
from requests_app.tasks.reading import read_what_waits
from requests_app.tasks.reminders import remind
from requests_app.tasks.scanning import scan_what_waits
from requests_app.tasks.vocabulary import learn_words

__all__ = [
    "ask_after_mail",
    "fetch_mail",
    "learn_words",
    "read_what_waits",
    "remind",
    "run_outbox_item",
    "scan_what_waits",
    "sweep_clarifications",
    "sweep_outbox",
]
