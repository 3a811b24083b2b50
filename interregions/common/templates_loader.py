"""How the templates of pages are read: French spaces put in their prose once, when they are compiled.

The person who writes a template types plain spaces (« Deux cycles ; une réunion »); each page leaves with the narrow
no-break spaces that French asks for. Attributes, scripts and what is kept as typed (``pre``, ``textarea``) are left
alone, and so is every template that is not a page (letters are read from ``.txt`` files or from ``mail/``).
"""

import re

from django.template import Origin
from django.template.loaders.app_directories import Loader as AppDirectories

from interregions.common.typography import typo

_OPAQUE = r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}"
_KEPT = re.compile(
    r"<!--.*?-->"
    r"|<(?P<whole>script|style|pre|textarea)\b.*?</(?P=whole)>"
    rf"|</?[a-zA-Z!](?:{_OPAQUE}|[^<>])*>"
    rf"|{_OPAQUE}",
    re.DOTALL,
)
_BROKEN = re.compile(r"(?<=\S)\s*\n\s*(?=[:;!?»%€](?!/))|(?<=«)\s*\n\s*")


def typographed(source: str) -> str:
    """The same template, its prose with French spaces; a line broken before « ; » or after « « » is mended."""
    parts: list[str] = []
    at = 0
    for kept in _KEPT.finditer(source):
        parts += (_prose(source[at : kept.start()]), kept.group(0))
        at = kept.end()
    return "".join((*parts, _prose(source[at:])))


def _prose(text: str) -> str:
    return typo(_BROKEN.sub(" ", text)) if text.strip() else text


class Loader(AppDirectories):
    """Templates of the rooms; see the module's words."""

    def get_contents(self, origin: Origin) -> str:
        source = super().get_contents(origin)
        name = str(origin.template_name)
        return typographed(source) if name.endswith(".html") and not name.startswith("mail/") else source
