"""Filters and components every template may use without loading them (builtins of the engine)."""

import functools
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from interregions.common import ports, tiles, typography, zones
from interregions.common.blocks import plain_block

register = template.Library()
MAP = Path(__file__).resolve().parent.parent / "static" / "map" / "regions.svg.json"


@register.filter
def typo(text: Any) -> str:
    """French narrow spaces and apostrophes; markup made safe before stays so."""
    fixed = typography.typo(str(text))
    return mark_safe(fixed) if isinstance(text, SafeString) else fixed  # noqa: S308 - was safe, only spaces changed


@register.simple_tag
def cells(values: Iterable[Any]) -> SafeString:
    """The cells of one row of a wide table: a loop of the template took half the time of the page."""
    return format_html_join("", "<td>{}</td>", ((typo(value),) for value in values))


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


@register.filter
def french_date(day: date | datetime | None) -> str:
    """« jeudi 14 janvier 2027 »; empty for None."""
    if not day:
        return ""
    return typography.french_date(_local(day) if isinstance(day, datetime) else day)


@register.filter
def of_name(name: str) -> str:
    """« de Bretagne », « d’Occitanie »."""
    return typography.of_name(str(name))


@register.filter
def french_datetime(moment: datetime | None) -> str:
    """« jeudi 14 janvier 2027 à 10 h » in the reader's time zone; empty for None."""
    return typography.french_datetime(_local(moment)) if moment else ""


@register.filter
def french_time(moment: datetime | None) -> str:
    """« 10 h 42 » in the reader's time zone; empty for None."""
    return typography.french_time(_local(moment)) if moment else ""


@register.filter
def moment_told(moment: datetime | None, place: zones.Place | None = None) -> str:
    """« jeudi 14 janvier 2027 à 10 h, heure de Paris », and there too for a reader of another place; empty for None."""
    return zones.moment_told(moment, place) if moment else ""


@register.filter
def hour_told(moment: datetime | None, place: zones.Place | None = None) -> str:
    """« 10 h », or « 10 h à Paris, 13 h à La Réunion » for a reader who lives there; empty for None."""
    return zones.hour_told(moment, place) if moment else ""


@register.filter
def number(value: Any, decimals: int | None = None) -> str:
    """« 1 255 », « 12,5 »; a dash for None."""
    return "–" if value is None or value == "" else typography.number(value, decimals)


@register.filter
def percentage(value: Any, decimals: int | None = None) -> str:
    """« 12,5 % »; a dash for None."""
    return "–" if value is None or value == "" else typography.percentage(value, decimals)


@register.filter
def french_day(day: date | None) -> str:
    """« 14 janvier 2027 »."""
    return typography.french_day(day) if day else ""


@register.filter
def counted(count: int, words: str) -> str:
    """``{{ n|counted:"réponse" }}`` or ``{{ n|counted:"avis,avis" }}``."""
    singular, _, plural = words.partition(",")
    return typography.counted(count, singular, plural)


@register.filter
def agreed(count: int, words: str) -> str:
    """The words alone, for a number shown apart: ``{{ n|agreed:"organisme annoncé,organismes annoncés" }}``."""
    singular, _, plural = words.partition(",")
    return singular if abs(count) < 2 else plural or singular + "s"


@register.filter
def blocks(value: Any) -> SafeString:
    """Block JSON as HTML: every word is escaped, only our own tags come out."""
    return format_html_join("\n", "{}", ((_block_html(plain_block(block)),) for block in value or []))


def _lines(text: str) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((typo(line),) for line in text.split("\n")))


def _block_html(block: Mapping[str, Any]) -> SafeString:
    match block.get("type"):
        case "heading":
            tag = "h3" if block.get("level") == 3 else "h2"
            return format_html("<{}>{}</{}>", tag, typo(block["text"]), tag)
        case "list":
            tag = "ol" if block.get("ordered") else "ul"
            items = format_html_join("", "<li>{}</li>", ((_lines(item),) for item in block["items"]))
            return format_html("<{}>{}</{}>", tag, items, tag)
        case "quote":
            source = format_html("<footer>{}</footer>", typo(block["source"])) if block.get("source") else ""
            return format_html("<blockquote><p>{}</p>{}</blockquote>", _lines(block["text"]), source)
        case "table":
            return _table_html(block)
        case "paragraph":
            return format_html("<p>{}</p>", _lines(block["text"]))
        case _:
            return mark_safe("")


