"""The shared calendar: entering, going, what is left, the file another library reads."""

import re
from datetime import timedelta

import pytest
import vobject
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.knowledge.observatory.cooperation.models import Going, Mission
from interregions.knowledge.observatory.cooperation.queries import missions as queries
from interregions.knowledge.observatory.cooperation.services import missions as services


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


def values(**more):
    told = {"title": "Industries de la mer", "kind": "FAIR", "country": "Norvège", "town": "Bergen"}
    told |= {"starts_on": in_days(40), "ends_on": in_days(43), "places": 2, "open_to_others": True}
    return {**told, **more}


@pytest.fixture
def fair(normandie):
    return services.enter_mission(values=values(), by=normandie)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"country": " "},
        {"starts_on": None},
        {"ends_on": in_days(39)},
        {"starts_on": in_days(-9), "ends_on": in_days(-5)},
        {"starts_on": in_days(5000), "ends_on": in_days(5001)},
    ],
)
def test_a_date_has_a_name_a_country_and_days_in_order(normandie, wrong):
    with pytest.raises(Refused):
        services.enter_mission(values=values(**wrong), by=normandie)


def test_places_are_taken_and_given_back(fair, bretagne, occitanie, epci, normandie):
    services.go(mission=fair, places=1, by=bretagne)
    with pytest.raises(Refused, match="qu’une place"):
        services.go(mission=fair, places=2, by=occitanie)
    services.go(mission=fair, places=1, by=occitanie)
    with pytest.raises(Refused, match="pas de place"):
        services.go(mission=fair, places=1, by=epci)
    with pytest.raises(Refused, match="déjà"):
        services.go(mission=fair, places=1, by=bretagne)
    with pytest.raises(Refused, match="organisez"):
        services.go(mission=fair, places=1, by=normandie)
    services.withdraw_going(mission=fair, by=bretagne)
    services.go(mission=fair, places=1, by=epci)
    assert Going.objects.count() == 2
    with pytest.raises(Refused, match="2 places"):
        services.change_mission(mission=fair, values=values(places=1), by=normandie)


def test_what_is_kept_for_its_region_is_joined_by_nobody_else(bretagne, epci, occitanie):
    fair = services.enter_mission(values=values(open_to_others=False), by=bretagne)
    services.go(mission=fair, places=1, by=epci)
    with pytest.raises(Refused, match="Région qui l’organise"):
        services.go(mission=fair, places=1, by=occitanie)


def test_what_is_cancelled_or_over_is_joined_no_more(fair, bretagne, normandie, facilitator):
    with pytest.raises(Refused):
        services.cancel_mission(mission=fair, by=bretagne)
    services.cancel_mission(mission=fair, by=normandie)
    with pytest.raises(Refused, match="annulée"):
        services.go(mission=fair, places=1, by=bretagne)
    Mission.objects.update(cancelled_at=None, starts_on=in_days(-3), ends_on=in_days(-1))
    with pytest.raises(Refused, match="passée"):
        services.go(mission=fair, places=1, by=bretagne)
    assert not queries.filtered(queries.missions_visible_to(bretagne.member)).exists()


def test_a_pole_reads_its_own_and_what_is_opened(fair, of_pole, normandie):
    assert not queries.missions_visible_to(of_pole.member).exists()
    services.change_mission(mission=fair, values=values(open_to_clusters=True), by=normandie)
    assert list(queries.missions_visible_to(of_pole.member)) == [fair]
    services.go(mission=fair, places=1, by=of_pole)
    services.change_mission(mission=fair, values=values(open_to_clusters=False), by=normandie)
    assert list(queries.missions_visible_to(of_pole.member)) == [fair]  # it goes there
    own = services.enter_mission(values=values(title="Osaka"), by=of_pole)
    assert own in queries.missions_visible_to(normandie.member)


def test_another_library_reads_the_calendar(fair, bretagne, client_as):
    for address in ("/observatoire/international/calendrier.ics", f"{fair.get_absolute_url()}date.ics"):
        answer = client_as(bretagne).get(address)
        assert answer["Content-Type"].startswith("text/calendar")
        read = vobject.readOne(answer.content.decode()).vevent
        assert read.summary.value == "Industries de la mer (Norvège)"
        assert (read.dtstart.value, read.dtend.value) == (in_days(40), in_days(44))
        assert read.location.value == "Bergen, Norvège"


def test_two_gestures_enter_a_date_and_one_joins_it(bretagne, normandie, client_as):
    told = {**values(), "starts_on": str(in_days(40)), "ends_on": str(in_days(43))}
    browser = client_as(normandie)
    page = browser.get("/observatoire/international/").content.decode()
    assert 'href="/observatoire/international/inscrire/"' in page
    browser.post(reverse("observatory:mission_add"), told)
    fair = Mission.objects.get()
    page = client_as(bretagne).get(fair.get_absolute_url()).content.decode()
    assert "Nous y allons aussi" in page
    address = reverse("observatory:mission_go", args=[fair.pk])
    assert client_as(bretagne).post(address, {"places": 3}).status_code == 409
    page = client_as(bretagne).post(address, {"places": 2}, follow=True).content.decode()
    assert "Votre organisme y va" in page
    client_as(bretagne).post(reverse("observatory:mission_withdraw", args=[fair.pk]))
    assert not Going.objects.exists()


@pytest.mark.parametrize("number", [0, 1, 5, 400])
def test_the_calendar_costs_the_same_whatever_its_length(bretagne, client_as, number):
    Mission.objects.bulk_create(
        Mission(
            title=f"Salon {place}", kind="FAIR", country="Japon", starts_on=in_days(place), ends_on=in_days(place + 1),
            organiser=bretagne.organisation, entered_by=bretagne,
        )
        for place in range(number)
    )  # fmt: skip
    browser = client_as(bretagne)
    browser.get("/observatoire/international/")
    with CaptureQueriesContext(connection) as asked:
        page = browser.get("/observatoire/international/").content.decode()
    assert len(asked) <= 12
    assert len(re.findall(r"<th scope=\"row\"", page)) == min(number, 25)
