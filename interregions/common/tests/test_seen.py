from interregions.common.seen import CHANGED, fingerprint, reasons_if_changed


def test_what_changed_meanwhile_is_not_replaced():
    seen = fingerprint("Rennes", 15)
    assert reasons_if_changed(seen=seen, standing=("Caen", 15), sent=("Brest", 15)) == [CHANGED]


def test_what_stands_still_or_says_the_same_is_written():
    seen = fingerprint("Rennes", 15)
    assert reasons_if_changed(seen=seen, standing=("Rennes", 15), sent=("Brest", 15)) == []
    assert reasons_if_changed(seen=seen, standing=("Brest", 15), sent=("Brest", 15)) == []
    assert reasons_if_changed(seen="", standing=("Caen", 15), sent=("Brest", 15)) == []


def test_two_values_are_not_one():
    assert fingerprint("a", "b") != fingerprint("a b") != fingerprint("ab", "")
