from interregions.common.characters import printable


def test_french_typography_is_left_alone():
    assert printable("« Où\u202f? »\u00a0l’œuvre\tà 12,5\u202f%") == "« Où\u202f? »\u00a0l’œuvre\tà 12,5\u202f%"


def test_controls_and_half_surrogates_become_a_visible_mark():
    assert (
        printable("a\x00b\ud800c\uffff")
        == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c\N{REPLACEMENT CHARACTER}"
    )


def test_every_line_end_becomes_the_same():
    assert printable("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
