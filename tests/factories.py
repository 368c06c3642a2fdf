"""A known cast, and cases brought to any state by the product's own services."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

from django.utils import timezone

from exemptions.domain.public_interest import Balance
from requests_app.domain.outcomes import Outcome
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import Action, State
from requests_app.models import (
    Case,
    Channel,
    Claim,
    Clarification,
    Commission,
    Department,
    DepartmentSeat,
    Held,
    Pulse,
    Role,
    Route,
    Seat,
    User,
)
from requests_app.queries.claims import claim_words
from requests_app.services import (
    claim_decisions,
    clarification,
    commissioning,
    drafting,
    intake,
    responses,
    sign_off,
    triage,
)
from requests_app.services.commissioning import Finding
from requests_app.services.drafting import DraftedAnswer, StoredFile
from requests_app.services.reminders import ROUND
from requests_app.services.transitions import performing

LONDON = ZoneInfo("Europe/London")
APPLICANT_NAME = "Quintessa Ravenscroft"
APPLICANT_EMAIL = "q.ravenscroft@example.org"
REQUEST = (
    "Dear Sir or Madam,\n\n"
    "1. How many hospital beds were closed in 2025?\n"
    "2. What did the closures cost?\n"
    "   a. in staff time\n"
    "   b. in lost income\n\n"
    f"Yours faithfully,\n{APPLICANT_NAME}\n"
)


def end_the_mornings_round() -> None:
    """Let today's reminders count as sent, so that the mail of a test is its own."""
    Pulse.objects.update_or_create(name=ROUND, defaults={"at": timezone.now()})


