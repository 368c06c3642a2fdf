"""What a search finds for one person: on which case or message, where in it, and in which words.

Everybody searches what they may read. Who asked, mail and the files in it are read for the FOI
office alone; departments search the questions that they were asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Left, Length, Trim

from requests_app import permissions
from requests_app.domain.excerpts import BEGIN, BETWEEN, END, Piece, pieces_of
from requests_app.domain.workflow import State
from requests_app.models import (
    Case,
    Commission,
    DocumentWords,
    Message,
    Question,
    QuestionReturn,
    SearchedPart,
    User,
)
from requests_app.models.searched import LANGUAGE, LONGEST_SEARCHED
from requests_app.queries.case_search import asked_by, by_reference, nearly
from requests_app.queries.searched_texts import (
    Hit,
    Hits,
    Rows,
    asks_for_words,
    every_text,
    find,
    query_of,
)
from requests_app.queries.vocabulary import corrected

ROWS_A_PAGE = 20
MOST_PAGES = 20
MOST_NAMED = ROWS_A_PAGE * MOST_PAGES
PLACES_SHOWN = 3
TEXTS_A_ROW = 2
"""Of common words so many texts of a part are looked at for each row, so that rows are full."""
WEIGHTS = {
    SearchedPart.SUBJECT: 4.0,
    SearchedPart.QUESTION: 3.0,
    SearchedPart.MESSAGE: 1.5,
    SearchedPart.FILE: 1.0,
}
BY_REFERENCE, BY_PERSON = 200.0, 100.0
"""What was named stands before what holds the words."""


@dataclass(frozen=True)
class Place:
    """Where in a case or message the words stand, and what stands around them."""

    part: SearchedPart
    name: str
    at: datetime
    excerpt: tuple[Piece, ...]
    message_id: int | None


@dataclass(frozen=True)
class Result:
    """A case, or a message that stands on none, in which the words were found.

    `commission_id` is the task through which a department sees it. `person` is who asked, where
    they were searched for. `more` counts the places that are not shown.
    """

    case_id: int | None
    message_id: int | None
    commission_id: int | None
    reference: str
    subject: tuple[Piece, ...]
    state: str
    at: datetime
    person: str
    places: tuple[Place, ...]
    more: int


@dataclass(frozen=True)
class SearchPage:
    """One page of results.

    `total` is None where the words stand in so many texts that only the latest were looked at.
    `instead` are the words that were searched for, where nothing holds those that were typed;
    `suggestion` others that may have been meant. `is_near` where only subjects were found that
    look like the words.
    """

    results: tuple[Result, ...] = ()
    number: int = 1
    has_next: bool = False
    total: int | None = 0
    instead: str = ""
    suggestion: str = ""
    is_near: bool = False

    @property
    def first(self) -> int:
        """The place of its first result in the whole list, from 1."""
        return (self.number - 1) * ROWS_A_PAGE + 1

    @property
    def last(self) -> int:
        """The place of its last result."""
        return self.first + len(self.results) - 1

    @property
    def next(self) -> int:
        """The number of the page that follows."""
        return self.number + 1

    @property
    def previous(self) -> int:
        """The number of the page before."""
        return self.number - 1


@dataclass
class _Group:
    """What was found on one case, or on one message without a case."""

    at: datetime
    score: float = 0.0
    person: str = ""
    hits: list[Hit] = field(default_factory=list)


Key = tuple[int | None, int | None]
"""A case, or else a message."""


def texts_for(user: User) -> Mapping[SearchedPart, Rows]:
    """Return the texts that a person may search. Departments': what they were asked."""
    if permissions.is_foi_office(user):
        return every_text()
    if permissions.can_read_cases(user):
        cases = permissions.visible_cases(user)
        questions = Question.objects.filter(case__in=cases)
    else:
        asked = permissions.visible_commissions(user)
        cases = Case.objects.filter(pk__in=asked.values("case_id"))
        returns = QuestionReturn.objects.filter(commission__in=asked)
        questions = Question.objects.filter(pk__in=returns.values("question_id"))
    return {SearchedPart.SUBJECT: cases, SearchedPart.QUESTION: questions}


