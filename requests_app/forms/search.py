"""What is searched for."""

from django import forms

LONGEST = 200


class SearchForm(forms.Form):
    """Some words."""

    words = forms.CharField(
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search"}),
        error_messages={
            "max_length": f"Search for at most {LONGEST} characters. A few words find more than "
            "a sentence."
        },
    )

    def clean_words(self) -> str:
        """Return the words with single spaces between them."""
        return " ".join(self.cleaned_data["words"].split())
