"""French spaces put in the prose of templates when they are read, and nowhere else."""

from django.template.loader import get_template, render_to_string

from interregions.common.templates_loader import as_read

NARROW = "\u202f"


def test_prose_gets_french_spaces() -> None:
    assert as_read("<p>Deux cycles ; « une » réunion !</p>") == (
        f"<p>Deux cycles{NARROW}; «{NARROW}une{NARROW}» réunion{NARROW}!</p>"
    )


def test_prose_between_two_values_gets_them_too() -> None:
    assert as_read("{{ a }} : {{ b }} ; {% if c %} ? {% endif %}") == (
        f"{{{{ a }}}}{NARROW}: {{{{ b }}}}{NARROW}; {{% if c %}}{NARROW}? {{% endif %}}"
    )


def test_a_line_broken_before_a_sign_is_mended() -> None:
    assert as_read("{{ a }}\n  : {{ b }}") == f"{{{{ a }}}}{NARROW}: {{{{ b }}}}"
    assert as_read("<p>\n  Deux cycles\n  ; une réunion\n  « ouverte\n  ».\n</p>") == (
        f"<p>Deux cycles{NARROW}; une réunion «{NARROW}ouverte{NARROW}».</p>"
    )


def test_what_was_laid_out_for_the_reader_of_the_template_is_folded() -> None:
    assert as_read('<ul>\n  <li\n    class="a"\n    hidden\n  >\n    Un\n    mot\n  </li>\n</ul>') == (
        '<ul><li class="a" hidden>Un mot</li></ul>'
    )
    assert as_read("Un\n  <b>\n    mot\n  </b>\n  {{ a }}\n") == "Un <b> mot </b> {{ a }} "


def test_attributes_tags_and_what_is_kept_as_typed_are_left_alone() -> None:
    for source in (
        '<a title="Deux cycles ; une réunion" {% if a > b %}class="l\'un"{% endif %} href="?a=1">',
        '{% include "common/empty.html" with title="Aucun : rien" %}',
        '{{ value|default:"Rien ; encore" }}',
        "<script>a ? b : c</script><style>a :hover {}</style>",
        "<textarea>Un ; deux</textarea><pre>a : b</pre>",
        "<!-- a ; b -->{# a ; b #}",
    ):
        assert as_read(source) == source


def test_pages_are_read_so_and_letters_are_not() -> None:
    page = render_to_string("common/empty.html", {"title": "Aucun : rien", "words": "Un mot ; un autre."})
    assert NARROW in page
    assert NARROW not in get_template("mail/email.html").template.source  # type: ignore[attr-defined]
