"""The whole register: each exemption through its form to a letter that can be signed, or not."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exemptions.domain.claim import asked_by, asks_likelihood
from exemptions.domain.provision import Basis, Law, Provision
from requests_app.domain.errors import RuleBroken
from requests_app.domain.outcomes import Outcome
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import State
from requests_app.forms.claim import ClaimForm
from requests_app.models import Answer, Case, Claim, Draft, SignOff, User
from requests_app.queries.case_facts import TOO_GENERAL
from requests_app.services import sign_off
from tests.exemptions.domain.test_claim import USABLE, whole
from tests.factories import CaseMaker, Cast, decide_claims

AsPerson = Callable[[User], Client]
OTHERS = "We looked for this and hold it. The figures are given to you here: 14."


@pytest.fixture
def withheld(make_case: CaseMaker) -> Callable[[Provision], Case]:
    def make(row: Provision) -> Case:
        make_case.text = "1. What do you pay for each bed?\n"
        case = make_case(State.DRAFTING)
        if row.law is Law.EIR:
            Case.objects.filter(pk=case.pk).update(regime=Regime.EIR.value)
            Draft.objects.filter(case=case).update(
                opening="We considered it under the Environmental Information Regulations 2004."
            )
        Answer.objects.filter(question__case=case).update(
            outcome=Outcome.WITHHELD.value, text="We cannot give you this."
        )
        case.refresh_from_db()
        return case

    return make


def typed(row: Provision) -> dict[str, str]:
    """Return what an officer types into the form of a provision, all of it."""
    claim = whole(row)
    words = {
        "what": claim.what,
        "why": claim.why,
        "limb": claim.limb,
        "likelihood": claim.likelihood.value if claim.likelihood else "",
        "is_on_emissions": "no",
        "submission": "The minutes, and why they should stay closed.",
        "for_disclosure": "Openness about how public money is spent.",
        "for_withholding": "Disclosure would harm the next tender.",
        "balance_reasons": "The tender is open until May.",
        **{f"answer_{name}": text for name, text in claim.answers.items()},
    }
    fields = ClaimForm(row=row, documents=()).fields
    return {name: text for name, text in words.items() if name in fields}


def required(row: Provision) -> list[tuple[str, str]]:
    """Return each part that a claim of a provision needs, and what is said where it lacks."""
    found = [
        ("what", "Say what the information is, in words that may be published."),
        ("why", f"Say why {row.code} applies."),
    ]
    if row.names_limb:
        found.append(("limb", f"Choose the paragraph of {row.code}."))
    if asks_likelihood(row):
        found.append(("likelihood", "Choose whether the harm would follow"))
    if row.emissions_bar:
        found.append(("is_on_emissions", "Say whether it is information on emissions"))
    found += [(f"answer_{asked.name}", f"Answer: {asked.label}") for asked in asked_by(row)]
    return found


def save(client: Client, case: Case, row: Provision, words: dict[str, str]) -> None:
    case.refresh_from_db()
    question = case.questions.get()
    standing = Claim.objects.filter(question=question, taken_away_at__isnull=True).first()
    address = (
        reverse("claim-change", args=[case.reference, standing.pk])
        if standing
        else f"{reverse('claim', args=[case.reference, question.pk])}?code={row.code}"
    )
    assert client.post(address, {"version": case.version, **words}).status_code == 302


def send(case: Case, cast: Cast) -> None:
    sign_off.send_for_sign_off(case.pk, cast.director, actor=cast.foi_manager, at=timezone.now())


@pytest.mark.parametrize("row", USABLE, ids=lambda row: row.code)
def test_each_exemption_goes_through_its_form_to_a_letter_that_is_signed(
    make_case: CaseMaker,
    withheld: Callable[[Provision], Case],
    cast: Cast,
    as_person: AsPerson,
    row: Provision,
) -> None:
    case = withheld(row)
    if row.code == TOO_GENERAL:
        # Regulation 9: it takes that the applicant was asked for particulars.
        make_case.ask(case, 8)
    save(as_person(cast.foi_administrator), case, row, typed(row))
    if row.weighs_public_interest or row.basis is Basis.OPINION:
        with pytest.raises(RuleBroken, match="Ask for"):
            send(case, cast)
        decide_claims(case, cast, timezone.now())

    send(case, cast)

    case.refresh_from_db()
    assert case.state == State.AWAITING_SIGN_OFF


@pytest.mark.parametrize("row", USABLE, ids=lambda row: row.code)
def test_with_a_required_part_missing_it_is_not_sent_and_the_part_is_named(
    withheld: Callable[[Provision], Case], cast: Cast, as_person: AsPerson, row: Provision
) -> None:
    case, client = withheld(row), as_person(cast.foi_administrator)
    for part, said in required(row):
        save(client, case, row, {**typed(row), part: ""})
        with pytest.raises(RuleBroken) as refused:
            send(case, cast)
        assert said in str(refused.value), part
    assert not SignOff.objects.exists()
    assert Case.objects.get(pk=case.pk).state == State.DRAFTING
