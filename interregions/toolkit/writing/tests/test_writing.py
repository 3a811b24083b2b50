"""Texts written by several: rights by grant or, for the animation, by role; two people on one part, comments,
suggestions, versions."""

import pytest
from django.urls import reverse

from interregions.common.blocks import blocks_from_text, text_from_blocks
from interregions.common.errors import Refused, Stale
from interregions.network.choices import Role
from interregions.toolkit.files.choices import Right
from interregions.toolkit.files.models import Grant
from interregions.toolkit.files.services import grant
from interregions.toolkit.writing import queries, rules, services
from interregions.toolkit.writing.models import Comment, Section, Suggestion, Text


@pytest.fixture
def text(facilitator, bretagne, normandie) -> Text:
    """Two parts: Bretagne and the animation write, Normandie comments."""
    made = services.create_text(
        title="Note d’essai",
        sections=[
            ("context", "Contexte", "Politique, calendrier, textes", blocks_from_text("Le contexte est connu.")),
            ("risks", "Risques", "", []),
        ],
        by=facilitator,
    )
    grant("writing.text", made.pk, Right.EDIT, organisation=bretagne.organisation)
    grant("writing.text", made.pk, Right.COMMENT, organisation=normandie.organisation)
    return made


@pytest.fixture
def context(text) -> Section:
    return text.sections.get(key="context")


def save(section: Section, words: str, by, revision: int = 0) -> Section:
    return services.save_section(section=section, blocks=blocks_from_text(words), revision=revision, by=by)


def test_rights_come_from_the_grants_and_the_animation_writes_by_its_role(
    text, facilitator, bretagne, normandie, occitanie, contributor, mandate_of
):
    assert queries.rights_on(text, bretagne) == Right.EDIT
    assert queries.rights_on(text, contributor) == Right.EDIT
    assert queries.rights_on(text, normandie) == Right.COMMENT
    assert queries.rights_on(text, occitanie) is None
    assert queries.rights_on(text, facilitator) == Right.EDIT
    assert queries.text_visible_to(facilitator.member, text.pk) == text
    colleague = mandate_of(facilitator.organisation, Role.READER)
    assert queries.rights_on(text, colleague) is None, "their organisation hosts: that gives nothing"


def test_a_grant_that_has_ended_gives_nothing(text, normandie, today):
    Grant.objects.filter(organisation=normandie.organisation).update(until=today.replace(year=2020))
    assert queries.rights_on(text, normandie) is None
    assert queries.text_visible_to(normandie.member, text.pk) is None


def test_who_may_only_comment_cannot_write(context, normandie):
    with pytest.raises(Refused, match="ne vous est pas confié"):
        save(context, "Autre chose", normandie)


def test_a_reader_of_the_organisation_cannot_write(context, bretagne, mandate_of):
    reader = mandate_of(bretagne.organisation, Role.READER)
    with pytest.raises(Refused):
        save(context, "Autre chose", reader)


def test_the_second_of_two_people_is_refused_with_both_versions(context, facilitator, bretagne):
    save(context, "Version de Claire", facilitator)
    with pytest.raises(Stale) as refused:
        save(context, "Version d’Anne", bretagne)
    assert refused.value.mine == "Version d’Anne"
    assert refused.value.theirs == "Version de Claire"
    assert refused.value.author == "Claire Animatrice"
    assert refused.value.revision == 1
    context.refresh_from_db()
    assert text_from_blocks(context.blocks) == "Version de Claire"


def test_two_people_on_two_parts_never_meet(text, facilitator, bretagne):
    save(text.sections.get(key="context"), "Un", facilitator)
    assert save(text.sections.get(key="risks"), "Deux", bretagne).revision == 1


def test_the_same_words_twice_are_not_a_conflict(context, facilitator, bretagne):
    save(context, "Pareil", facilitator)
    assert save(context, "Pareil", bretagne).revision == 1


def test_two_browsers_meet_then_one_gesture_merges(text, context, facilitator, bretagne, client_as):
    first, second = client_as(facilitator), client_as(bretagne)
    url = reverse("writing:section", args=[text.pk, "context"])
    assert first.post(url, {"text": "Ligne de Claire", "revision": 0, "next": "/a-faire/"}).status_code == 302
    refused = second.post(url, {"text": "Ligne d’Anne", "revision": 0, "next": "/reseau/"})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Claire Animatrice" in page
    assert 'name="revision" value="1"' in page
    assert "Ligne de Claire" in page
    assert "Ligne d’Anne" in page
    merged = second.post(url, {"text": "Ligne de Claire\n\nLigne d’Anne", "revision": 1, "next": "/reseau/"})
    assert merged["Location"] == "/reseau/#partie-context"
    context.refresh_from_db()
    assert (context.revision, text_from_blocks(context.blocks)) == (2, "Ligne de Claire\n\nLigne d’Anne")


