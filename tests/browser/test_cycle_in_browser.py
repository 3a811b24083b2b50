"""The whole thread through the pages only, by five people: from opening a call to the meeting that starts from it."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import LATEST, one

pytestmark = pytest.mark.browser
STAGE = "empty"
QUESTIONS = "Quels critères ?\nQuel budget ?\nQuelle évaluation ?"


def day(number: int) -> str:
    found = date.today() + timedelta(days=number)  # noqa: DTZ011  the day of the browser
    return found.isoformat()


def send(page: Page, address: str, button: str, **fields: object) -> None:
    """Open a page, fill what is named, press the button; the answer must not be a refusal."""
    page.goto(address)
    form = page.locator("main form", has=page.get_by_role("button", name=re.compile(button))).first
    for name, value in fields.items():
        if form.locator(f"[name={name}_mots]").count():
            pick(form, name, str(value))
        else:
            fill(form.locator(f"[name={name}]"), value)
    with page.expect_navigation() as gone:
        form.get_by_role("button", name=re.compile(button)).first.click()
    answer = gone.value
    assert answer is None or answer.status < 400, page.locator("main").inner_text()[:600]


def pick(form, name: str, words: str) -> None:
    """A few letters find, and what is found is ticked."""
    form.locator(f"[name={name}_mots]").fill(words)
    form.locator(".picker-found label", has_text=words).first.click()


def fill(field, value: object) -> None:
    """By what the field is: boxes and radios are ticked by value, lists chosen by label, the rest typed."""
    kind = field.first.evaluate("e => e.type")
    if kind in ("checkbox", "radio"):
        for each in value if isinstance(value, list) else [value]:
            chosen = field.first if each is True else field.locator(f"xpath=self::*[@value='{each}']")
            chosen.check()
    elif kind.startswith("select"):
        option = field.first.locator("option", has_text=str(value)).first
        field.first.select_option(value=option.get_attribute("value"))
    elif kind == "date":
        field.first.fill(str(value))
    else:
        field.first.fill(str(value))


def press(page: Page, button: str) -> None:
    """Press a button of the page where one is."""
    with page.expect_navigation() as gone:
        page.locator("main").get_by_role("button", name=re.compile(button)).first.click()
    assert gone.value is None or gone.value.status < 400, page.locator("main").inner_text()[:600]


def advance(page: Page, house) -> None:
    page.goto(f"/cycles/{one(house, LATEST['cycle'])}/")
    press(page, "Passer à l’étape")


def test_five_people_run_a_whole_cycle_in_their_browsers(house, enter):
    claire, lead, normandie = (enter(house, name) for name in ("Claire Aubrac", ", Bretagne", ", Normandie"))
    contributor, epci = enter(house, "Yann Morvan"), enter(house, first_epci(house))
    choose(house, claire, lead, normandie, epci)
    write_the_note(house, claire, lead)
    advance(claire, house)
    ask(house, claire, lead)
    collect(house, claire, lead, normandie, contributor, epci)
    advance(claire, house)
    meet(house, claire, normandie)
    conclude(house, claire, normandie)
    plan(claire, "Réunion suivante", 60)
    shown = claire.locator("main").inner_text()
    assert shown.count("Écrire une trame commune") == 1
    assert shown.count("Publier le calendrier") == 1


def first_epci(house) -> str:
    import sqlite3  # noqa: PLC0415

    database = sqlite3.connect(f"file:{house.home}/interregions.sqlite3?mode=ro", uri=True)
    found = database.execute(
        "select short_name from network_organisation where kind = 'EPCI' order by id limit 1"
    ).fetchone()
    database.close()
    return f", {found[0]}"


def choose(house, claire: Page, lead: Page, normandie: Page, epci: Page) -> None:
    """Step 1: a call, two proposals, three organisations choose, one theme is retained and opens a cycle."""
    send(
        claire, "/themes/ouvrir/", "Ouvrir", season="2027", retained_number=1, proposals_until=day(5),
        choices_until=day(9), colleges=["REGIONS", "EPCI"],
    )  # fmt: skip
    call = f"/themes/recueils/{one(house, LATEST['call'])}"
    words = {"problem": "Chacun prépare seul.", "expected_result": "Des critères comparables."}
    send(lead, f"{call}/proposer/", "Proposer", title="L’après-phase V", ready_to_lead=True, **words)
    wanted = one(house, LATEST["theme"])
    send(normandie, f"{call}/proposer/", "Proposer", title="Les équipements", **words)
    send(claire, f"{call}/ouvrir-les-choix/", "Ouvrir")
    for page in (lead, normandie, epci):
        send(page, f"{call}/choisir/", "Envoyer nos priorités", themes=[wanted])
    send(claire, f"{call}/cloture/", "Arrêter les choix")
    send(claire, f"{call}/retenir/", "Retenir")
    send(claire, f"/cycles/ouvrir/{wanted}/", "Ouvrir le cycle", lead="Bretagne")


def write_the_note(house, claire: Page, lead: Page) -> None:
    """Step 1b: the interview, the note drawn from it, its questions, signed by the responsible Région."""
    claire.goto(f"/interviews/nouvelle/{one(house, LATEST['cycle'])}/")
    claire.locator("main [name=people]").fill("La chargée de mission")
    for number in range(claire.locator("main [name^=question_]").count()):
        claire.locator("main [name^=question_]").nth(number).fill("Les conventions s’achèvent ensemble.")
    press(claire, "Enregistrer")
    claire.goto(f"/interviews/{one(house, LATEST['interview'])}/")
    press(claire, "note")
    note = f"/notes/{one(house, LATEST['note'])}"
    send(claire, f"{note}/questions/", "Enregistrer", text=QUESTIONS)
    lead.goto(f"{note}/")
    lead.locator("main").get_by_role("link", name="Signer la note").first.click()
    expect(lead.get_by_text("Avant de signer, regardez encore").first).to_be_visible()
    press(lead, "Signer la note")


def ask(house, claire: Page, lead: Page) -> None:
    """Step 2: the questionnaire takes the note's questions, both parties approve, the survey opens."""
    cycle = one(house, LATEST["cycle"])
    send(claire, f"/questionnaires/nouveau/?cycle={cycle}", "Commencer|Créer|Écrire", title="L’après-phase V")
    questionnaire = one(house, LATEST["questionnaire"])
    for page in (claire, lead):
        page.goto(f"/questionnaires/{questionnaire}/")
        press(page, "pprouver")
    send(
        claire, f"/enquetes/ouvrir/{questionnaire}/", "Continuer", audience="all_regions", opens_on=day(0),
        closes_on=day(15),
    )  # fmt: skip
    expect(claire.get_by_text("18 organismes interrogés").first).to_be_visible()
    press(claire, "Interroger 18")


