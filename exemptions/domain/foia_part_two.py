"""The exemptions of Part II of the Freedom of Information Act 2000, to the sub-section.

Sections 21 to 44. Absolute is what s.2(3) names and nothing else; the historical ends are those
of ss.62 to 64; a provision that lifts the duty to confirm or deny stands beside its exemption.
"""

from datetime import date

from exemptions.domain.provision import (
    NEVER,
    Archive,
    Availability,
    Basis,
    Decider,
    HistoricalEnd,
    Law,
    Limb,
    Provision,
    Standing,
)

DPA_2018 = date(2018, 5, 25)
"""The day the Data Protection Act 2018 rewrote s.40 (Sch.19 para 58)."""
CRAG_2010 = date(2011, 1, 19)
"""The day the Constitutional Reform and Governance Act 2010 divided s.37(1)(a) (Sch.7)."""
IPA_2014 = date(2014, 10, 1)
"""The day the Intellectual Property Act 2014 added s.22A (s.20)."""

TWENTY = HistoricalEnd(years=20)
THIRTY = HistoricalEnd(years=30)
SIXTY = HistoricalEnd(years=60)
HUNDRED = HistoricalEnd(years=100)
GONE_IN_ARCHIVE = HistoricalEnd(archive=Archive.NOT_EXEMPT)
ROYAL = HistoricalEnd(years=20, years_after_death=5)


def _limbs(*pairs: tuple[str, str]) -> tuple[Limb, ...]:
    return tuple(Limb(tuple(written.split()), subject) for written, subject in pairs)


def _row(
    section: str,
    parts: str,
    title: str,
    basis: Basis,
    standing: Standing,
    ncnd: str,
    historical: HistoricalEnd = NEVER,
    **more: object,
) -> Provision:
    return Provision(
        Law.FOIA,
        section,
        tuple(parts.split()),
        title,
        basis,
        standing,
        tuple(ncnd.split()),
        historical,
        **more,  # type: ignore[arg-type]
    )


A, Q = Standing.ABSOLUTE, Standing.QUALIFIED
PIT = Decider.PUBLIC_INTEREST

