"""Templates that people can read: lines of 140 characters at most; djangofmt (``make check``) keeps the rest."""

from pathlib import Path

PRODUCT = Path(__file__).parent.parent / "interregions"
WIDTH = 140
# A letter is a table for old mail readers, styled on each cell.
LETTER = "mail/email.html"


def test_no_line_of_a_template_is_wide():
    wide = [
        f"{path.relative_to(PRODUCT)}:{number} ({len(line)})"
        for path in sorted(PRODUCT.rglob("*.html"))
        if not path.as_posix().endswith(LETTER)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > WIDTH
    ]
    assert wide == []


def test_a_list_is_paged_by_one_component():
    """« Page précédente · Page 2 sur 7 · Page suivante » was written eight times, in three ways."""
    drawn = [path.name for path in PRODUCT.rglob("*.html") if 'class="pagination"' in path.read_text(encoding="utf-8")]
    assert drawn == ["pages.html"]


def test_a_comment_of_a_template_stands_on_one_line():
    """One that runs over two lines is read on the page."""
    written = [
        f"{path.relative_to(PRODUCT)}:{number}"
        for path in sorted([*PRODUCT.rglob("*.html"), *PRODUCT.rglob("*.txt")])
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if line.count("{#") != line.count("#}")
    ]
    assert written == []
