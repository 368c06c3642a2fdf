"""Which law a kind of letter belongs to: a template is tried on a case of that law."""

from requests_app.domain.letter_kinds import TemplateKind
from requests_app.domain.regime import Regime

BOUND: dict[TemplateKind, Regime] = {
    **dict.fromkeys(
        (
            TemplateKind.PARTIAL,
            TemplateKind.REFUSAL,
            TemplateKind.NCND,
            TemplateKind.COST_REFUSAL,
            TemplateKind.VEXATIOUS,
            TemplateKind.NOT_HELD,
            TemplateKind.PIT_EXTENSION,
        ),
        Regime.FOIA,
    ),
    **dict.fromkeys((TemplateKind.EIR_REFUSAL, TemplateKind.EIR_EXTENSION), Regime.EIR),
}
"""Every other kind is written under both."""
