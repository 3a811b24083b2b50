"""People brought as a list: kept to be invited, invited together, taken back, forgotten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from interregions.common.errors import Refused, refuse_if
from interregions.common.importing import Origin, Row
from interregions.common.rooms import Report
from interregions.common.telling import note_later
from interregions.common.typography import counted
from interregions.network.choices import Role
from interregions.network.models import Mandate
from interregions.network.services import check_mandate
from interregions.reception import contacts as queries
from interregions.reception import rules
from interregions.reception.letters import INVITATION, NETWORK
from interregions.reception.models import PersonToInvite
from interregions.reception.services.people import invite
from interregions.toolkit.jobs.models import Job
from interregions.toolkit.jobs.services import enqueue
from interregions.toolkit.mail.services import check_wording

INVITE = "reception.invite_people"
HOME = "/invitations/personnes/"
FIELDS = ("function", "given_name", "family_name", "email")


def keep_people(rows: Sequence[Row], origin: Origin, by: Mandate) -> list[str]:
    """Keep the people of a list, or correct those who wait already; the number of each."""
    known = queries.waiting_at([queries.key_of(row.after) for row in rows if row.before is not None])
    people = []
    for row in rows:
        person = known.get(queries.key_of(row.after)) if row.before is not None else None
        if person is None:
            person = PersonToInvite(source=origin.source, given_on=origin.given_on, added_by=by)
            person.organisation_id = int(row.after["organisation_id"])
        people.append(_says(person, row.after))
    PersonToInvite.objects.bulk_create([person for person in people if person.pk is None], batch_size=500)
    PersonToInvite.objects.bulk_update(known.values(), [*FIELDS, "role"], batch_size=200)
    return [str(person.pk) for person in people]


def _says(person: PersonToInvite, values: Mapping[str, str]) -> PersonToInvite:
    for name in FIELDS:
        setattr(person, name, values[name])
    person.role = rules.role_of(values["role"]) or Role.REFERENT
    return person


def take_people_back(rows: Sequence[Row], by: Mandate) -> list[str]:
    """Forget those who were not invited since, or give them back what they were; the reason of each that is kept."""
    people = {
        str(person.pk): person
        for person in PersonToInvite.objects.select_for_update(of=("self",))
        .order_by("pk")
        .filter(pk__in=[int(row.result) for row in rows])
        .select_related("invitation")
    }
    reasons = []
    for row in rows:
        person = people.get(row.result)
        if person is not None and person.invitation is not None:
            reasons.append(rules.left_since(timezone.localdate(person.invitation.invited_at)))
            continue
        reasons.append("")
        if person is not None and row.before is None:
            person.delete()
        elif person is not None and row.before is not None:
            _says(person, row.before).save()
    return reasons


@dataclass(frozen=True)
class Invited:
    """What became of the people invited together; ``job`` when they are too many for one page."""

    invited: int = 0
    refused: int = 0
    job: Job | None = None

    @property
    def words(self) -> str:
        return rules.invited_words(invited=self.invited, refused=self.refused)


@transaction.atomic
def invite_people(*, by: Mandate, words: str = "", seen: str = "") -> Invited:
    """Send their invitation to all who wait for it; who cannot be invited keeps the reason. Many are left to a job.

    Kept for the animation, by the letter it read (``seen``).
    """
    check_mandate(by, roles=[Role.FACILITATOR])
    check_wording(kind=INVITATION, about=NETWORK, seen=seen)
    people = list(_waiting()[: rules.INVITED_AT_ONCE + 1])
    refuse_if(rules.reasons_not_to_invite_together(waiting=len(people)))
    if len(people) <= rules.INVITED_AT_ONCE:
        return _invite(people, by, words)
    note_later()
    label = f"Inviter {counted(PersonToInvite.objects.filter(invitation=None).count(), 'personne')}"
    arguments = {"by": by.pk, "words": words}
    return Invited(job=enqueue(kind=INVITE, arguments=arguments, by=by, label=label, result_url=HOME))


def invite_waiting(*, by: Mandate, words: str, report: Report) -> Invited:
    """The same for a job: some at a time, so that a stop loses nothing; whoever was invited is not written to again."""
    total, last = PersonToInvite.objects.filter(invitation=None).count(), 0
    invited = refused = 0
    while True:
        with transaction.atomic():
            check_mandate(by, roles=[Role.FACILITATOR])
            people = list(_waiting().filter(pk__gt=last)[: rules.INVITED_AT_ONCE])
            if not people:
                return Invited(invited, refused)
            some, last = _invite(people, by, words), people[-1].pk
            invited, refused = invited + some.invited, refused + some.refused
        report(invited + refused, total)


def _waiting() -> QuerySet[PersonToInvite]:
    waiting = PersonToInvite.objects.select_for_update(of=("self",)).filter(invitation=None)
    return waiting.select_related("organisation").order_by("pk")


def _invite(people: Sequence[PersonToInvite], by: Mandate, words: str) -> Invited:
    invited = 0
    for person in people:
        try:
            with transaction.atomic():
                person.invitation = invite(
                    organisation=person.organisation,
                    given_name=person.given_name,
                    family_name=person.family_name,
                    email=person.email,
                    function=person.function,
                    role=person.role,
                    by=by,
                    words=words,
                    source=person.source,
                    given_on=person.given_on,
                    fictional=by.member.fictional,
                )
            person.refusal, invited = "", invited + 1
        except Refused as refused:
            person.refusal = " ".join(refused.reasons)
        person.save(update_fields=["invitation", "refusal"])
    return Invited(invited, len(people) - invited)


@transaction.atomic
def remove_person(*, person: PersonToInvite, by: Mandate) -> None:
    """Forget somebody who was not invited: they asked for it, or should not be. Kept for the animation."""
    check_mandate(by, roles=[Role.FACILITATOR])
    PersonToInvite.objects.filter(pk=person.pk, invitation=None).delete()


def forget_people_never_invited() -> int:
    """Who waited a month leaves, invited since or not: the invitation keeps what it needs. May run twice."""
    old = PersonToInvite.objects.filter(added_at__lt=timezone.now() - timedelta(days=rules.PEOPLE_KEPT_DAYS))
    return old.delete()[0]
