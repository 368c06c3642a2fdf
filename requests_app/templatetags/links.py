"""Rows of links and options, written out in Python: they stand on every page, many at a time."""

from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
@cache
def address(name: str) -> str:
    """Write the address of a page that needs nothing but its name: worked out once, not always."""
    return reverse(name)


def _links(items: Iterable[Mapping[str, Any]], kind: str) -> SafeString:
    written = []
    for item in items:
        current = ' aria-current="page"' if item.get("current") else ""
        count = item.get("count")
        number = f' <span class="count">{escape(str(count))}</span>' if count is not None else ""
        written.append(
            f'<li><a class="{kind}" href="{escape(item["url"])}"{current}>'
            f"{escape(str(item['label']))}{number}</a></li>"
        )
    return mark_safe("".join(written))  # noqa: S308 - escaped above


@register.simple_tag
def tab_links(tabs: Iterable[Mapping[str, Any]]) -> SafeString:
    """Write tabs: label, url, current, count (0 is shown, None is not)."""
    return _links(tabs, "tabs__link")


@register.simple_tag
def service_links(items: Iterable[Mapping[str, Any]]) -> SafeString:
    """Write the links of the navigation, in the same words as tabs."""
    return _links(items, "services__link")


@register.simple_tag
def options(choices: Iterable[tuple[object, object]], chosen: object) -> SafeString:
    """Write the options of a select, the chosen one selected."""
    written = []
    for value, label in choices:
        selected = " selected" if value == chosen else ""
        written.append(
            f'<option value="{escape(str(value))}"{selected}>{escape(str(label))}</option>'
        )
    return mark_safe("".join(written))  # noqa: S308 - escaped above
