"""Two calls of one season, and a call that is cancelled: it expects nothing of anybody and stays readable."""

import pytest
from django.urls import reverse

from interregions.common.errors import Refused
from interregions.exchange.themes.choices import CallStatus
from interregions.exchange.themes.models import Call, Theme
from interregions.exchange.themes.queries import calls as queries
from interregions.exchange.themes.services import ballots, calls, results
from interregions.exchange.themes.services.themes import comment_on_theme, endorse_theme, propose_theme
from interregions.network.models import Member
from interregions.toolkit.journal.models import Entry
from interregions.toolkit.mail.choices import MessageStatus
from interregions.toolkit.mail.models import Message
from tests.tasks import cards_of

pytestmark = pytest.mark.django_db

REASON = "La saison est reportée après le congrès."


def test_a_second_open_call_of_a_season_asks_for_a_tick(call, facilitator, client_as, today):
    client, url = client_as(facilitator), reverse("themes:open_call")
    assert 'name="anyway"' not in client.get(url).content.decode()
    sent = {
        "season": " 2026-2027", "words": "Le second.", "retained_number": 3, "colleges": ["REGIONS"],
        "method": "APPROVAL", "proposals_until": today.isoformat(), "choices_until": today.isoformat(),
    }  # fmt: skip
    refused = client.post(url, sent).content.decode()
    assert "est déjà ouvert" in refused
    assert 'name="anyway"' in refused
    assert "Le second." in refused
    with pytest.raises(Refused, match="est déjà ouvert"):
        calls.open_call(
            season="2026-2027", retained_number=1, proposals_until=today, choices_until=today, by=facilitator
        )
    assert Call.objects.count() == 1
    assert client.post(url, {**sent, "anyway": "on"}).status_code == 302
    assert Call.objects.count() == 2


def test_cancelling_a_call_tells_who_was_told_and_expects_nothing_more(
    choosing, themes, bretagne, epci, facilitator, client_as, mailed
):
    waiting = set(Message.objects.filter(status=MessageStatus.QUEUED).values_list("pk", flat=True))
    client, page = client_as(facilitator), reverse("themes:cancel", args=[choosing.pk])
    assert page in client.get(choosing.get_absolute_url()).content.decode()
    assert "restent lisibles" in client.get(page).content.decode()
    assert "une phrase au moins" in client.post(page, {"reason": "Non."}).content.decode()
    assert client.post(page, {"reason": REASON}).status_code == 302
    choosing.refresh_from_db()
    assert (choosing.status, choosing.cancel_reason) == (CallStatus.CANCELLED, REASON)
    assert waiting
    assert not Message.objects.filter(pk__in=waiting, status=MessageStatus.QUEUED).exists(), "what has not left"
    told = [each for each in mailed() if each.subject.startswith("Recueil de thèmes annulé")]
    assert {bretagne.member, epci.member} <= {each.to_member for each in told}
    assert all(REASON in " ".join(each.lines) for each in told)
    assert Entry.objects.filter(verb="themes.call_cancelled", by=facilitator).count() == 1
    for mandate in (bretagne, epci, facilitator):
        assert cards_of(Member.objects.get(pk=mandate.member_id), "themes") == []
        shown = client_as(mandate).get(choosing.get_absolute_url()).content.decode()
        assert REASON in shown
        assert "Hydrogène" in shown
        assert "Choix jusqu’au" not in shown
    assert cards_of(facilitator.member, "themes") == []
    assert list(queries.running_calls(facilitator.member)) == []
    assert "est annulé" in client_as(bretagne).get(themes[0].get_absolute_url()).content.decode()


def test_nothing_is_done_in_a_cancelled_call(choosing, themes, bretagne, normandie, facilitator, today):
    calls.cancel_call(call=choosing, reason=REASON, by=facilitator)
    theme = Theme.objects.get(pk=themes[0].pk)
    gestures = [
        lambda: ballots.cast_ballot(call=choosing, theme_ids=[themes[0].pk], by=bretagne),
        lambda: results.close_call(call=choosing, by=facilitator),
        lambda: ballots.remind_non_choosers(call=choosing, by=facilitator),
        lambda: results.retain_themes(call=choosing, theme_ids=[themes[0].pk], by=facilitator),
        lambda: calls.change_dates(call=choosing, proposals_until=today, choices_until=today, by=facilitator),
        lambda: endorse_theme(theme=theme, by=normandie),
        lambda: comment_on_theme(theme=theme, words="Et après ?", by=normandie),
        lambda: propose_theme(call=choosing, title="T", problem="P", expected_result="R", by=bretagne),
        lambda: calls.cancel_call(call=choosing, reason=REASON, by=facilitator),
    ]
    for gesture in gestures:
        with pytest.raises(Refused):
            gesture()


def test_a_call_is_cancelled_by_the_animation_alone_and_not_once_a_theme_is_retained(
    choosing, themes, bretagne, facilitator, client_as
):
    with pytest.raises(Refused):
        calls.cancel_call(call=choosing, reason=REASON, by=bretagne)
    assert client_as(bretagne).get(reverse("themes:cancel", args=[choosing.pk])).status_code == 404
    ballots.cast_ballot(call=choosing, theme_ids=[themes[0].pk], by=bretagne)
    results.close_call(call=choosing, by=facilitator)
    results.retain_themes(call=choosing, theme_ids=[themes[0].pk], by=facilitator)
    with pytest.raises(Refused, match="ne s’annule plus"):
        calls.cancel_call(call=choosing, reason=REASON, by=facilitator)
