"""The mail of a web form or a customer system: who asked stands in its text, not in its head."""

import re
from dataclasses import dataclass

_NAME = r"(?:full |your |contact |requester'?s? |applicant'?s? )?name"
_EMAIL = r"(?:your |contact |requester'?s? |applicant'?s? )?e-?mail(?: address)?"
_REQUEST = (
    r"(?:your |foi |the )?(?:request|message|enquiry|question|comments?)(?: details)?|"
    r"details(?: of (?:your |the )?request)?|(?:the )?information (?:requested|required|you want)"
)
_OTHER = (
    r"(?:phone|telephone|mobile|address|postcode|organisation|company|date|submitted|subject|"
    r"reference|ip address|title|preferred format|how (?:would|did) you.{0,40})(?: number| on| at)?"
)
_LINE = re.compile(
    rf"^[ \t*_]*(?:(?P<name>{_NAME})|(?P<email>{_EMAIL})|"
    rf"(?P<request>{_REQUEST})|(?P<other>{_OTHER}))"
    r"[ *_]*(?::|\t)[ \t*_]*(?P<value>.*)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
MOST_LINES = 400


@dataclass(frozen=True)
class WebForm:
    """What a form says: a name, an address and the words of the request. Each may be ""."""

    name: str
    email: str
    request: str


def web_form(text: str) -> WebForm | None:
    """Return what the labelled lines of a form say; None where they name no address."""
    found: dict[str, list[str]] = {}
    current = ""
    for number, line in enumerate(text.split("\n")):
        label = _LINE.match(line) if number < MOST_LINES and len(line) < 2000 else None
        if label and not (current == "request" and label.lastgroup == "request"):
            kinds = ("name", "email", "request", "other")
            current = next(kind for kind in kinds if label[kind])
            if current in found:
                current = "other"  # the first one counts
            found.setdefault(current, []).append(label["value"])
        elif current:
            found[current].append(line)
    email = _ADDRESS.search(" ".join(found.get("email", ())))
    if not email:
        return None
    name = next((line.strip() for line in found.get("name", ()) if line.strip()), "")
    return WebForm(name[:200], email[0][:320], "\n".join(found.get("request", ())).strip())