def _table_html(block: Mapping[str, Any]) -> SafeString:
    caption = format_html("<caption>{}</caption>", typo(block["caption"])) if block.get("caption") else ""
    header = format_html_join("", '<th scope="col">{}</th>', ((typo(cell),) for cell in block["header"]))
    rows = format_html_join(
        "",
        "<tr>{}</tr>",
        ((format_html_join("", "<td>{}</td>", ((_lines(c),) for c in row)),) for row in block["rows"]),
    )
    return format_html(
        '<div class="table-scroll" tabindex="0" role="region" aria-label="{}"><table class="table">{}'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        block.get("caption") or "Tableau", caption, header, rows,
    )  # fmt: skip


@register.simple_tag
def form_field(bound_field: Any) -> SafeString:
    """The widget with our classes, tied to its help and its errors."""
    widget = bound_field.field.widget
    attrs: dict[str, Any] = {}
    if not getattr(widget, "allow_multiple_selected", False) or widget.__class__.__name__ == "SelectMultiple":
        attrs["class"] = _class_of(widget)
    ties = [f"{bound_field.auto_id}_aide"] if bound_field.help_text else []
    if bound_field.errors:
        ties.append(f"{bound_field.auto_id}_erreur")
        attrs["aria-invalid"] = "true"
    if ties:
        attrs["aria-describedby"] = " ".join(ties)
    return bound_field.as_widget(attrs=attrs)


def _class_of(widget: Any) -> str:
    kind = getattr(widget, "input_type", "")
    own = widget.attrs.get("class", "")
    if kind in ("checkbox", "radio"):
        name = "form-check-input"
    elif kind == "select":
        name = "form-select"
    else:
        name = "form-control"
    return f"{name} {own}".strip()


@register.filter
def is_single_box(bound_field: Any) -> bool:
    """One box to tick: its label goes at its right."""
    return bound_field.field.widget.__class__.__name__ == "CheckboxInput"


@register.filter
def is_choice_group(bound_field: Any) -> bool:
    """Several boxes or radios: a fieldset with a legend."""
    return bound_field.field.widget.__class__.__name__ in ("CheckboxSelectMultiple", "RadioSelect") or bool(
        getattr(bound_field.field.widget, "is_choice_group", False)
    )


@register.simple_tag(takes_context=True)
def tasks_count(context: Context) -> int:
    """How many things are expected of this person now: the cards of « À faire »."""
    member = context.get("member")
    return len(ports.tasks_of(member)) if member else 0


@register.simple_block_tag(takes_context=True)
def post_button(
    context: Context, content: SafeString, to: str, *args: Any, classes: str = "btn btn-outline-primary",
    disabled: Any = None, inline: bool = False, **values: Any,
) -> SafeString:  # fmt: skip
    """A gesture in one button: a form by POST to the address named ``to``, its hidden ``values``, the protection token.

    ``disabled`` is whatever is true when the gesture is refused: the reasons themselves.
    """
    hidden = format_html_join("", '<input type="hidden" name="{}" value="{}">', values.items())
    place = format_html(' class="{}"', "inline-form") if inline else ""
    refused = format_html(" {}", "disabled") if disabled else ""
    return format_html(
        '<form method="post" action="{}"{}><input type="hidden" name="csrfmiddlewaretoken" value="{}">{}'
        '<button class="{}" type="submit"{}>{}</button></form>',
        reverse(to, args=args), place, context["csrf_token"], hidden,
        classes, refused, mark_safe(content.strip()),  # noqa: S308 - what the template itself wrote
    )  # fmt: skip


@register.simple_block_tag
def confirm(content: SafeString, words: str, open: Any = None) -> SafeString:
    """A gesture that asks twice: ``words`` to press, then what it does and its button; ``open`` when it was refused."""
    shown = format_html(" {}", "open") if open else ""
    said = typography.typo(words)
    return format_html('<details class="confirm"{}><summary>{}</summary>{}</details>', shown, said, content)


@register.simple_tag(takes_context=True)
def first_task(context: Context, *about: Any) -> Any:
    """The first thing asked of this person about these objects (or lists of them); its address only when it leads
    elsewhere than to the page under the eyes."""
    things = [each for one in about if one for each in (one if isinstance(one, (list, tuple)) else [one])]
    task = ports.first_task(context.get("member"), context.get("mandate"), things)
    here = getattr(context.get("request"), "path", "")
    return replace(task, url="") if task is not None and task.url.partition("?")[0] == here else task


