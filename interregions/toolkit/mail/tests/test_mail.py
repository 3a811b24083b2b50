"""The outbox: one message per key, an exact account of what happened to it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.common.links import make_link_token
from interregions.toolkit.jobs.workers import this_worker
from interregions.toolkit.mail import composition, rules, sending, services
from interregions.toolkit.mail.choices import MailKind, MessageStatus
from interregions.toolkit.mail.models import Message, Preference
from interregions.toolkit.mail.transport import Fate, Line, Outcome


def write(to, key: str = "k", **more) -> Message:
    values = {"subject": "Répondre avant vendredi", "lines": ["Une ligne de Anne Le Goff."], "reason": "Parce que."}
    return services.queue_message(key=key, to=to, button=("Ouvrir", "/a-faire/"), about=None, **values | more)


@pytest.fixture
def smtp(settings):
    settings.SMTP = True


def test_a_message_refused_is_tried_again_later_and_later() -> None:
    assert rules.delay_after(1) == timedelta(minutes=1)
    assert rules.delay_after(30) == timedelta(hours=6)


@pytest.mark.django_db
def test_the_same_key_twice_is_one_message_sent_once(bretagne, smtp) -> None:
    assert write(bretagne.member) == write(bretagne.member)
    assert sending.send_due() == 1
    assert sending.send_due() == 0
    sent = mail.outbox[0]
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "http://localhost:8000/entrer/courrier/" in sent.body
    assert "style=" not in sent.alternatives[0].content
    assert "List-Unsubscribe" not in sent.extra_headers
    assert Message.objects.get().status == MessageStatus.SENT


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fate", "status"),
    [
        (Fate.REFUSED, MessageStatus.FAILED),
        (Fate.UNKNOWN, MessageStatus.DOUBTFUL),
        (Fate.LATER, MessageStatus.QUEUED),
    ],
)
def test_what_the_server_answers_decides(bretagne, smtp, monkeypatch, fate, status) -> None:
    write(bretagne.member)
    monkeypatch.setattr(Line, "deliver", lambda self, email: Outcome(fate, "Mots du serveur."))
    sending.send_due()
    message = Message.objects.get()
    assert message.status == status
    assert "Mots du serveur." in message.error
    assert (message.next_attempt_at > timezone.now()) == (fate is Fate.LATER)


@pytest.mark.django_db
def test_what_a_dead_worker_was_sending_is_doubtful_and_resent_only_by_hand(bretagne, facilitator, smtp) -> None:
    message = write(bretagne.member)
    dead = this_worker().rsplit("/", 1)[0] + "/1"
    claimed = {"status": MessageStatus.SENDING, "claimed_at": timezone.now()}
    Message.objects.update(**claimed, claimed_by=this_worker())
    assert sending.settle_left_in_flight() == 0
    Message.objects.update(**claimed, claimed_by=dead)
    sending.send_due()
    message.refresh_from_db()
    assert message.status == MessageStatus.DOUBTFUL
    assert mail.outbox == []
    with pytest.raises(Refused):
        services.resend(message=message, by=bretagne)
    services.resend(message=message, by=facilitator)
    assert sending.send_due() == 1


@pytest.mark.django_db
def test_without_server_a_demonstration_keeps_and_a_real_network_waits(bretagne, installation) -> None:
    write(bretagne.member)
    installation.demonstration = False
    installation.save()
    sending.send_due()
    assert (Message.objects.get().status, Message.objects.get().error) == (MessageStatus.QUEUED, sending.NO_SERVER)
    installation.demonstration = True
    installation.save()
    sending.send_due()
    assert Message.objects.get().status == MessageStatus.KEPT


@pytest.mark.django_db
def test_one_reads_one_s_own_messages_in_a_demonstration_only(
    bretagne, normandie, facilitator, installation, client_as
) -> None:
    message = write(bretagne.member)
    address = message.get_absolute_url()
    assert "/a-faire/" in client_as(bretagne).get(address).content.decode()
    assert client_as(facilitator).get(address).status_code == 200
    assert client_as(normandie).get(address).status_code == 404
    installation.demonstration = False
    installation.save()
    assert client_as(bretagne).get("/courrier/").status_code == 404


@pytest.mark.django_db
def test_lists_ask_the_same_number_of_queries_for_1_and_30(
    facilitator, bretagne, installation, client_as, django_assert_max_num_queries
) -> None:
    client = client_as(facilitator)
    counts = []
    for number in range(30):
        write(bretagne.member, f"k{number}")
        if number in {0, 29}:
            for address in ("/courrier/", "/animation/envois/"):
                with django_assert_max_num_queries(60) as asked:
                    assert client.get(address).status_code == 200
                counts.append(len(asked))
    assert counts[:2] == counts[2:]
    assert client_as(bretagne).get("/animation/envois/").status_code == 404


@pytest.mark.django_db
def test_a_kind_that_can_be_stopped_is_stopped_by_post_only(bretagne, client) -> None:
    message = write(bretagne.member, kind=MailKind.REMINDERS)
    address = composition.stop_url(message).removeprefix("http://localhost:8000")
    assert "List-Unsubscribe-Post" in composition.compose(message).extra_headers
    for _ in range(3):
        assert client.get(address).status_code == 200
    assert write(bretagne.member, "k2", kind=MailKind.REMINDERS).status == MessageStatus.QUEUED
    assert client.post(address).status_code == 200
    assert write(bretagne.member, "k3", kind=MailKind.REMINDERS).status == MessageStatus.WITHDRAWN
    assert write(bretagne.member, "k4").status == MessageStatus.QUEUED


@pytest.mark.django_db
def test_the_stop_link_of_a_removed_member_changes_nothing(bretagne, client) -> None:
    token = make_link_token("mail.preference", member=bretagne.member_id, kind=MailKind.values[0])
    bretagne.member.removed_at = timezone.now()
    bretagne.member.save()
    assert client.post(f"/courrier/ne-plus-recevoir/{token}/").status_code == 200
    assert not Preference.objects.exists()


@pytest.mark.django_db
def test_a_stop_link_of_a_kind_that_is_gone_is_told(bretagne, client) -> None:
    token = make_link_token("mail.preference", member=bretagne.member.pk, kind="GONE")
    answer = client.get(reverse("mail:stop", args=[token]))
    assert answer.status_code == 409
    assert "n’existe plus" in answer.content.decode()


@pytest.mark.django_db
def test_an_erased_person_is_nowhere_in_the_outbox(bretagne, normandie) -> None:
    write(bretagne.member)
    write(normandie.member, "k2")
    services.erase_member(bretagne.member)
    everything = str(list(Message.objects.values()))
    assert "Le Goff" not in everything
    assert bretagne.member.email not in everything
    assert normandie.member.email in everything