def search_page(user: User, words: str, number: int) -> SearchPage:
    """Return one page of what the words find for `user`."""
    page = min(max(number, 1), MOST_PAGES)
    sees_messages = permissions.is_foi_office(user)
    found = _Found(user, words, page)
    instead = ""
    suggestion = corrected(words, sees_messages=sees_messages, or_rare=True)
    if suggestion:
        other = _Found(user, suggestion, page)
        if not found.groups and other.groups:
            found, instead = other, suggestion
        # What nobody may show this person is not suggested to them either.
        suggestion = "" if instead or not other.groups else suggestion
    if not found.groups:
        found.look_near(words)
    return found.page(instead=instead, suggestion=suggestion)


class _Found:
    """Everything that the words find for a person, as far as it was looked at."""

    def __init__(self, user: User, words: str, page: int) -> None:
        self._user = user
        self._number = page
        self._texts = texts_for(user)
        self._query = query_of(words)
        self.groups: dict[Key, _Group] = {}
        self._is_near = False
        hits = (
            find(self._texts, self._query, most=page * ROWS_A_PAGE * TEXTS_A_ROW)
            if asks_for_words(words)
            else Hits((), is_ranked=True)
        )
        self._is_all = hits.is_ranked
        self._name(words)
        for hit in hits.every:
            group = self._group((hit.case_id, None if hit.case_id else hit.message_id), hit.at)
            group.hits.append(hit)
            if hits.is_ranked:
                group.score = max(group.score, hit.rank * WEIGHTS[hit.part])

    def _name(self, words: str) -> None:
        visible = self._texts[SearchedPart.SUBJECT]
        self._take(visible.filter(by_reference(words)), BY_REFERENCE)
        if permissions.can_see_applicant(self._user):
            people = asked_by(words).order_by("-pk")
            rows = people.values_list("pk", "opened_at", "applicant__name", "applicant__email")
            for pk, opened_at, name, email in rows[:MOST_NAMED]:
                group = self._group((pk, None), opened_at)
                group.score = max(group.score, BY_PERSON)
                group.person = name or email
        self._is_all = self._is_all and len(self.groups) < MOST_NAMED

    def look_near(self, words: str) -> None:
        """Take the requests whose subject looks like the words, where nothing holds them."""
        self._take(self._texts[SearchedPart.SUBJECT].filter(nearly(words)), 0.0)
        self._is_near = bool(self.groups)

    def _take(self, cases: Rows, score: float) -> None:
        rows = cases.order_by("-pk").values_list("pk", "opened_at")
        for pk, opened_at in rows[:MOST_NAMED]:
            self._group((pk, None), opened_at).score = score

    def _group(self, key: Key, at: datetime) -> _Group:
        group = self.groups.setdefault(key, _Group(at))
        group.at = max(group.at, at)
        return group

    def page(self, *, instead: str, suggestion: str) -> SearchPage:
        """Return the page, the best first; of equals, and of common words, the latest first."""
        ordered = sorted(
            self.groups.items(), key=lambda item: (item[1].score, item[1].at), reverse=True
        )
        number = self._number if len(ordered) > (self._number - 1) * ROWS_A_PAGE else 1
        start = (number - 1) * ROWS_A_PAGE
        shown = dict(ordered[start : start + ROWS_A_PAGE])
        return SearchPage(
            results=tuple(self._results(shown)),
            number=number,
            has_next=len(ordered) > start + ROWS_A_PAGE and number < MOST_PAGES,
            total=len(ordered) if self._is_all else None,
            instead=instead,
            suggestion=suggestion,
            is_near=self._is_near,
        )

    def _results(self, groups: Mapping[Key, _Group]) -> Iterable[Result]:
        case_ids = [case_id for case_id, _ in groups if case_id]
        cases = _cases(case_ids, self._user)
        hits = {key: _best_first(group.hits) for key, group in groups.items()}
        chosen = [hit for several in hits.values() for hit in several[:PLACES_SHOWN]]
        headings = [
            hit
            for group in groups.values()
            for hit in group.hits
            if hit.part is SearchedPart.SUBJECT
        ]
        excerpts = _excerpts([*chosen, *headings], self._query)
        names = _names(chosen)
        messages = _loose_messages([message_id for _, message_id in groups if message_id])
        for (case_id, message_id), group in groups.items():
            case = cases.get(case_id) if case_id else None
            subject = case.subject if case else messages[message_id] if message_id else ""
            places = hits[case_id, message_id]
            yield Result(
                case_id=case_id,
                message_id=message_id,
                commission_id=getattr(case, "commission_id", None),
                reference=case.reference if case else "",
                subject=excerpts.get((SearchedPart.SUBJECT, case_id or 0), (Piece(subject),)),
                state=State(case.state).label if case else "",
                at=group.at,
                person=group.person,
                places=tuple(
                    Place(
                        hit.part,
                        names[hit.part, hit.pk],
                        hit.at,
                        excerpts.get((hit.part, hit.pk), ()),
                        hit.message_id,
                    )
                    for hit in places[:PLACES_SHOWN]
                ),
                more=max(len(places) - PLACES_SHOWN, 0),
            )