@register.inclusion_tag("common/step_line.html")
def step_line(steps: Iterable[Any]) -> dict[str, Any]:
    """The five steps on one line: ``label``, ``state`` (done, current, to_come), ``url`` and maybe ``words``."""
    return {"steps": list(steps)}


@register.inclusion_tag("common/organisation_badge.html")
def organisation_badge(organisation: Any) -> dict[str, Any]:
    """Short name with its full name at hand; the kind changes the mark."""
    return {"organisation": organisation, "kind": str(getattr(organisation, "kind", "")).lower()}


def _tile_context(shown: list[tiles.Shown], title: str) -> dict[str, Any]:
    return {"tiles": shown, "title": title, "width": tiles.WIDTH, "height": tiles.HEIGHT, "side": tiles.SIDE}


@register.filter
def tone(value: str, tones: str) -> str:
    """The class of a tag by its state: ``"CLOSED=done PLANNED=quiet"`` gives « tag-done », its space before it."""
    found = dict(pair.split("=") for pair in tones.split()).get(value)
    return f" tag-{found}" if found else ""


@register.inclusion_tag("common/tile_map.html")
def tile_map(items: Iterable[Any], title: str = "Les 18 Régions", table: bool = True) -> dict[str, Any]:
    """Eighteen tiles of the same size with a value each, and the table under them."""
    return {**_tile_context(tiles.shown_tiles(items), title), "table": table}


@register.inclusion_tag("common/tile_progress.html")
def tile_progress(done: int, total: int, words: str = "Régions ont répondu") -> dict[str, Any]:
    """« 12 Régions sur 18 ont répondu » as a plain row of cells: how many, never who."""
    noun, _, rest = words.partition(" ")
    sentence = f"{typography.number(done)} {noun} sur {typography.number(total)} {rest}".strip()
    cells = tiles.progress_cells(done, total)
    width = max(1, len(cells)) * (tiles.CELL + tiles.BETWEEN) - tiles.BETWEEN
    return {"cells": cells, "title": sentence, "width": width, "side": tiles.CELL}


@functools.cache
def _map() -> dict[str, Any]:
    return json.loads(MAP.read_text(encoding="utf-8"))


@register.inclusion_tag("common/real_map.html")
def real_map(values: Iterable[Any], title: str = "Carte des 18 Régions") -> dict[str, Any]:
    """The real shapes, the five overseas Régions in insets; same items as ``tile_map``."""
    drawn = _map()
    shown = [
        {"shown": said, **drawn["regions"][said.tile.insee]}
        for said in tiles.shown_tiles(values)
        if said.tile.insee in drawn["regions"]
    ]
    tiles_shown = [shape["shown"] for shape in shown]
    return {
        "shapes": shown,
        "tiles": tiles_shown,
        "insets": drawn["insets"],
        "view_box": drawn["viewBox"],
        "title": title,
    }


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: Any) -> str:
    """The address's query with some values changed: filters and pages keep in the address."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag
def icon(name: str, words: str = "") -> SafeString:
    """One of our few icons; decorative unless it has words."""
    if words:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}" viewBox="0 0 16 16"><path d="{}"/></svg>', words, ICONS[name]
        )
    return format_html('<svg class="icon" aria-hidden="true" viewBox="0 0 16 16"><path d="{}"/></svg>', ICONS[name])


ICONS = {
    "done": "M3 8.5l3.2 3.2L13 4.8",
    "late": "M8 3v6M8 12.2v.1",
    "todo": "M8 4v4.2l2.8 1.8M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8z",
    "refused": "M4 4l8 8M12 4l-8 8",
    "next": "M6 3.5L10.5 8 6 12.5",
    "from": "M13 8H3.5M7 4L3 8l4 4",
    "write": "M3 13l.7-2.9 6.9-6.9 2.2 2.2-6.9 6.9zM9.2 4.6l2.2 2.2",
    "lock": "M4 7.5h8v6H4zM5.5 7.5V5.2a2.5 2.5 0 0 1 5 0v2.3",
}


@register.filter
def escaped(text: Any) -> SafeString:
    """The text with its markup made harmless (for attributes built by hand in a template)."""
    return conditional_escape(text)
