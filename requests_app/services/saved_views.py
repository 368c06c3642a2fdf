"""A person's own views of the board: a tab, its filters and its search under a name."""

from django.db import IntegrityError, transaction

from requests_app.domain.errors import RuleBroken
from requests_app.models import SavedView, User

MOST_VIEWS = 12
LONGEST_NAME = 40


def save(name: str, query: str, *, person: User) -> SavedView:
    """Keep a view. Raises `RuleBroken` without a name, for a name twice, or past `MOST_VIEWS`."""
    name = _checked(name)
    with transaction.atomic():
        # The person's own row is locked, so that two clicks at once do not pass the limit.
        User.objects.select_for_update().get(pk=person.pk)
        if SavedView.objects.filter(person=person).count() >= MOST_VIEWS:
            raise RuleBroken(f"You have {MOST_VIEWS} views. Delete one, then save this one.")
        if SavedView.objects.filter(person=person, name=name).exists():
            raise RuleBroken(_taken(name))
        return SavedView.objects.create(person=person, name=name, query=query)


def rename(view_id: int, name: str, *, person: User) -> SavedView:
    """Give a view of the person's own another name."""
    name = _checked(name)
    view = SavedView.objects.get(pk=view_id, person=person)
    view.name = name
    try:
        with transaction.atomic():
            view.save(update_fields=("name",))
    except IntegrityError:
        raise RuleBroken(_taken(name)) from None
    return view


def delete(view_id: int, *, person: User) -> None:
    """Delete a view of the person's own; one that is gone already is no mistake."""
    SavedView.objects.filter(pk=view_id, person=person).delete()


def _checked(name: str) -> str:
    name = " ".join(name.replace("\0", "").split())
    if not name:
        raise RuleBroken("Write a name for the view.")
    if len(name) > LONGEST_NAME:
        raise RuleBroken(f"The name has {len(name)} letters. Make it {LONGEST_NAME} at most.")
    return name


def _taken(name: str) -> str:
    return f"You have a view named “{name}” already. Choose another name."