def at(day: date, hour: int = 10) -> datetime:
    """Return a moment on a London day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)


@dataclass(frozen=True)
class Cast:
    """One person for each part, and two departments."""

    foi_manager: User
    foi_administrator: User
    director_of_corporate_affairs: User
    qualified_person: User
    communications: User
    auditor: User
    system_administrator: User
    department_manager: User
    deputy_manager: User
    director: User
    deputy_director: User
    other_manager: User
    other_director: User
    superuser: User
    department: Department
    other_department: Department

    @property
    def people(self) -> dict[str, User]:
        """Return everybody by the name of their part."""
        return {name: who for name, who in vars(self).items() if isinstance(who, User)}


def make_cast() -> Cast:
    """Create the cast."""

    def person(
        name: str, role: Role = Role.DEPARTMENT_MEMBER, *, is_superuser: bool = False
    ) -> User:
        return User.objects.create_user(
            f"{name}@trust.example",
            full_name=name.replace("_", " ").title(),
            role=role,
            is_superuser=is_superuser,
        )

    estates = Department.objects.create(name="Estates", areas_covered="beds, buildings, waste")
    finance = Department.objects.create(name="Finance", areas_covered="cost, spending")
    cast = Cast(
        foi_manager=person("foi_manager", Role.FOI_MANAGER),
        foi_administrator=person("foi_administrator", Role.FOI_ADMINISTRATOR),
        director_of_corporate_affairs=person(
            "director_of_corporate_affairs", Role.DIRECTOR_OF_CORPORATE_AFFAIRS
        ),
        qualified_person=person("qualified_person", Role.QUALIFIED_PERSON),
        communications=person("communications", Role.COMMUNICATIONS),
        auditor=person("auditor", Role.AUDITOR),
        system_administrator=person("system_administrator", Role.SYSTEM_ADMINISTRATOR),
        department_manager=person("department_manager"),
        deputy_manager=person("deputy_manager"),
        director=person("director"),
        deputy_director=person("deputy_director"),
        other_manager=person("other_manager"),
        other_director=person("other_director"),
        superuser=person("superuser", is_superuser=True),
        department=estates,
        other_department=finance,
    )
    for department, user, seat in (
        (estates, cast.department_manager, Seat.MANAGER),
        (estates, cast.deputy_manager, Seat.DEPUTY_MANAGER),
        (estates, cast.director, Seat.DIRECTOR),
        (estates, cast.deputy_director, Seat.DEPUTY_DIRECTOR),
        (finance, cast.other_manager, Seat.MANAGER),
        (finance, cast.other_director, Seat.DIRECTOR),
    ):
        DepartmentSeat.objects.create(department=department, user=user, seat=seat)
    return cast


@dataclass
class CaseMaker:
    """Walks a case to a state, act by act, as the cast would."""

    cast: Cast
    received_on: date = date(2026, 11, 2)
    text: str = REQUEST
    subject: str = "Closed hospital beds"
    email: str = APPLICANT_EMAIL
    postal_address: str = ""
    press_interest: bool = False

    def __call__(self, state: State = State.RECEIVED) -> Case:
        """Open a case and bring it to `state`."""
        case = self._open(named=state is not State.INCOMPLETE)
        office = self.cast.foi_manager
        if state is State.INCOMPLETE:
            triage.ask_for_missing(case.pk, actor=office, at=self._after(0))
        elif state is State.REDIRECTED:
            triage.redirect(case.pk, Route.PRESS, actor=office, at=self._after(0))
        elif state is State.WITHDRAWN:
            responses.withdraw(case.pk, reason="No longer needed.", actor=office, at=self._after(1))
        elif state is State.CLOSED_WITHOUT_NOTICE:
            self._walk(case, State.ACCEPTED)
            self._close_without_notice(case)
        elif state is State.LAPSED:
            self._walk(case, State.ACCEPTED)
            self._lapse(case)
        elif state is State.MERGED:
            self._walk(case, State.ACCEPTED)
            self._end_as_a_duplicate(case)
        else:
            self._walk(case, state)
        case.refresh_from_db()
        return case

    def _after(self, days: int) -> datetime:
        return at(self.received_on + timedelta(days=days))

    def _open(self, *, named: bool) -> Case:
        return intake.open_case(
            intake.NewRequest(
                channel=Channel.MAIL,
                received_on=self.received_on,
                subject=self.subject,
                text=self.text,
                name=APPLICANT_NAME if named else "",
                email=self.email,
                postal_address=self.postal_address,
            ),
            actor=None,
            at=self._after(0),
        )

    def ask(self, case: Case, days: int = 1) -> Clarification:
        """Ask the applicant of a case what they mean, some days after its receipt."""
        return clarification.ask(
            case.pk,
            clarification.Wording(
                unclear="Which hospital do you mean?",
                why="We have four, and each keeps its own register.",
                help_offered="",
                close_after=self.received_on + timedelta(days=days + 60),
            ),
            actor=self.cast.foi_manager,
            at=self._after(days),
        )

    def _close_without_notice(self, case: Case) -> None:
        # By the transition alone: the request that it needs before it would be a case too many.
        with performing(
            case.pk, Action.CLOSE_WITHOUT_NOTICE, actor=self.cast.foi_manager,
            at=self._after(2), reason="The same notice went out last week.",
        ) as step:  # fmt: skip
            step.case.closed_on = self._after(2).date()

    def _end_as_a_duplicate(self, case: Case) -> None:
        # By the transition alone: the case that stays would be a case too many.
        with performing(
            case.pk, Action.MERGE, actor=self.cast.foi_manager, at=self._after(1)
        ) as step:
            step.case.closed_on = self._after(1).date()

    def _lapse(self, case: Case) -> None:
        row = self.ask(case)
        clarification.close_for_no_reply(row.pk, at=self._after(70))

    def _walk(self, case: Case, state: State) -> None:
        for reached, step in (
            (State.RECEIVED, None),
            (State.ACCEPTED, self._accept),
            (State.WITH_DEPARTMENTS, self._commission),
            (State.DRAFTING, self._return),
            (State.AWAITING_SIGN_OFF, self._send_for_sign_off),
            (State.READY, self._approve),
            (State.ANSWERED, self._issue),
        ):
            if step is not None:
                step(case)
            if reached is state:
                return

    def _accept(self, case: Case) -> None:
        triage.accept(
            case.pk,
            triage.Acceptance(
                regime=Regime.FOIA,
                subject=case.subject,
                has_press_interest=self.press_interest,
            ),
            actor=self.cast.foi_manager,
            at=self._after(0),
        )

    def _commission(self, case: Case) -> None:
        commissioning.commission(
            case.pk,
            {self.cast.department: list(case.questions.all())},
            actor=self.cast.foi_manager,
            at=self._after(1),
        )

    def _return(self, case: Case) -> None:
        row = Commission.objects.get(case=case)
        findings = [
            Finding(
                question_return_id=found.pk,
                held=Held.HELD,
                answer=f"The answer to {found.question.number}.",
                searches=(("Bed register", "closed 2025", "a list"),),
            )
            for found in row.returns.select_related("question")
        ]
        manager = self.cast.department_manager
        commissioning.save_findings(row.pk, findings, actor=manager, at=self._after(7))
        commissioning.return_searches(row.pk, actor=manager, at=self._after(7))
        drafting.assemble(case.pk, actor=self.cast.foi_manager, at=self._after(8))

    def _send_for_sign_off(self, case: Case) -> None:
        sign_off.send_for_sign_off(
            case.pk, self.cast.director, actor=self.cast.foi_manager, at=self._after(9)
        )

    def _approve(self, case: Case) -> None:
        pending = case.sign_offs.get(outcome="pending")
        sign_off.approve(
            case.pk,
            actor=self.cast.director,
            at=self._after(10),
            digest_seen=pending.digest,
        )

    def _issue(self, case: Case) -> None:
        responses.issue(case.pk, actor=self.cast.foi_manager, at=self._after(11))


def decide_claims(case: Case, cast: Cast, when: datetime) -> None:
    """Have whoever may decide everything that is claimed on `case` and not decided yet."""
    for row in Claim.objects.filter(question__case=case, taken_away_at__isnull=True):
        words = claim_words(row, when.date())
        if words.rests_on_opinion and words.opinion is None:
            asked = claim_decisions.ask_for_opinion(
                case.pk, row.pk, actor=cast.foi_manager, at=when
            )
            claim_decisions.give_opinion(
                asked.pk,
                claim_decisions.GivenOpinion(
                    True, row.likelihood, "People would no longer write down what they think."
                ),
                seal_seen=asked.seal,
                actor=cast.qualified_person,
                at=when,
            )
        if words.is_weighed and words.weighing is None:
            put = claim_decisions.ask_for_decision(case.pk, row.pk, actor=cast.foi_manager, at=when)
            claim_decisions.decide_public_interest(
                put.pk,
                claim_decisions.Decision(
                    row.for_disclosure or "Openness about how public money is spent.",
                    row.for_withholding or "Disclosure would weaken us in the next tender.",
                    Balance.WITHHOLD,
                    row.balance_reasons or "The total is published.",
                ),
                seal_seen=put.seal,
                actor=cast.director_of_corporate_affairs,
                at=when,
            )


def drafted(case: Case, text: str = "Nothing more is known.") -> list[DraftedAnswer]:
    """Return an answer of the same words to every question of `case`."""
    return [
        DraftedAnswer(question.pk, Outcome.DISCLOSED.value, text)
        for question in case.questions.all()
    ]


def stored_file(name: str = "beds.csv", content: bytes = b"ward,beds\nA,4\n") -> StoredFile:
    """Return a small checked file."""
    return StoredFile(
        name=name,
        media_type="text/csv",
        size=len(content),
        sha256="0" * 64,
        content=BytesIO(content),
    )