def test_after_a_gesture_one_never_leaves_the_site(text, facilitator, client_as):
    url = reverse("writing:section", args=[text.pk, "context"])
    for away in ("https://mauvais.example/", "//mauvais.example/", "javascript:alert(1)"):
        answer = client_as(facilitator).post(url, {"text": "Un", "revision": 0, "next": away})
        assert answer["Location"].startswith(f"/textes/{text.pk}/versions/")


def test_a_text_one_has_no_grant_on_does_not_exist(text, occitanie, outsider, client_as):
    for who in (occitanie, outsider):
        browser = client_as(who)
        assert browser.get(reverse("writing:versions", args=[text.pk])).status_code == 404
        assert browser.get(reverse("writing:differences", args=[text.pk, 0, 0])).status_code == 404
        for name in ("section", "suggest"):
            assert browser.post(reverse(f"writing:{name}", args=[text.pk, "context"]), {}).status_code == 404
        assert browser.post(reverse("writing:comments", args=[text.pk]), {"words": "x"}).status_code == 404


def test_a_comment_is_made_answered_and_settled(text, context, bretagne, normandie, client_as):
    url = reverse("writing:comments", args=[text.pk])
    client_as(normandie).post(url, {"part": "context", "words": "Et la loi NOTRe ?"})
    comment = Comment.objects.get()
    client_as(bretagne).post(url, {"answers": comment.pk, "words": "Elle est citée plus bas."})
    answer = Comment.objects.exclude(pk=comment.pk).get()
    assert answer.answers == comment
    client_as(normandie).post(reverse("writing:resolve", args=[text.pk, comment.pk]))
    comment.refresh_from_db()
    assert comment.resolved_by == normandie
    with pytest.raises(Refused, match="déjà réglé"):
        services.resolve_comment(comment=comment, by=bretagne)
    with pytest.raises(Refused, match="ouvrez-en un autre"):
        services.answer_comment(comment=answer, words="Encore", by=bretagne)


def test_an_empty_comment_is_refused(context, normandie):
    with pytest.raises(Refused, match="Écrivez votre commentaire"):
        services.add_comment(section=context, words="  ", by=normandie)


def test_a_suggestion_changes_nothing_until_it_is_taken(context, bretagne, normandie):
    made = services.make_suggestion(section=context, blocks=blocks_from_text("Le contexte change."), by=normandie)
    context.refresh_from_db()
    assert text_from_blocks(context.blocks) == "Le contexte est connu."
    with pytest.raises(Refused):
        services.take_suggestion(suggestion=made, by=normandie)
    services.take_suggestion(suggestion=made, by=bretagne)
    context.refresh_from_db()
    assert text_from_blocks(context.blocks) == "Le contexte change."
    with pytest.raises(Refused, match="déjà été prise"):
        services.decline_suggestion(suggestion=made, by=bretagne)


def test_a_suggestion_on_a_part_that_changed_since_shows_both(text, context, bretagne, normandie, client_as):
    made = services.make_suggestion(section=context, blocks=blocks_from_text("Proposé"), by=normandie)
    save(context, "Écrit entre-temps", bretagne)
    url = reverse("writing:take", args=[text.pk, made.pk])
    refused = client_as(bretagne).post(url)
    assert refused.status_code == 409
    client_as(bretagne).post(url, {"text": "Écrit entre-temps et proposé", "revision": 1})
    context.refresh_from_db()
    assert text_from_blocks(context.blocks) == "Écrit entre-temps et proposé"
    assert Suggestion.objects.get().taken is True


def test_versions_are_numbered_and_differences_are_read_word_by_word(text, context, bretagne):
    first = services.keep_version(text=text, label="avant", by=bretagne)
    save(context, "Le contexte est mal connu.", bretagne)
    second = services.keep_version(text=text, label="après", by=bretagne)
    assert (first.number, second.number) == (1, 2)
    changed, same = queries.differences(first, second)
    assert [(piece.kind, piece.words.strip()) for piece in changed.pieces] == [
        ("same", "Le contexte est"),
        ("added", "mal"),
        ("same", "connu."),
    ]
    assert same.state == "same"


