"""The addresses that a text names, made links for whoever reads it once, without the pages around it."""

import re

from django import template
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
_TAG = re.compile(r"(<[^>]*>)")


@register.filter
def with_links(html: SafeString) -> SafeString:
    """The same safe HTML, each address between two tags made a link; what is inside a tag is left as it is."""
    pieces = _TAG.split(html)
    # Even pieces are text that was escaped, odd ones our own tags: no text can hold a bare angle bracket.
    pieces[::2] = [urlize(mark_safe(words), nofollow=True) for words in pieces[::2]]  # noqa: S308 - safe before
    return mark_safe("".join(pieces))  # noqa: S308 - made of the pieces above