def collect(house, claire: Page, lead: Page, normandie: Page, contributor: Page, epci: Page) -> None:
    """Two Régions answer; the contributor writes and may not send; the EPCI was not asked."""
    survey = one(house, LATEST["survey"])
    own = {page: own_response(page, survey) for page in (lead, normandie)}
    block = normandie.locator("main a[href*='/rubrique/']").first.get_attribute("href").split("/")[-2]
    response = own[lead]
    send(lead, f"/reponses/{response}/rubrique/{block}/confier/", "Confier", colleague="Yann Morvan")
    for page, answered in ((contributor, response), (normandie, own[normandie])):
        page.goto(f"/reponses/{answered}/rubrique/{block}/")
        for number in range(page.locator(".question textarea").count()):
            page.locator(".question textarea").nth(number).fill("Ce que nous faisons.")
        press(page, "^Enregistrer")
    contributor.goto(f"/reponses/{response}/relire/")
    assert contributor.get_by_role("button", name="Envoyer", disabled=False).count() == 0
    assert epci.goto(f"/reponses/{response}/").status == 404
    lead.goto(f"/reponses/{response}/relire/")
    expect(lead.get_by_text("Yann Morvan n’a pas fini").first).to_be_visible()
    lead.locator("main [name=anyway]").check()
    press(lead, "^Envoyer")
    normandie.goto(f"/reponses/{own[normandie]}/relire/")
    press(normandie, "^Envoyer")
    send(claire, f"/enquetes/{survey}/collecte/clore/", "Clore")
    claire.goto(f"/enquetes/{survey}/collecte/")
    press(claire, "estitution")
    claire.locator("summary", has_text="Publier la restitution").click()
    press(claire, "Publier cette édition")


