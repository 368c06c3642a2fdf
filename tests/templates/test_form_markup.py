"""How any form of the product is marked up: labels, hints, errors and the summary of errors."""

import re
from html.parser import HTMLParser

from django import forms
from django.template.loader import render_to_string


class RequestForm(forms.Form):
    text = forms.CharField(label="What do you want?", help_text="Say it.", widget=forms.Textarea)
    email = forms.EmailField(label="E-mail address", required=False)
    held = forms.ChoiceField(
        label="Do you hold this?",
        widget=forms.RadioSelect,
        choices=[("y", "Yes\nIt is in one place."), ("n", "No")],
    )
    urgent = forms.BooleanField(label="Press interest", help_text="The press office is told.")
    received = forms.DateField(widget=forms.DateInput(attrs={"class": "govuk-input--width-10"}))
    file = forms.FileField()
    token = forms.CharField(widget=forms.HiddenInput)


class Page(HTMLParser):
    """The tags of a page, each with its attributes; a doubled attribute is an error."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, attribute: str) -> list[str]:
        return [attrs[attribute] for _, attrs in self.tags if attribute in attrs]


def wrong_form() -> RequestForm:
    return RequestForm({"email": "nonsense", "token": "t"})


def page_of(form: RequestForm) -> Page:
    return Page(render_to_string("components/error_summary.html", {"form": form}) + str(form))


def test_no_id_is_given_twice() -> None:
    ids = page_of(wrong_form()).all("id")

    assert sorted(ids) == sorted(set(ids))


def test_every_label_hint_and_error_belongs_to_something_on_the_page() -> None:
    page = page_of(wrong_form())
    ids = set(page.all("id"))

    assert set(page.all("for")) - ids == set()
    assert {name for names in page.all("aria-describedby") for name in names.split()} - ids == set()


def test_the_summary_links_each_error_to_its_field() -> None:
    assert page_of(wrong_form()).all("href") == [
        "#id_text",
        "#id_email",
        "#id_held_0",
        "#id_urgent",
        "#id_received",
        "#id_file",
    ]


def test_every_link_of_the_summary_finds_an_input() -> None:
    page = page_of(wrong_form())
    inputs = {attrs.get("id") for tag, attrs in page.tags if tag in ("input", "textarea", "select")}

    assert {link.removeprefix("#") for link in page.all("href")} - inputs == set()


def test_a_choice_is_described_by_its_hint() -> None:
    radios = [attrs for _, attrs in page_of(RequestForm()).tags if attrs.get("type") == "radio"]

    assert [attrs.get("aria-describedby") for attrs in radios] == ["id_held_0_hint", None]


def test_a_class_from_the_form_is_added_to_ours() -> None:
    (received,) = [
        attrs for _, attrs in page_of(RequestForm()).tags if attrs.get("name") == "received"
    ]

    assert received["class"] == "govuk-input govuk-input--width-10"


def test_only_what_may_be_left_out_is_called_optional() -> None:
    assert re.findall(r'>([^<]+) <span class="optional">', str(RequestForm())) == ["E-mail address"]


def test_a_form_that_is_right_has_no_summary() -> None:
    assert render_to_string("components/error_summary.html", {"form": RequestForm()}).strip() == ""


def test_what_a_person_typed_never_becomes_markup() -> None:
    form = RequestForm({"text": "</textarea><script>", "email": '"><script>'})

    assert "<script>" not in str(form)


def test_a_form_has_no_inline_style() -> None:
    assert page_of(wrong_form()).all("style") == []
