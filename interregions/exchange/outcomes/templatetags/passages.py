"""Minutes to reread: each passage with the pencil that asks for another wording of it."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from interregions.common.blocks import Block
from interregions.common.templatetags.components import blocks as shown
from interregions.common.templatetags.components import icon, typo
from interregions.exchange.outcomes.wording import passages_of

register = template.Library()
EXCERPT = 60


@register.simple_tag
def with_pencils(blocks: list[Block], address: str) -> SafeString:
    """The blocks of a part, a pencil beside each passage; ``address`` is that of the request on this part."""
    numbers, parts = iter(range(1_000_000)), []
    for block in blocks:
        passages = passages_of([block])
        if block.get("type") == "list":
            tag = mark_safe("ol" if block.get("ordered") else "ul")  # noqa: S308 - one of two words of ours
            items = [(shown([_paragraph(each)]), _pencil(each, address, next(numbers))) for each in passages]
            inside = format_html_join("", '<li><div class="passage">{}{}</div></li>', items)
            parts.append(format_html('<{} class="passages">{}</{}>', tag, inside, tag))
        elif passages:
            pencil = _pencil(passages[0], address, next(numbers))
            parts.append(format_html('<div class="passage">{}{}</div>', shown([block]), pencil))
        else:
            parts.append(shown([block]))
    return format_html_join("", "{}", ((part,) for part in parts))


def _paragraph(text: str) -> dict[str, Any]:
    return {"type": "paragraph", "text": text}


def _pencil(passage: str, address: str, number: int) -> SafeString:
    excerpt = passage if len(passage) <= EXCERPT else f"{passage[:EXCERPT].rstrip()}…"
    words = typo(f"Demander une modification : « {excerpt} »")
    return format_html(
        '<a class="pencil" href="{}&amp;passage={}" title="Demander une modification">{}'
        '<span class="visually-hidden">{}</span></a>',
        address, number, icon("write"), words,
    )  # fmt: skip
