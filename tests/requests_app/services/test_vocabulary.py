"""The words of texts are learnt once each, step by step; those of mail are told apart."""

import pytest

from requests_app.domain.workflow import State
from requests_app.models import KnownWord, SearchedPart, WordsLearnt
from requests_app.services import vocabulary
from requests_app.services.vocabulary import learn
from requests_app.tasks import vocabulary as tasks
from tests.factories import CaseMaker


def known() -> dict[str, tuple[int, int]]:
    return {one.word: (one.texts, one.open_texts) for one in KnownWord.objects.all()}


def test_words_are_counted_by_text_and_those_of_mail_alone_are_open_to_nobody_else(
    make_case: CaseMaker,
) -> None:
    make_case(State.ACCEPTED)

    assert tasks.learn_words() >= 3

    words = known()
    assert words["hospital"] == (3, 2)
    assert words["beds"] == (3, 2)
    assert words["ravenscroft"] == (1, 0)
    assert set(words) >= {"closures", "income", "faithfully"}


def test_a_text_is_learnt_once_however_often_it_is_asked_for(
    make_case: CaseMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_case()
    monkeypatch.setattr(vocabulary, "MOST_AT_ONCE", 1)
    steps = tasks.learn_words()
    before = known()

    assert steps > 3
    assert tasks.learn_words() == 0
    make_case()
    assert tasks.learn_words() == steps

    assert known() == {word: (2 * all_, 2 * open_) for word, (all_, open_) in before.items()}


def test_only_plain_words_are_learnt(make_case: CaseMaker) -> None:
    make_case.subject = f"Beds ward7 a@b.example 12345 £40 {'x' * 31} {'y' * 30} café ICU"
    make_case()
    learn(SearchedPart.SUBJECT)

    assert set(known()) == {"beds", "y" * 30}
    assert WordsLearnt.objects.get().part == "subject"


def test_a_turn_that_is_over_begins_no_other_step(
    make_case: CaseMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_case()
    monkeypatch.setattr(tasks, "SECONDS_AT_ONCE", -1)
    assert tasks.learn_words() == 0