def _best_first(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits below the heading, which shows the one in the subject itself."""
    below = [hit for hit in hits if hit.part is not SearchedPart.SUBJECT]
    return sorted(below, key=lambda hit: (hit.rank * WEIGHTS[hit.part], hit.at), reverse=True)


def _cases(pks: list[int], user: User) -> dict[int, Case]:
    rows: QuerySet[Case] = Case.objects.filter(pk__in=pks).only("reference", "subject", "state")
    if not permissions.can_read_cases(user):
        asked: QuerySet[Commission] = permissions.visible_commissions(user)
        last = asked.filter(case=OuterRef("pk")).order_by("-pk")
        rows = rows.annotate(commission_id=Subquery(last.values("pk")[:1]))
    return {case.pk: case for case in rows}


def _loose_messages(pks: list[int]) -> dict[int, str]:
    """Return the subjects of messages that stand on no case."""
    rows = Message.objects.filter(pk__in=pks).values_list("pk", "subject") if pks else ()
    return {pk: subject or "Message without a subject" for pk, subject in rows}


def _names(hits: Iterable[Hit]) -> dict[tuple[SearchedPart, int], str]:
    """Return what each place is called: the question's number, the kind of message, the file."""
    by_part = _by_part(hits)
    names: dict[tuple[SearchedPart, int], str] = {}
    for part, pks in by_part.items():
        if part is SearchedPart.QUESTION:
            for pk, number in Question.objects.filter(pk__in=pks).values_list("pk", "number"):
                names[part, pk] = f"Question {number}"
        elif part is SearchedPart.MESSAGE:
            for message in Message.objects.filter(pk__in=pks).only("kind"):
                names[part, message.pk] = message.get_kind_display()
        else:
            files = DocumentWords.objects.filter(pk__in=pks)
            for pk, name in files.values_list("pk", "document__name"):
                names[part, pk] = name
    return names


def _excerpts(
    hits: Iterable[Hit], query: SearchQuery
) -> dict[tuple[SearchedPart, int], tuple[Piece, ...]]:
    """Return what stands around the words in each text; of a subject, all of it."""
    shown: dict[tuple[SearchedPart, int], tuple[Piece, ...]] = {}
    for part, pks in _by_part(hits).items():
        rows, text = _TEXTS[part]
        is_subject = part is SearchedPart.SUBJECT
        headline = SearchHeadline(
            Left(text, LONGEST_SEARCHED),
            query,
            config=LANGUAGE,
            start_sel=BEGIN,
            stop_sel=END,
            highlight_all=is_subject or None,
            max_words=None if is_subject else 24,
            min_words=None if is_subject else 8,
            max_fragments=None if is_subject else 2,
            fragment_delimiter=None if is_subject else BETWEEN,
        )
        found = rows.filter(pk__in=pks).values_list("pk", headline, Length(Trim(text)))
        shown |= {
            (part, pk): pieces_of(excerpt, of=0 if is_subject else length)
            for pk, excerpt, length in found
        }
    return shown


_TEXTS: Mapping[SearchedPart, tuple[Rows, str]] = {
    SearchedPart.SUBJECT: (Case.objects.all(), "subject"),
    SearchedPart.QUESTION: (Question.objects.order_by(), "text"),
    SearchedPart.MESSAGE: (Message.objects.order_by(), "text"),
    SearchedPart.FILE: (DocumentWords.objects.all(), "text"),
}


def _by_part(hits: Iterable[Hit]) -> dict[SearchedPart, set[int]]:
    by_part: dict[SearchedPart, set[int]] = {}
    for hit in hits:
        by_part.setdefault(hit.part, set()).add(hit.pk)
    return by_part