PART_TWO: tuple[Provision, ...] = (
    _row(
        "21", "", "Information accessible to the applicant by other means", Basis.CLASS, A, "",
        GONE_IN_ARCHIVE,
        note="Say that we hold it and where this applicant can get it, also if it costs something.",
    ),
    _row(
        "22", "", "Information intended for future publication", Basis.CLASS_AND_REASONABLE, Q,
        "22(2)", GONE_IN_ARCHIVE, decider=PIT,
        note="The intention to publish has to be older than the request.",
    ),
    _row(
        "22A", "", "Research", Basis.PREJUDICE, Q, "22A(2)", decider=PIT, since=IPA_2014,
        note="A programme that is still running, with a view to a published report.",
    ),
    _row(
        "23", "", "Bodies dealing with security matters", Basis.CLASS, A, "23(5)",
        HistoricalEnd(archive=Archive.QUALIFIED),
        decider=Decider.MINISTER, availability=Availability.RARE,
        note="A certificate is signed by a Minister in the Cabinet or a law officer (s.25(3)).",
    ),
    _row(
        "24", "", "National security", Basis.NECESSITY, Q, "24(2)",
        decider=Decider.MINISTER, availability=Availability.RARE,
        note="Cannot stand beside s.23 for the same information.",
    ),
    _row(
        "26", "1", "Defence", Basis.PREJUDICE, Q, "26(3)",
        decider=PIT, availability=Availability.RARE,
        limbs=_limbs(("1 a", "defence of the British Islands or a colony"),
                     ("1 b", "capability of the armed forces")),
    ),
    _row(
        "27", "1", "International relations", Basis.PREJUDICE, Q, "27(4)(a)",
        decider=PIT, availability=Availability.RARE,
        limbs=_limbs(("1 a", "relations with another State"),
                     ("1 b", "relations with an international organisation or court"),
                     ("1 c", "interests of the United Kingdom abroad"),
                     ("1 d", "protection of those interests")),
    ),
    _row(
        "27", "2", "Confidential information from another State or international body",
        Basis.CLASS, Q, "27(4)(b)", decider=PIT, availability=Availability.RARE,
    ),
    _row(
        "28", "", "Relations within the United Kingdom", Basis.PREJUDICE, Q, "28(3)", THIRTY,
        decider=PIT, availability=Availability.RARE,
        note="Only relations between the administrations of the United Kingdom.",
    ),
    _row(
        "29", "1", "The economy", Basis.PREJUDICE, Q, "29(2)",
        decider=PIT, availability=Availability.RARE,
        limbs=_limbs(("1 a", "economic interests of the United Kingdom or a part of it"),
                     ("1 b", "financial interests of an administration")),
    ),
    _row(
        "30", "1", "Investigations and proceedings", Basis.CLASS, Q, "30(3)", TWENTY,
        decider=PIT, availability=Availability.RARE,
        limbs=_limbs(("1 a", "an investigation whether somebody should be charged or is guilty"),
                     ("1 b", "an investigation that may lead us to start criminal proceedings"),
                     ("1 c", "criminal proceedings that we may conduct")),
        note="Only with a duty or a power to investigate crime with a view to a charge.",
    ),
    _row(
        "30", "2", "Information from confidential sources", Basis.CLASS, Q, "30(3)",
        decider=PIT, availability=Availability.RARE,
        note="Obtained for such an investigation, and from a confidential source.",
    ),
    _row(
        "31", "1", "Law enforcement", Basis.PREJUDICE, Q, "31(3)", HUNDRED, decider=PIT,
        limbs=_limbs(("1 a", "prevention or detection of crime"),
                     ("1 b", "apprehension or prosecution of offenders"),
                     ("1 c", "administration of justice"),
                     ("1 d", "assessment or collection of tax"),
                     ("1 e", "immigration controls"),
                     ("1 f", "security and good order in prisons"),
                     ("1 g", "a public authority's functions for a purpose in s.31(2)"),
                     ("1 h", "civil proceedings for such a purpose"),
                     ("1 i", "a fatal accident inquiry for such a purpose")),
        names_limb=True,
        note="Never together with s.30 for the same information. (g) to (i) also name the "
        "purpose in s.31(2).",
    ),
    _row(
        "32", "", "Court, inquiry and arbitration records", Basis.CLASS, A, "32(3)", TWENTY,
        limbs=_limbs(("1", "documents of proceedings in a court, inquests included"),
                     ("2", "documents of an inquiry or an arbitration")),
        note="Held only by virtue of being in such a document.",
    ),
    _row(
        "33", "", "Audit functions", Basis.PREJUDICE, Q, "33(3)", TWENTY,
        decider=PIT, availability=Availability.NOT_AVAILABLE,
        note="Only for those who audit or examine other public authorities.",
    ),
    _row(
        "34", "", "Parliamentary privilege", Basis.NECESSITY, A, "34(2)",
        decider=Decider.HOUSE, availability=Availability.RARE,
    ),
    _row(
        "35", "1", "Formulation of government policy", Basis.CLASS, Q, "35(3)", TWENTY,
        decider=PIT, availability=Availability.NOT_AVAILABLE,
        limbs=_limbs(("1 a", "formulation or development of government policy"),
                     ("1 b", "Ministerial communications"),
                     ("1 c", "advice by a law officer"),
                     ("1 d", "a Ministerial private office")),
        note="Only for government departments and the Welsh Government.",
    ),
    _row(
        "36", "2 a", "Collective responsibility and the devolved executives",
        Basis.OPINION, Q, "36(3)", TWENTY,
        decider=Decider.QUALIFIED_PERSON, availability=Availability.RARE,
        limbs=_limbs(("2 a i", "collective responsibility of Ministers"),
                     ("2 a iii", "work of the Welsh Government")),
    ),
    _row(
        "36", "2 a ii", "The work of the Northern Ireland Executive Committee",
        Basis.OPINION, Q, "36(3)", THIRTY,
        decider=Decider.QUALIFIED_PERSON, availability=Availability.NOT_AVAILABLE,
        note="Only its work can be prejudiced here: not for a Trust in England.",
    ),
    _row(
        "36", "2 b", "Free and frank advice and exchange of views", Basis.OPINION, Q, "36(3)",
        TWENTY, decider=Decider.QUALIFIED_PERSON, names_limb=True,
        limbs=_limbs(("2 b i", "free and frank provision of advice"),
                     ("2 b ii", "free and frank exchange of views for deliberation")),
        note="The opinion comes before the refusal, from the person the Act names. Statistics "
        "need none (s.36(4)).",
    ),
    _row(
        "36", "2 c", "Effective conduct of public affairs, otherwise", Basis.OPINION, Q, "36(3)",
        TWENTY, decider=Decider.QUALIFIED_PERSON,
        note="Only a harm that no other limb of s.36(2) covers.",
    ),
    _row(
        "37", "1 a", "Communications with the Sovereign", Basis.CLASS, A, "37(2)", ROYAL,
        since=CRAG_2010, availability=Availability.RARE,
    ),
    _row(
        "37", "1 aa", "Communications with the heir to the Throne or the second in line",
        Basis.CLASS, A, "37(2)", ROYAL, since=CRAG_2010, availability=Availability.RARE,
    ),
    _row(
        "37", "1 ab", "Communications with a person who has since come to the Throne or to be "
        "heir or second in line", Basis.CLASS, A, "37(2)", ROYAL,
        since=CRAG_2010, availability=Availability.RARE,
    ),
    _row(
        "37", "1 ac", "Communications with other members of the Royal Family", Basis.CLASS, Q,
        "37(2)", ROYAL, decider=PIT, since=CRAG_2010, availability=Availability.RARE,
    ),
    _row(
        "37", "1 ad", "Communications with the Royal Household", Basis.CLASS, Q, "37(2)", ROYAL,
        decider=PIT, since=CRAG_2010, availability=Availability.RARE,
    ),
    _row(
        "37", "1 b", "Honours and dignities", Basis.CLASS, Q, "37(2)", SIXTY, decider=PIT,
    ),
    _row(
        "38", "1", "Health and safety", Basis.PREJUDICE, Q, "38(2)", decider=PIT,
        limbs=_limbs(("1 a", "physical or mental health of an individual"),
                     ("1 b", "safety of an individual")),
        note="“Endanger” is read as prejudice is: would, or would be likely to.",
    ),
    _row(
        "39", "", "Environmental information", Basis.FORMAL, Standing.FORMALLY_QUALIFIED,
        "39(2)",
        note="Hands the request to the Environmental Information Regulations, which decide it.",
    ),
    _row(
        "40", "1", "The applicant's own personal data", Basis.CLASS, A, "40(5A)",
        note="Answer it as a subject access request, in one month.",
    ),
    _row(
        "40", "2", "Personal data of others: disclosure would break a data protection principle",
        Basis.CONDITIONAL, A, "40(5B)(a)", via=("3A",), since=DPA_2018,
        limbs=_limbs(("3A a", "the principles of the UK GDPR, Article 5(1)"),
                     ("3A b", "the principles, if manual unstructured data were covered")),
        note="A legitimate interest, a real need, and the balance against the person's rights. "
        "Absolute by s.2(3)(fa).",
    ),
    _row(
        "40", "2", "Personal data of others: they object to the processing", Basis.CONDITIONAL, Q,
        "40(5B)(b)", via=("3B",), since=DPA_2018, decider=PIT,
        note="An objection under Article 21 of the UK GDPR.",
    ),
    _row(
        "40", "2", "Personal data of others: they could not have it themselves",
        Basis.CONDITIONAL, Q, "40(5B)(c) 40(5B)(d)", via=("4A",), since=DPA_2018, decider=PIT,
        note="Exempt from the right of access of the person it is about.",
    ),
    _row(
        "41", "1", "Information provided in confidence", Basis.CONDITIONAL, A, "41(2)",
        note="From another person, and disclosure would be an actionable breach. The duty "
        "survives the death of a patient. The defence of public interest is weighed within.",
    ),
    _row(
        "42", "1", "Legal professional privilege", Basis.CLASS, Q, "42(2)", TWENTY, decider=PIT,
        note="Name the kind, advice or litigation, and that it has not been waived.",
    ),
    _row(
        "43", "1", "Trade secrets", Basis.CLASS, Q, "", THIRTY, decider=PIT,
        note="s.43(3) speaks of the interests in s.43(2) only: always confirm or deny.",
    ),
    _row(
        "43", "2", "Commercial interests", Basis.PREJUDICE, Q, "43(3)", THIRTY, decider=PIT,
        note="Whose interests. For a third party's, its own evidence and not our guess.",
    ),
    _row(
        "44", "1", "Prohibitions on disclosure", Basis.CLASS, A, "44(2)",
        limbs=_limbs(("1 a", "prohibited by an enactment"),
                     ("1 b", "incompatible with a retained obligation"),
                     ("1 c", "a contempt of court")),
        note="Name the enactment and its section. FOIA itself lifts none.",
    ),
    # What stood before, for letters of those days.
    _row(
        "37", "1 a", "Communications with the Sovereign, the Royal Family or the Household",
        Basis.CLASS, Q, "37(2)", THIRTY, until=date(2011, 1, 18), decider=PIT,
        availability=Availability.RARE,
    ),
    _row(
        "40", "2", "Personal data of others: the principles of the Data Protection Act 1998",
        Basis.CONDITIONAL, A, "40(5)(b)(i)", via=("3", "a", "i"), until=date(2018, 5, 24),
    ),
    _row(
        "40", "2", "Personal data of others: a notice under s.10 of the Data Protection Act 1998",
        Basis.CONDITIONAL, Q, "40(5)(b)(ii)", via=("3", "a", "ii"), until=date(2018, 5, 24),
        decider=PIT,
    ),
)  # fmt: skip
