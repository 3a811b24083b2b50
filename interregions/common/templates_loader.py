"""How the templates of pages are read: French spaces put in their prose and their layout folded, once, when compiled.

The person who writes a template types plain spaces (« Deux cycles ; une réunion ») on short lines; each page leaves
with the narrow no-break spaces that French asks for, and without the indentation that was there for its reader.
Values of attributes, scripts and what is kept as typed (``pre``, ``textarea``) are left alone, and so is every
template that is not a page (letters are read from ``.txt`` files or from ``mail/``).
"""

import re

from django.template import Origin
from django.template.loaders.app_directories import Loader as AppDirectories

from interregions.common.typography import typo

_OPAQUE = r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}"
_KEPT = re.compile(
    r"(?P<asis><!--.*?-->|<(?P<whole>script|style|pre|textarea)\b.*?</(?P=whole)>)"
    rf"|(?P<markup></?[a-zA-Z!](?:{_OPAQUE}|[^<>])*>)"
    rf"|{_OPAQUE}",
    re.DOTALL,
)
# White space at the edges of these is never drawn.
_BLOCKS = (
    "article aside blockquote body button caption dd details div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 head header html legend li main nav ol optgroup option p path rect section select summary svg"
    " table tbody td tfoot th thead title tr ul"
).replace(" ", "|")
_OPENED = re.compile(rf"(<(?:{_BLOCKS})\b(?:{_OPAQUE}|[^<>])*>)\s*\n\s*", re.DOTALL)
_CLOSED = re.compile(rf"\s*\n\s*(</(?:{_BLOCKS})>)")
_BROKEN = re.compile(r"(?:(?<=\S)|\A)\s*\n\s*(?=[:;!?»%€](?!/))|(?<=«)\s*\n\s*")
_LINES = re.compile(r"\s*\n\s*")


def as_read(source: str) -> str:
    """The same template, its prose with French spaces, its layout folded: what it draws is otherwise the same."""
    source = _CLOSED.sub(r"\1", _OPENED.sub(r"\1", source))
    parts: list[str] = []
    at = 0
    for kept in _KEPT.finditer(source):
        parts += (_prose(source[at : kept.start()]), _markup(kept))
        at = kept.end()
    return "".join((*parts, _prose(source[at:])))


def _prose(text: str) -> str:
    """Its lines made one; a line broken before « ; » or after « « » is mended."""
    folded = _LINES.sub(" ", _BROKEN.sub(" ", text))
    return typo(folded) if folded.strip() else folded


def _markup(kept: re.Match[str]) -> str:
    """A tag on one line."""
    if not kept["markup"]:
        return kept.group(0)
    return _LINES.sub(" ", kept.group(0)[:-1]).rstrip() + ">"


class Loader(AppDirectories):
    """Templates of the rooms; see the module's words."""

    def get_contents(self, origin: Origin) -> str:
        source = super().get_contents(origin)
        name = str(origin.template_name)
        return as_read(source) if name.endswith(".html") and not name.startswith("mail/") else source