def own_response(page: Page, survey: int) -> int:
    """Found from the page of the survey, as a person does."""
    page.goto(f"/enquetes/{survey}/")
    page.locator("main a[href^='/reponses/']").first.click()
    page.wait_for_url(re.compile(r"/reponses/[0-9]+/"))
    return int(page.url.split("/")[4])


def plan(claire: Page, title: str, days: int) -> None:
    cycles = {"cycles": True} if days < 60 else {}
    send(
        claire, "/echanges/reunion/", "Composer", title=title, day=day(days), starts="10:00", ends="12:00",
        place="Paris", **cycles,
    )  # fmt: skip


def meet(house, claire: Page, normandie: Page) -> None:
    """Steps 3 and 4: the meeting is convened, held, noted, closed."""
    plan(claire, "Réunion de printemps", 20)
    meeting = f"/reunions/{one(house, LATEST['meeting'])}"
    claire.goto(f"{meeting}/")
    claire.get_by_role("link", name="Envoyer les convocations").click()
    press(claire, "Envoyer les convocations")
    send(normandie, f"{meeting}/presence/", "Répondre|Enregistrer|Envoyer|Confirmer", answer="COMING")
    claire.goto(f"{meeting}/")
    claire.get_by_text("Ouvrir la séance avant son jour").click()
    press(claire, "Ouvrir la séance maintenant")
    advance(claire, house)
    claire.goto(f"{meeting}/debat/")
    claire.locator("[name=line]").fill("NOR p Un guichet commun")
    claire.locator("[name=line]").press("Enter")
    expect(claire.get_by_text("Un guichet commun").first).to_be_visible()
    claire.goto(f"{meeting}/emargement/")
    claire.locator("main [name^=present_]").first.check()
    press(claire, "Enregistrer")
    claire.goto(f"{meeting}/")
    claire.locator("summary", has_text="Clore la séance").click()
    press(claire, "Clore")


def conclude(house, claire: Page, normandie: Page) -> None:
    """Step 5: minutes, two actions, a change asked for, approval, sending, and the cycle is closed."""
    advance(claire, house)
    send(claire, f"/comptes-rendus/rediger/{one(house, LATEST['meeting'])}/", "Composer|Rédiger")
    minutes = f"/comptes-rendus/{one(house, LATEST['minutes'])}"
    for title in ("Écrire une trame commune", "Publier le calendrier"):
        send(
            claire, f"{minutes}/actions/ajouter/", "Ajouter|Enregistrer", title=title, due_on=day(50),
            organisation="Normandie",
        )  # fmt: skip
    send(claire, f"{minutes}/ouvrir/", "Ouvrir", until=day(8))
    send(normandie, f"{minutes}/demander/", "Demander|Transmettre|Envoyer", wording="Autrement.", reason="Plus juste.")
    claire.goto(f"{minutes}/")
    claire.locator("main form", has=claire.locator("[name=taken]")).locator("button[type=submit]").first.click()
    claire.wait_for_load_state()
    send(claire, f"{minutes}/approuver/", "Approuver", early=True)
    send(claire, f"{minutes}/envoyer/", "Envoyer")
    claire.goto(f"/cycles/{one(house, LATEST['cycle'])}/")
    claire.locator("summary", has_text="Clore le cycle").click()
    press(claire, "Clore ce cycle")
    claire.goto(f"/cycles/{one(house, LATEST['cycle'])}/")
    expect(claire.locator("main")).to_contain_text("clos")
