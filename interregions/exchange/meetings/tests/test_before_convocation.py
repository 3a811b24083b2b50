"""Before the convocations leave: a date may be sought, nothing else is asked nor offered; sending them is confirmed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.exchange.meetings.choices import AttendanceAnswer
from interregions.exchange.meetings.queries import meetings as queries
from interregions.exchange.meetings.services import plans, polls, presence
from interregions.toolkit.mail.queries import reach_of

pytestmark = pytest.mark.django_db
WAITS = "La convocation n’est pas encore partie."


def test_an_organisation_sees_the_meeting_once_it_is_convened_or_asked_for_a_date(
    plan, facilitator, bretagne, normandie, times
):
    def seen(meeting):
        return [queries.meeting_visible_to(who.member, meeting.pk) is not None for who in (bretagne, normandie)]

    planned, sought = plan(), plan(starts_at=None, ends_at=None)
    assert seen(planned) == [True, False], "the responsible region still reads its meeting"
    options = [times, (times[0] + timezone.timedelta(days=1), times[1] + timezone.timedelta(days=1))]
    polls.open_date_poll(meeting=sought, options=options, until=timezone.localdate(), by=facilitator)
    assert seen(sought) == [True, True]
    plans.cancel_meeting(meeting=planned, by=facilitator)
    assert seen(planned) == [True, False]
    other = plan()
    plans.send_convocations(meeting=other, by=facilitator)
    assert seen(other) == [True, True]


def test_before_the_convocation_nothing_is_asked_nor_offered(meeting, bretagne, facilitator, client_as):
    client = client_as(bretagne)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert WAITS in page
    for offered in ("reunion.ics", "dossier.pdf", "/ecrire/", "/presence/", "Action 2", "Qui vient", meeting.link):
        assert offered not in page
    for name in ("answer", "write"):
        closed = client.get(reverse(f"meetings:{name}", args=[meeting.pk])).content.decode()
        assert WAITS in closed
        assert "<textarea" not in closed
    assert client.get(reverse("meetings:calendar", args=[meeting.pk])).status_code != 200
    assert client.get(reverse("meetings:dossier", args=[meeting.pk, "odt"])).status_code != 200
    assert "Présentation du thème" not in client.get(f"{meeting.get_absolute_url()}debat/").content.decode()
    own = {"meeting": meeting, "organisation": bretagne.organisation, "by": bretagne}
    with pytest.raises(Refused, match="pas encore partie"):
        presence.answer_convocation(**own, answer=AttendanceAnswer.COMING)
    with pytest.raises(Refused, match="pas encore partie"):
        presence.file_written_contribution(**own, agenda_item=None, text="Nous soutenons")
    prepared = client_as(facilitator).get(meeting.get_absolute_url()).content.decode()
    assert "Action 2" in prepared
    assert "reunion.ics" in prepared


def test_sending_the_convocations_says_to_whom_and_what_is_still_to_be_specified(
    plan, facilitator, client_as, region_count
):
    meeting = plan(cycles=[], restitutions={})
    presence.invite_guest(
        meeting=meeting, name="Jo", organisation_name="", email="jo@example.org", items=[], by=facilitator
    )
    client, sending = client_as(facilitator), reverse("meetings:convene", args=[meeting.pk])
    assert sending in client.get(meeting.get_absolute_url()).content.decode()
    confirmed = client.get(sending).content.decode()
    reach = reach_of([each.organisation_id for each in meeting.attendances.all()])
    assert f"La convocation part à {reach.people} personne" in confirmed
    assert f"{region_count - reach.people} organismes n’ont personne" in confirmed
    assert "1 invité recevra" in confirmed
    assert "2. Point à préciser" in confirmed