def test_differences_of_long_texts_stay_quick():
    long = " ".join(str(number) for number in range(9000))
    assert rules.pieces_between(long, long + " fin")


def test_a_version_comes_back_and_what_stood_is_kept(text, context, bretagne):
    first = services.keep_version(text=text, label="", by=bretagne)
    save(context, "Autre chose", bretagne)
    services.restore_version(version=first, by=bretagne)
    context.refresh_from_db()
    assert text_from_blocks(context.blocks) == "Le contexte est connu."
    kept = queries.versions_of(text)[0]
    assert kept.number == 2
    assert text_from_blocks(kept.sections[0]["blocks"]) == "Autre chose"


def test_a_frozen_text_opens_again_only_with_a_reason(text, context, bretagne):
    services.freeze_text(text=text, by=bretagne)
    context.refresh_from_db()
    with pytest.raises(Refused, match="figé"):
        save(context, "Après", bretagne)
    with pytest.raises(Refused, match="pourquoi"):
        services.unfreeze_text(text=text, reason="non", by=bretagne)
    services.unfreeze_text(text=text, reason="Un chiffre du contexte était faux.", by=bretagne)
    assert save(Section.objects.get(pk=context.pk), "Après", bretagne).revision == 1


def test_pages_show_versions_and_differences_in_words(text, context, bretagne, client_as):
    browser = client_as(bretagne)
    url = reverse("writing:versions", args=[text.pk])
    assert browser.post(f"{url}?next=/a-faire/", {"label": "avant"})["Location"] == f"{url}?next=%2Fa-faire%2F"
    save(context, "Le contexte est <b>mal</b> connu.", bretagne)
    page = browser.get(f"{url}?next=/a-faire/").content.decode()
    assert "Version 1" in page
    changes = browser.get(reverse("writing:differences", args=[text.pk, 1, 0])).content.decode()
    assert "<ins>&lt;b&gt;mal&lt;/b&gt; </ins>" in changes
    assert "Sans changement" in changes
    version = browser.get(reverse("writing:version", args=[text.pk, 1])).content.decode()
    assert "Revenir à cette version" in version
    browser.post(reverse("writing:restore", args=[text.pk, 1]), {"next": "/a-faire/"})
    context.refresh_from_db()
    assert text_from_blocks(context.blocks) == "Le contexte est connu."


def test_the_page_of_a_text_costs_the_same_with_one_and_thirty_comments(
    text, context, bretagne, normandie, django_assert_num_queries
):
    services.add_comment(section=context, words="Un", by=normandie)

    def read() -> None:
        page = queries.text_page(text=text, mandate=bretagne, next_url="/")
        assert [remark.comment.by.member.full_name for part in page.parts for remark in part.remarks]

    with django_assert_num_queries(5):
        read()
    for number in range(30):
        services.add_comment(section=context, words=f"Remarque {number}", by=normandie)
    with django_assert_num_queries(5):
        read()


def test_erasing_a_person_takes_the_name_out_of_every_text(text, context, bretagne, normandie):
    name = normandie.member.full_name
    save(context, f"D’après {name}, tout va bien.", bretagne)
    services.add_comment(section=context, words=f"{name} le confirme", by=normandie)
    services.keep_version(text=text, label=f"relue par {name}", by=bretagne)
    assert queries.personal_data_of(normandie.member)["comments"]
    services.erase_member(normandie.member)
    context.refresh_from_db()
    assert name not in str(context.blocks)
    assert name not in Comment.objects.get().words
    assert name not in str(text.versions.values())


def test_the_caption_of_a_table_survives_the_plain_area(text, context, bretagne):
    table = {"type": "table", "header": ["Étape", "Du"], "rows": [["Enquête", "mars"]], "caption": "Calendrier"}
    services.save_section(section=context, blocks=[table], revision=0, by=bretagne)
    context.refresh_from_db()
    typed = text_from_blocks(context.blocks).replace("mars", "avril")
    save(context, typed, bretagne, revision=1)
    context.refresh_from_db()
    assert (context.blocks[0]["caption"], context.blocks[0]["rows"]) == ("Calendrier", [["Enquête", "avril"]])
