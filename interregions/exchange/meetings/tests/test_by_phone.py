"""Dates and presence said on the telephone, entered by the animation."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interregions.common.typography import french_date
from interregions.exchange.meetings.models import DateAnswer
from interregions.exchange.meetings.services import polls as services
from interregions.network.models import Organisation
from interregions.toolkit.mail.models import Message
from interregions.toolkit.telephone.models import PhoneEntry
from interregions.vocabulary.choices import TerritoryKind

pytestmark = pytest.mark.django_db


def test_a_presence_is_entered_and_corrected_by_the_link_of_its_letter(
    convened, bretagne, facilitator, client_as, client
):
    animation = client_as(facilitator)
    asked = animation.get(f"/reunions/{convened.pk}/presence/?organisme={bretagne.organisation_id}")
    assert asked["Location"] == f"/par-telephone/presence/{convened.pk}/?organisme={bretagne.organisation_id}"
    sent = {
        "organisme": bretagne.organisation_id,
        "dit_par": "Anne Le Goff",
        "answer": "COMING",
        "people": "Anne Le Goff",
    }
    assert animation.post(asked["Location"], sent).status_code == 302
    attendance = convened.attendances.get(organisation=bretagne.organisation)
    assert (attendance.answer, attendance.answered_by) == ("COMING", facilitator)
    letter = Message.objects.get(key__startswith="telephone.entered", to_member=bretagne.member)
    assert convened.title in letter.subject
    assert french_date(timezone.localdate(convened.starts_at)) in letter.subject
    again = animation.post(asked["Location"], sent).content.decode()
    assert "rien n’est écrit une seconde fois" in again
    assert PhoneEntry.objects.count() == 1
    path = letter.button_url[letter.button_url.index("/reunions/presence/") :]
    client.logout()
    assert client.post(path, {"answer": "ABSENT"}).status_code == 200, "without signing in"
    attendance.refresh_from_db()
    assert (attendance.answer, attendance.answered_by) == ("ABSENT", bretagne)


def test_dates_are_entered_for_one_convened(plan, bretagne, facilitator, client_as):
    meeting = plan(starts_at=None, ends_at=None)
    now = timezone.now()
    services.open_date_poll(
        meeting=meeting,
        options=[(now + timedelta(days=day), now + timedelta(days=day, hours=2)) for day in (20, 21)],
        until=timezone.localdate() + timedelta(days=5),
        by=facilitator,
    )
    options = list(meeting.date_poll.options.all())
    sent = {f"option_{option.pk}": "YES" for option in options}
    sent |= {"organisme": bretagne.organisation_id, "dit_par": "Anne Le Goff"}
    answer = client_as(facilitator).post(f"/par-telephone/dates/{meeting.pk}/", sent)
    assert answer.status_code == 302, answer.content.decode()
    assert DateAnswer.objects.filter(organisation=bretagne.organisation, by=facilitator).count() == 2
    assert PhoneEntry.objects.get().words.count("Oui") == 2
    page = client_as(bretagne).get(f"/reunions/{meeting.pk}/date/").content.decode()
    assert "par téléphone" in page


def test_the_dates_of_la_reunion_are_told_at_its_own_hour(france, plan, mandate_of, facilitator, client_as):
    there = mandate_of(Organisation.objects.get(territories__kind=TerritoryKind.REGION, territories__code="04"))
    meeting = plan(starts_at=None, ends_at=None, organisations=[there.organisation])
    start = (timezone.localtime() + timedelta(days=20)).replace(hour=10, minute=0)
    until = timezone.localdate() + timedelta(days=5)
    days = [start, start + timedelta(days=1)]
    options = [(day, day + timedelta(hours=2)) for day in days]
    services.open_date_poll(meeting=meeting, options=options, until=until, by=facilitator)
    sent = {f"option_{option.pk}": "YES" for option in meeting.date_poll.options.all()}
    sent |= {"organisme": there.organisation_id, "dit_par": "Anne Payet"}
    client_as(facilitator).post(f"/par-telephone/dates/{meeting.pk}/", sent)
    letter = Message.objects.get(key__startswith="telephone.entered")
    assert "à La Réunion" in " ".join(letter.lines)
    assert "heure" not in letter.subject
    assert french_date(until) in letter.subject
