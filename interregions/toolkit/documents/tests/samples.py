"""A document with every part, and words that would break a renderer that trusts them."""

import datetime

from interregions.toolkit.documents.parts import (
    BulletList,
    Document,
    Facts,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Quote,
    Table,
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80" viewBox="0 0 200 80">'
    '<rect width="120" height="30" fill="#0B5C63"/><text x="4" y="60" font-family="Liberation Sans">Œuvre</text></svg>'
)
TABLE = Table(
    "Réponses par thème\u202f:",
    ["Thème", "Régions", "Part"],
    [["Décarbonation de l’industrie", 1255, 12.5], ["Compétences", None, "50\u202f%"]],
    numeric_columns=(1, 2),
)

HOSTILE = {
    "typst": '#import "@preview/x:1.0.0": * #read("/etc/passwd") #panic("x")',
    "mathematics": r"$x$ \ \u{41} `raw` *strong* _emph_ @label <label> = Titre - liste /* // ",
    "xml": "</text:p><w:p>&amp;&#0; ]]> <!-- \" '",
    "long word": "a" * 3000,
    "emoji": "😀 👩‍👩‍👧‍👦 🇫🇷",
    "right to left": "עברית العربية \u202eABC\u202c",
    "other scripts": "中文 한국어 𒀀 \U0010ffff \ue000",
    "controls": "a\x00b\x07c\x0b\x1b[31m\x85d\x7f\ufeff\ufffe",
    "half surrogates": "a\ud800b\udc00c",
    "line ends": "un\r\ndeux\rtrois\u2028quatre\n\n\ncinq\tsix  sept",
    "nothing": "",
    "spaces": " \u00a0\u202f\u200b",
}


def report(**changes: object) -> Document:
    values: dict = {
        "title": "Décarbonation\u202f: ce que disent les Régions",
        "subtitle": "Restitution de l’enquête",
        "author": "France Clusters",
        "classification": "preparatory",
        "date": datetime.date(2027, 3, 1),
        "fictional": True,
        "parts": [
            Heading(1, "L’essentiel"),
            Paragraph("Le cœur du sujet\u202f: « l’aide\u202f» coûte 1\u202f255\u00a0€."),
            BulletList(["Été", "Hiver"]),
            BulletList(["Un", "Deux"], ordered=True),
            Facts([("Régions interrogées", 18)]),
            Heading(2, "Ce qui n’a pas marché"),
            Quote("Nous avons commencé\npar l’outil.", "une Région"),
            TABLE,
            PageBreak(),
            Heading(3, "En image"),
            Figure(SVG, "Barres\u202f: Décarbonation 14", "Thèmes retenus", TABLE),
        ],
    }
    return Document(**{**values, **changes})


def hostile(words: str) -> Document:
    """The same words in every place a document has."""
    table = Table(words, [words, "b"], [[words, 1], [words]])
    return Document(
        title=words,
        subtitle=words,
        author=words,
        parts=[
            Heading(3, words),
            Paragraph(words),
            BulletList([words, words], ordered=True),
            Facts([(words, words)]),
            Quote(words, words),
            table,
            Figure(SVG, words, words, table),
        ],
    )
