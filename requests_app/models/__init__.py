"""What is stored."""

from requests_app.models.absence import Absence
from requests_app.models.aggregation import LinkDecision, RequestLink
from requests_app.models.applicant import Applicant, LetterForm
from requests_app.models.audit import AuditChain, AuditEvent
from requests_app.models.board import Reading, SavedView
from requests_app.models.calendar_feed import CalendarFeed
from requests_app.models.card_payment import CardPayment
from requests_app.models.case import Case, Channel, ReplyBy, Route
from requests_app.models.claim import Claim
from requests_app.models.claim_decision import PublicInterestTest, QualifiedOpinion
from requests_app.models.clock import (
    CalendarChange,
    CalendarYear,
    Clarification,
    ClockEntry,
    Extension,
    MovedDate,
    NonWorkingDay,
)
from requests_app.models.commission import (
    Activity,
    Commission,
    Held,
    QuestionReturn,
    Search,
    TimeSpent,
)
from requests_app.models.consultation import Consultation
from requests_app.models.correspondence import Delivery, Direction, Message, MessageKind, RawMail
from requests_app.models.decision import Answer, SignOff, SignOffOutcome
from requests_app.models.document import Document, DocumentRole, DocumentWords
from requests_app.models.estimate import CostTerm, Estimate, EstimateLine, NarrowingOffer
from requests_app.models.fee import FeeNotice, Payment, PaymentMethod, Refund
from requests_app.models.letter import Draft, Letter
from requests_app.models.letter_template import TemplateVersion
from requests_app.models.milestone import Milestone, TickedStep
from requests_app.models.note import Note
from requests_app.models.outbox import OutboxItem, Pulse
from requests_app.models.people import (
    DIRECTOR_SEATS,
    MANAGER_SEATS,
    Department,
    DepartmentSeat,
    Role,
    Seat,
    User,
)
from requests_app.models.publication import Publication
from requests_app.models.question import Question
from requests_app.models.redirection import Redirection
from requests_app.models.regulator import (
    Appeal,
    ClaimVerdict,
    Complaint,
    RegulatorDetails,
    RegulatorNotice,
    RequiredStep,
)
from requests_app.models.related_cases import Merging, Splitting, WorkingTogether
from requests_app.models.reminder import Digest, Reminder
from requests_app.models.reused_answer import ReusedAnswer
from requests_app.models.review import ClaimFinding, QuestionFinding, Review, ReviewChannel
from requests_app.models.sequence import ReferenceCounter
from requests_app.models.tracking import AccessCode
from requests_app.models.triage_rule import TriageRule
from requests_app.models.undo import Undoable, UndoableAct
from requests_app.models.vexatious import ProposalState, VexatiousProposal
from requests_app.models.word import KnownWord, SearchedPart, WordsLearnt

__all__ = [
    "DIRECTOR_SEATS",
    "MANAGER_SEATS",
    "Absence",
    "AccessCode",
    "Activity",
    "Answer",
    "Appeal",
    "Applicant",
    "AuditChain",
    "AuditEvent",
    "CalendarChange",
    "CalendarFeed",
    "CalendarYear",
    "CardPayment",
    "Case",
    "Channel",
    "Claim",
    "ClaimFinding",
    "ClaimVerdict",
    "Clarification",
    "ClockEntry",
    "Commission",
    "Complaint",
    "Consultation",
    "CostTerm",
    "Delivery",
    "Department",
    "DepartmentSeat",
    "Digest",
    "Direction",
    "Document",
    "DocumentRole",
    "DocumentWords",
    "Draft",
    "Estimate",
    "EstimateLine",
    "Extension",
    "FeeNotice",
    "Held",
    "KnownWord",
    "Letter",
    "LetterForm",
    "LinkDecision",
    "Merging",
    "Message",
    "MessageKind",
    "Milestone",
    "MovedDate",
    "NarrowingOffer",
    "NonWorkingDay",
    "Note",
    "OutboxItem",
    "Payment",
    "PaymentMethod",
    "ProposalState",
    "PublicInterestTest",
    "Publication",
    "Pulse",
    "QualifiedOpinion",
    "Question",
    "QuestionFinding",
    "QuestionReturn",
    "RawMail",
    "Reading",
    "Redirection",
    "ReferenceCounter",
    "Refund",
    "RegulatorDetails",
    "RegulatorNotice",
    "Reminder",
    "ReplyBy",
    "RequestLink",
    "RequiredStep",
    "ReusedAnswer",
    "Review",
    "ReviewChannel",
    "Role",
    "Route",
    "SavedView",
    "Search",
    "SearchedPart",
    "Seat",
    "SignOff",
    "SignOffOutcome",
    "Splitting",
    "TemplateVersion",
    "TickedStep",
    "TimeSpent",
    "TriageRule",
    "Undoable",
    "UndoableAct",
    "User",
    "VexatiousProposal",
    "WordsLearnt",
    "WorkingTogether",
]
