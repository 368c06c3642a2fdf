"""The standard words of every letter: the templates that hold until others are published.

A line break within a paragraph is only for the eye of whoever edits this file, unless the next
line begins a list or a choice.
"""

import re

from requests_app.domain.letter_kinds import TemplateKind

_HELP = """
If anything here is unclear, or you would like it in another form such as large print, please ask:
we will be glad to help. {{ contact }}
"""
_THANKS = """
Thank you for your request, which we received on {{ received_on }}. We have considered it under the
{{ statute }}.
"""
_FOLLOWS = """
Your request is set out below in your own words, and our answer follows each part.
"""


def _unwrapped(text: str) -> str:
    """Join the lines of each paragraph."""
    return re.sub(r"(?<=[^\n])\n(?=[^\n])", " ", text.strip())


def _answer(*paragraphs: str) -> str:
    parts = (_THANKS, *paragraphs, "{{ answers }}", _HELP, "{{ rights }}")
    return "\n\n".join(_unwrapped(part) for part in parts)


_MISUNDERSTOOD = """
If we have misunderstood you, and you meant to make a Freedom of Information request, please tell
us. {{ contact }} We will look at it again straight away, and the time limit will count from the day
we first received it.
"""


def _elsewhere(*paragraphs: str) -> str:
    return "\n\n".join(_unwrapped(part) for part in (*paragraphs, _MISUNDERSTOOD))


