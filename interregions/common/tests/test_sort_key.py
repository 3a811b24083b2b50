from interregions.common.characters import sort_key


def test_names_are_filed_as_in_a_dictionary():
    names = ["Provence", "Île-de-France", "Œuvres", "Hauts-de-France", "Occitanie", "CC de l’Aigle", "Écully"]
    filed = ["CC de l’Aigle", "Écully", "Hauts-de-France", "Île-de-France", "Occitanie", "Œuvres", "Provence"]
    assert sorted(names, key=sort_key) == filed
    assert sort_key("Île-de-France") == "ile de france"
