"""One request of the demonstration as a value."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """What was asked, who holds it, and what the answer is. `questions`: number and words.

    `also` is what the mail says besides.
    """

    subject: str
    department: str
    questions: tuple[tuple[str, str], ...]
    answers: tuple[str, ...]
    place: str
    regime: str = "foia"
    other: str = ""
    press: bool = False
    also: str = ""

    def text(self, name: str) -> str:
        """Return the words of the mail."""
        lines = ["Dear Sir or Madam,", ""]
        for number, words in self.questions:
            is_part = number[-1].isalpha()
            lines.append(f"   {number[-1]}. {words}" if is_part else f"{number}. {words}")
        lines += [
            "",
            "I would like the answer by e-mail.",
            self.also,
            "",
            "Yours faithfully,",
            name,
        ]
        return "\n".join(lines)