STANDARD: dict[TemplateKind, str] = {
    TemplateKind.ACKNOWLEDGEMENT: _unwrapped("""
Thank you for your request about “{{ subject }}”. We received it on {{ received_on }}, and we are
handling it under the {{ statute }}.

We will answer as soon as we can, and by {{ due_on }} at the latest.

Your reference is {{ reference }}.

If you would like help, have a question about your request, or need our answer in a particular form
such as large print, please ask. {{ contact }} You need not do anything else.

{% if tracking_link %}You can also see how your request is getting on here. The link is for you
alone, so please do not pass it on: {{ tracking_link }}{% endif %}

{% if by_post %}Our answer will come to you by post, at the address you gave us.{% else %}Our answer
will come to you in full at the address you wrote from or gave us.{% endif %}
"""),
    TemplateKind.CLARIFICATION: _unwrapped("""
Thank you for your request, which we received on {{ received_on }}. To identify and find what you
want, we need to know more.

What is not clear to us: {{ unclear }}

Why we need to know: {{ why }}

{% if help_offered %}{{ help_offered }}{% else %}If it is hard to say, tell us what you want to find
out, and we will suggest how to ask for it. You need not tell us why you want to know.{% endif %}

What this means for the time: {% if environmental %}Regulation 9 of the Environmental Information
Regulations 2004{% else %}Section 1(3) of the Freedom of Information Act 2000{% endif %} lets us
ask, and the clock stands still until we hear from you. The 20 working days for our answer are
counted anew from the day your reply reaches us, and we try to be quicker than that.

If we have not heard from you by the end of {{ close_after }}, we will close the request. Reply
later, and we will open it again.

{{ contact }}
"""),
    TemplateKind.LAPSE: _unwrapped("""
On {{ asked_on }} we asked you to tell us more about your request, and to reply by
{{ close_after }}. We have not heard from you, so we have closed the request.

If you would still like the information, write to us and tell us what we asked. We will open the
request again, and count the time from the day your reply reaches us.

{{ contact }}
"""),
    TemplateKind.NARROWING_OFFER: "{{ offer }}",
    TemplateKind.FEE_NEWS: "{{ news }}",
    TemplateKind.FEES_NOTICE: _unwrapped("""
{% if section_9 %}We have looked at what it costs to send you the information you asked for. Section
9 of the Freedom of Information Act 2000 lets us ask you for a fee before we do so. It covers the
cost of telling you and sending you the information, and no staff time (Freedom of Information and
Data Protection (Appropriate Limit and Fees) Regulations 2004, regulation 6).{% endif %}

{% if section_13 %}Answering your request costs more than the limit that the law sets, so the
Freedom of Information Act 2000 does not oblige us to answer it. We are willing to answer it all the
same. Section 13 of the Act lets us ask you for a fee for that (Freedom of Information and Data
Protection (Appropriate Limit and Fees) Regulations 2004, regulation 7).{% endif %}

{% if environmental %}We have looked at what it costs to make the information you asked for
available. Regulation 8 of the Environmental Information Regulations 2004 lets us ask you for a
reasonable charge in advance.{% endif %}

The {{ word }} is {{ amount }}. This is how it is worked out:

{{ worked_out }}

You can pay in one of these ways:

{{ ways }}

{% if last_day %}The last day to pay is {{ last_day }}. We will send you the information only once
the {{ word }} is paid. From today until the day it reaches us the days are not counted. If it is
not paid by then, your request ends, and you can make a new one at any time.{% else %}We will send
you the information only once the {{ word }} is paid. Tell us if you do not want to go on, or if you
would like to ask for less, which may cost nothing.{% endif %}

If you would rather have less, or have it by e-mail, where most answers cost nothing, please tell
us. We never ask for payment for a reasonable adjustment for a disabled person.

{{ rights }}
"""),
    TemplateKind.FEE_LAPSE: _unwrapped("""
On {{ asked_on }} we asked you for a {{ word }} of {{ amount }}, to be paid by {{ last_day }}. It
has not been paid in full. {% if environmental %}Regulation 8(5) of the Environmental Information
Regulations 2004{% else %}Section 9(2) of the Freedom of Information Act 2000{% endif %} then frees
us from the duty to answer, and your request has ended.

{% if paid %}You have paid {{ paid }} of it. We will give that back to you.{% endif %}

If you still want the information, you can ask for it again at any time. That is a new request, with
its own time to answer. You might ask for less of it, or by e-mail, which may cost nothing. If you
believe that you have paid, please tell us when and how.

{{ rights }}
"""),
    TemplateKind.PIT_EXTENSION: _unwrapped("""
{% if again %}We told you that we are still weighing the public interest in some of what you asked
for, which is exempt under section {{ provision }} of the Freedom of Information Act 2000. We need
longer than we thought. {{ why }}{% else %}Some of what you asked for is exempt from disclosure
under section {{ provision }} of the Freedom of Information Act 2000. {{ why }}{% endif %}

The exemption is a qualified one: we have to weigh the public interest in keeping the information
back against the public interest in disclosing it. We have not reached a decision on that yet.
Section 10(3) gives us reasonable time for it.

We expect to decide by {{ estimate }}, and will then write to you again. Whatever this does not
concern, we answer by the day that you were given.

{{ contact }}

{{ rights }}
"""),
    TemplateKind.EIR_EXTENSION: _unwrapped("""
We cannot answer your request within 20 working days. Regulation 7 of the Environmental Information
Regulations 2004 gives us up to 40 where both the complexity and the volume of what is asked for
make 20 impracticable.

The complexity: {{ complexity }}

The volume: {{ volume }}

We will answer as soon as we can, and by {{ due_on }} at the latest.

{{ contact }}
"""),
    TemplateKind.DISCLOSURE: _answer(_FOLLOWS),
    TemplateKind.PARTIAL: _answer(
        """
We are giving you part of what you asked for. Where something is left out we say so at that place,
with our reasons, so that you can tell what you have and what is missing.
""",
        _FOLLOWS,
    ),
    TemplateKind.REFUSAL: _answer(
        """
We are sorry that this answer will disappoint you. For each part that we refuse we say which
exemption applies and why.
""",
        _FOLLOWS,
    ),
    TemplateKind.NCND: _answer(
        """
The words of this answer would be the same whether or not there is anything to find. Please do not
take them as a sign either way.
""",
        _FOLLOWS,
    ),
    TemplateKind.COST_REFUSAL: _answer(
        """
Your request would take more work than the law obliges us to do. We show how we worked that out, and
what you could ask for instead. We will gladly help you with that.
""",
        _FOLLOWS,
    ),
    TemplateKind.VEXATIOUS: _answer(
        """
We know that this is not the answer you hoped for. It is about the request and what it would take,
and is no judgement of anybody.
""",
        _FOLLOWS,
    ),
    TemplateKind.NOT_HELD: _answer(
        """
We have looked for what you asked for, and have to tell you that we do not hold it. We say where we
looked, and where you might ask instead if we know of a place.
""",
        _FOLLOWS,
    ),
    TemplateKind.EIR_REFUSAL: _answer(
        """
The Regulations ask us to presume that environmental information is disclosed, and we began from
there. What we do not give you, and why, is said under each question.
""",
        _FOLLOWS,
    ),
    TemplateKind.OWN_RECORDS: _elsewhere(
        """
Thank you for your message. You have asked for information about yourself. Your right to it comes
from data protection law (Article 15 of the UK GDPR), which gives you more than a Freedom of
Information request could.
""",
        """
We are therefore treating it as a request for your own records. You need not write again: our
records team normally answers within one month, and will contact you if they need anything. You can
reach them at {{ team_contact }}.
""",
        """
We are bound to add how the Freedom of Information Act 2000 sees this. Your own personal information
is exempt from it (section 40(1)), and section 40(5A) says that we need not confirm under that Act
whether we hold it.
""",
    )
    + "\n\n{{ rights }}",
    TemplateKind.DECEASED_RECORDS: _unwrapped("""
Thank you for your message. You have asked for the health records of someone who has died. If you
are their personal representative, or may have a claim because of their death, the Access to Health
Records Act 1990 gives you a right to see them.

We have passed your message to our records team, who will contact you about what they need. You can
reach them at {{ team_contact }}.

If you are neither, please tell us. We will then consider your message as a Freedom of Information
request, and the time limit will count from the day we first received it. {{ contact }}
"""),
    TemplateKind.REVIEW_OUTCOME: _unwrapped("""
On {{ asked_on }} you asked us to review our answer to your request. The review was carried out by
{{ reviewer }}. {{ apart }}

{% if outcome %}The outcome: {{ outcome }}.{% endif %}

{{ looked_at }}

{{ answers }}

What is released now: {{ released }}

{{ handling }}

{% if action %}What we will do: {{ action }}{% endif %}

{{ rights }}
"""),
    TemplateKind.OTHER_AUTHORITY: _unwrapped("""
Thank you for your request, which we received on {{ received_on }} and have considered under the
{{ statute }}. We do not hold the information that you asked for.

We believe that it is held by {{ other_authority }}. You can reach them at {{ other_contact }}.

{% if passed_on %}As you agreed, we passed your request to them on {{ passed_on }}. They will answer
you direct, and their time limit runs from the day it reached them.{% else %}We have not sent your
request on. You can apply to them yourself, or tell us that you would like us to pass it on: we do
so only with your permission.{% endif %}

If you believe that we do hold it, or would like help, please tell us. {{ contact }}

{{ rights }}
"""),
    TemplateKind.PRESS: _elsewhere("""
Thank you for your message. It looks to us like a question for our press office, who can usually
answer sooner than a Freedom of Information request would be. We have passed it on to them. You can
reach them at {{ team_contact }}.
"""),
    TemplateKind.COMPLAINT: _elsewhere("""
Thank you for your message, and we are sorry that you had cause to write. We have passed it to the
team who look into complaints and can put things right. You can reach them at {{ team_contact }}.
"""),
    TemplateKind.BUSINESS_AS_USUAL: _elsewhere("""
Thank you for your message. A colleague can answer it directly, without a formal request, and we
have passed it on to them. You can reach them at {{ team_contact }}.
"""),
}
"""By kind; each passes the check of its kind with every place filled (tested)."""
