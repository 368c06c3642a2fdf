"""The exceptions of the Environmental Information Regulations 2004.

There is a presumption in favour of disclosure, and every exception of reg 12 carries a public
interest test (reg 12(1), (2)). Reg 12(9) bars 12(5)(d) to (g) for information on emissions.
"""

from datetime import date

from exemptions.domain.provision import Basis, Decider, Law, Provision, Standing

DPA_2018 = date(2018, 5, 25)


def _row(parts: str, title: str, basis: Basis, *, section: str = "12", **more: object) -> Provision:
    standing = more.pop("standing", Standing.QUALIFIED)
    decider = more.pop("decider", Decider.PUBLIC_INTEREST)
    return Provision(
        Law.EIR,
        section,
        tuple(parts.split()),
        title,
        basis,
        standing,  # type: ignore[arg-type]
        decider=decider,  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )


EXCEPTIONS: tuple[Provision, ...] = (
    _row("4 a", "Not held when the request was received", Basis.CLASS,
         standing=Standing.FORMALLY_QUALIFIED, decider=Decider.OFFICE,
         note="A refusal in writing all the same. There is nothing to weigh."),
    _row("4 b", "The request is manifestly unreasonable", Basis.CLASS,
         note="Vexatious, or a burden or cost out of all proportion. The rate of the Fees "
         "Regulations is a guide and no limit."),
    _row("4 c", "The request is too general", Basis.CLASS,
         note="Only after particulars were asked for and help was offered (reg 9)."),
    _row("4 d", "Material still being completed, unfinished documents, incomplete data",
         Basis.CLASS,
         note="The refusal says who prepares it and when it will be finished (reg 14(4))."),
    _row("4 e", "Internal communications", Basis.CLASS,
         note="Between government departments too (reg 12(8))."),
    _row("5 a", "International relations, defence, national security, public safety",
         Basis.ADVERSE_EFFECT, confirm_or_deny=("12(6)",),
         note="The only exception of reg 12 that lifts the duty to say whether it is held."),
    _row("5 b", "The course of justice, a fair trial, inquiries", Basis.ADVERSE_EFFECT,
         note="Covers legal professional privilege."),
    _row("5 c", "Intellectual property rights", Basis.ADVERSE_EFFECT),
    _row("5 d", "Confidentiality of proceedings", Basis.ADVERSE_EFFECT, emissions_bar=True,
         note="The confidentiality is provided by law."),
    _row("5 e", "Commercial or industrial confidentiality", Basis.ADVERSE_EFFECT,
         emissions_bar=True,
         note="Commercial or industrial; confidential by law; for a legitimate economic "
         "interest; which disclosure would harm."),
    _row("5 f", "Interests of somebody who volunteered the information", Basis.ADVERSE_EFFECT,
         emissions_bar=True,
         note="No obligation to supply it, no other entitlement to disclose it, no consent."),
    _row("5 g", "Protection of the environment", Basis.ADVERSE_EFFECT, emissions_bar=True),
    _row("1", "Personal data of others: disclosure would break a data protection principle",
         Basis.CONDITIONAL, section="13", via=("2A",), confirm_or_deny=("13(5A)", "13(5B)(a)"),
         standing=Standing.ABSOLUTE, decider=Decider.OFFICE, since=DPA_2018,
         note="No public interest test; a legitimate interest is weighed as in s.40(2)."),
    _row("1", "Personal data of others: they object to the processing", Basis.CONDITIONAL,
         section="13", via=("2B",), confirm_or_deny=("13(5A)", "13(5B)(b)"), since=DPA_2018),
    _row("1", "Personal data of others: they could not have it themselves", Basis.CONDITIONAL,
         section="13", via=("3A",), confirm_or_deny=("13(5A)", "13(5B)(c)"), since=DPA_2018),
    _row("3", "The applicant's own personal data", Basis.FORMAL, section="5",
         standing=Standing.ABSOLUTE, decider=Decider.OFFICE,
         note="Outside the Regulations: answer it as a subject access request."),
    _row("1 b", "Already public and easily accessible in another form", Basis.FORMAL,
         section="6", standing=Standing.ABSOLUTE, decider=Decider.OFFICE,
         note="No exception: we may point to it instead of sending a copy."),
)  # fmt: skip
"""Reg 13 follows the wording of 25 May 2018. The last two rows are no exceptions, but decide a
question as one would.
"""
