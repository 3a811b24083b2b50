"""Every named address of the product: who may open it, who may act there, and on what it is tried.

The sweep fails on an address that is not here. ``opens`` are those for whom the page exists; for the others it is a
404 (or the door, for whoever has not signed in). ``acts`` are those whose POST may change something: the others post,
empty or with ``posted``, and nothing may be written.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from interregions.common.links import make_link_token
from interregions.exchange.meetings.queries.signed_links import PRESENCE_PURPOSE, dates_url, guest_url
from interregions.exchange.notes.services.guides import default_guide
from interregions.exchange.outcomes.notifications import PURPOSE as PROGRESS_PURPOSE
from interregions.exchange.surveys.answering.queries.responses import resume_url
from interregions.reception.queries import door_to, entrance_url, invitation_url
from interregions.toolkit.approvals.queries import token_of, visa_waiting
from interregions.toolkit.asking.queries import answer_token as ask_token
from interregions.toolkit.files.models import StoredFile
from interregions.toolkit.introductions.queries import answer_token
from interregions.toolkit.mail.models import Message
from tests.access.people import (
    ANIMATION,
    BANKS,
    BRETAGNE,
    EPCI,
    EVERYBODY,
    MEMBERS,
    NORMANDIE,
    OCCITANIE,
    POLE,
    REGIONS,
    SIGNED_IN,
    WITH_MANDATE,
    World,
)

NOBODY: frozenset[str] = frozenset()
PUBLIC_KINDS = frozenset({"pratiques", "organismes", "restitutions"})
PARTIES = ANIMATION | POLE | {"region"}
REFERENTS = frozenset({"lead", "region", "other", "epci", "pole", "state"})
Arguments = Callable[[World], tuple[Any, ...]]


@dataclass(frozen=True)
class Address:
    """One way to try an address."""

    opens: frozenset[str]
    arguments: Arguments = lambda world: ()
    acts: frozenset[str] | None = None  # those who open it, unless said
    query: str = ""
    reveals: frozenset[str] = frozenset()  # what the link itself lets its holder read
    named: bool = False  # its words stand beside the name of who said them

    @property
    def may_act(self) -> frozenset[str]:
        """Whose POST is not tried here: it would change things, and may."""
        return self.opens if self.acts is None else self.acts


def at(name: str, *more: Any) -> Arguments:
    """The address of one thing of the world, then these values or things."""

    def found(world: World) -> tuple[Any, ...]:
        values = [getattr(world, each) if isinstance(each, str) and each in world.things else each for each in more]
        return (getattr(world, name).pk, *(getattr(value, "pk", value) for value in values))

    return found


def each(
    opens: frozenset[str], formats: tuple[str, ...], *place: Any, of: Arguments | None = None, **options: Any
) -> tuple[Address, ...]:
    """The same thing in every format."""
    arguments = of or (at(*place) if place else lambda world: ())
    return tuple(
        Address(opens, lambda world, format=format: (*arguments(world), format), NOBODY, **options)
        for format in formats
    )


def at_slug(slug: str, name: str) -> Arguments:
    """The address of one thing under the name of its kind."""
    return lambda world: (slug, getattr(world, name).pk)


def last_part(url: str) -> str:
    return url.rstrip("/").rsplit("/", 1)[1]


def visa_token(world: World) -> tuple[Any, ...]:
    return (token_of(waiting(world)),)


def waiting(world: World) -> Any:
    return visa_waiting("surveys.response", world.with_visa.pk)


def presence_token(world: World) -> tuple[Any, ...]:
    mandate = world.by("region")
    values = {"attendance": world.attendance.pk, "mandate": mandate.pk, "member": mandate.member_id}
    return (make_link_token(PRESENCE_PURPOSE, **values),)


def dates_token(world: World) -> tuple[Any, ...]:
    mandate = world.by("region")
    convened = world.polled.attendances.get(organisation=mandate.organisation)
    return (last_part(dates_url(convened, mandate)),)


def guest_token(world: World) -> tuple[Any, ...]:
    return (last_part(guest_url(world.guest)),)


def progress_token(world: World) -> tuple[Any, ...]:
    return (make_link_token(PROGRESS_PURPOSE, action=world.action.pk, mandate=world.by("region").pk),)


def stop_token(world: World) -> tuple[Any, ...]:
    return (make_link_token("mail.preference", member=world.members["region"].pk, kind="reminders"),)


def message_to_region(world: World) -> tuple[Any, ...]:
    return (Message.objects.get(key="canary").pk,)


def message_to_contributor(world: World) -> tuple[Any, ...]:
    return (Message.objects.filter(to_member=world.members["contributor"], lines__icontains="Q7X").latest("pk").pk,)


DOCUMENTS, TABLES = ("pdf", "odt", "docx"), ("ods", "csv", "xlsx")
ANSWERS = (*TABLES, "zip", "json")
OF_NORMANDIE = ANIMATION | NORMANDIE
A_MEETING = ANIMATION | REGIONS
THIS_YEAR = timezone.localdate().year

ADDRESSES: dict[str, tuple[Address, ...]] = {
    # common
    "common:alive": (Address(EVERYBODY),),
    "common:ready": (Address(EVERYBODY),),
    "common:robots": (Address(EVERYBODY),),
    "common:accessibility": (Address(EVERYBODY),),
    "common:personal_data": (Address(EVERYBODY),),
    "common:credits": (Address(EVERYBODY),),
    "common:components": (Address(EVERYBODY),),
    # vocabulary
    "vocabulary:territories": (Address(EVERYBODY),),
    "vocabulary:territories_csv": (Address(EVERYBODY),),
    "vocabulary:territory": (Address(EVERYBODY, lambda world: ("53",)),),
    "vocabulary:programmes": (Address(EVERYBODY),),
    "vocabulary:programme": (Address(EVERYBODY, lambda world: ("programme",)),),
    "vocabulary:programme_csv": (Address(EVERYBODY, lambda world: ("programme",)),),
    "vocabulary:schemes": (Address(EVERYBODY),),
    "vocabulary:scheme": (Address(EVERYBODY, lambda world: ("liste",)),),
    # observatory, priorities
    "observatory:priorities": (Address(MEMBERS | POLE, acts=NOBODY),),
    "observatory:priority": (Address(MEMBERS | POLE, at("priority"), NOBODY),),
    "observatory:write_priority": (Address(frozenset({"lead", "region", "other"})),),
    "observatory:rewrite_priority": (Address(frozenset({"lead"}), at("priority")),),
    "observatory:code_priority": (Address(frozenset({"lead"}), at("priority")),),
    "observatory:withdraw_priority": (Address(frozenset({"lead"}), at("priority")),),
    "observatory:serve_priority": (Address(MEMBERS | POLE, at("priority"), POLE),),
    "observatory:serve_no_more": (Address(MEMBERS | POLE, at("priority"), POLE),),
    # network
    "network:directory": (Address(SIGNED_IN, acts=NOBODY),),
    "network:directory_csv": (Address(SIGNED_IN, acts=NOBODY),),
    "network:add_organisation": (Address(SIGNED_IN, acts=ANIMATION),),
    "network:organisation": (Address(MEMBERS, at("normandie"), NOBODY), Address(MEMBERS | POLE, at("pole"), NOBODY)),
    "network:groups": (Address(SIGNED_IN, acts=ANIMATION),),
    "network:group": (Address(ANIMATION, at("group")),),
    "network:close_group": (Address(ANIMATION, at("group")),),
    "network:profile": (Address(SIGNED_IN),),
    # toolkit
    "jobs:job": (Address(ANIMATION, at("job")),),
    "jobs:retry": (Address(ANIMATION, at("job")),),
    "mail:inbox": (Address(SIGNED_IN, acts=NOBODY),),
    "mail:message": (
        Address(ANIMATION | {"region"}, message_to_region),
        Address(ANIMATION | {"contributor"}, message_to_contributor),
    ),
    "mail:stop": (Address(EVERYBODY, stop_token),),
    "mail:letter": (
        Address(ANIMATION, lambda world: ("surveys.reminder", world.survey.pk)),
        Address(ANIMATION, lambda world: ("surveys.invitation", world.survey.questionnaire_id), NOBODY),
    ),
    "mail:sendings": (Address(ANIMATION),),
    "mail:resend": (Address(ANIMATION, message_to_region),),
    "journal:journal": (Address(ANIMATION), Address(ANIMATION, query="?format=csv")),
    "files:download": (Address(frozenset({"region"}), at("file")),),
    "approvals:visa": (Address(EVERYBODY, visa_token, reveals=frozenset({"visa"})),),
    # What a visa on a response joins is nothing; tests of the notes open the files of theirs.
    "approvals:file": (Address(NOBODY, lambda world: (*visa_token(world), world.file.pk)),),
    "approvals:request": (
        Address(OCCITANIE | {"outsider"}, lambda world: (waiting(world).pk,), reveals=frozenset({"visa"})),
    ),
    "approvals:withdraw": (Address(OCCITANIE, lambda world: (waiting(world).pk,)),),
    "approvals:on_paper": (Address(OCCITANIE, lambda world: (waiting(world).pk,)),),
    "introductions:write": (Address(MEMBERS, lambda world: (world.by("other").pk,)),),
    "introductions:letters": (Address(SIGNED_IN, acts=NOBODY),),
    "introductions:letter": (Address(frozenset({"region", "other"}), at("letter")),),
    "introductions:introductions": (Address(SIGNED_IN, acts=NOBODY),),
    "introductions:ask": (Address(SIGNED_IN, acts=WITH_MANDATE),),
    "introductions:propose": (Address(ANIMATION),),
    "introductions:introduction": (
        Address(PARTIES, at("introduction"), acts=NOBODY),
        Address(ANIMATION | POLE | {"lead"}, at("approached"), acts=NOBODY),
    ),
    "introductions:name_other": (Address(ANIMATION, at("introduction")),),
    "introductions:leave_aside": (Address(ANIMATION, at("introduction")),),
    "introductions:answer": (Address(PARTIES, at("introduction"), acts=frozenset({"region"})),),
    "introductions:answer_by_link": (
        Address(
            EVERYBODY,
            lambda world: (answer_token(world.introduction, world.by("region")),),
            reveals=frozenset({"introduced"}),
        ),
    ),
    "introductions:circular": (Address(ANIMATION),),
    "publication:open": (
        Address(MEMBERS, at_slug("pratiques", "shared"), acts=frozenset({"lead"})),
        Address(MEMBERS | POLE, at_slug("pratiques", "opened"), acts=frozenset({"lead"})),
        Address(ANIMATION | POLE, at_slug("organismes", "pole"), acts=POLE),
    ),
    "publication:close": (
        Address(MEMBERS | POLE, at_slug("pratiques", "opened"), acts=frozenset({"lead"})),
        Address(MEMBERS | BANKS, at_slug("pratiques", "opened_to_partners"), acts=frozenset({"lead"})),
        Address(MEMBERS, at_slug("comptes-rendus", "minutes"), acts=ANIMATION),
    ),
    "publication:open_data": (Address(EVERYBODY),),
    "publication:feed": (Address(EVERYBODY),),
    "publication:sitemap": (Address(EVERYBODY),),
    "publication:public_list": tuple(
        Address(EVERYBODY if slug in PUBLIC_KINDS else NOBODY, lambda world, slug=slug: (slug,), NOBODY)
        for slug in ("pratiques", "organismes", "restitutions", "notes", "comptes-rendus")
    ),
    "publication:public_table": tuple(
        Address(EVERYBODY, lambda world, format=format: ("pratiques", format), NOBODY) for format in ("csv", "ods")
    ),
    "publication:public": (
        Address(EVERYBODY, at_slug("pratiques", "opened_to_all"), NOBODY),
        Address(NOBODY, at_slug("pratiques", "opened"), NOBODY),
        Address(NOBODY, at_slug("pratiques", "shared"), NOBODY),
        Address(NOBODY, at_slug("organismes", "normandie"), NOBODY),
        Address(NOBODY, at_slug("notes", "note"), NOBODY),
    ),
    "writing:section": (Address(OF_NORMANDIE, at("text", "theme"), acts=OF_NORMANDIE),),
    "writing:suggest": (Address(OF_NORMANDIE, at("text", "theme"), acts=OF_NORMANDIE),),
    "writing:comments": (Address(OF_NORMANDIE, at("text")),),
    "writing:resolve": (Address(OF_NORMANDIE, at("text", "comment")),),
    "writing:take": (Address(OF_NORMANDIE, at("text", "suggestion")),),
    "writing:decline": (Address(OF_NORMANDIE, at("text", "suggestion")),),
    "writing:versions": (Address(OF_NORMANDIE, at("text")),),
    "writing:version": (Address(OF_NORMANDIE, at("text", 1)),),
    "writing:restore": (Address(OF_NORMANDIE, at("text", 1)),),
    "writing:differences": (Address(OF_NORMANDIE, at("text", 1, 0)),),
    # reception
    "reception:welcome": (Address(EVERYBODY),),
    "reception:enter": (Address(EVERYBODY),),
    "reception:code": (Address(EVERYBODY),),
    "reception:who": (Address(EVERYBODY),),
    "reception:by_link": (Address(EVERYBODY, lambda world: (last_part(entrance_url(world.members["other"])),)),),
    "reception:by_letter": (
        Address(EVERYBODY, lambda world: (last_part(door_to(world.members["other"], "/a-faire/")),)),
    ),
    "reception:cast": (Address(EVERYBODY),),
    "reception:enter_as_cast": (Address(EVERYBODY, lambda world: (world.by("region").pk,)),),
    "reception:leave": (Address(SIGNED_IN),),
    "reception:sessions": (Address(SIGNED_IN),),
    "reception:end_session": (Address(NOBODY, lambda world: (10**6,)),),  # one’s own alone: test_sessions.py
    "reception:ask_entrance": (Address(EVERYBODY),),
    "reception:enter_by_key": (Address(EVERYBODY),),
    "reception:ask_new_key": (Address(SIGNED_IN),),
    "reception:add_key": (Address(SIGNED_IN),),
    "reception:remove_key": (Address(NOBODY, lambda world: (10**6,)),),  # one’s own alone: test_passkeys.py
    "reception:end_other_sessions": (Address(SIGNED_IN),),
    "reception:act_for": (Address(SIGNED_IN),),
    "reception:invitations": (Address(ANIMATION | REFERENTS),),
    "reception:invite": (Address(SIGNED_IN, acts=ANIMATION | REFERENTS),),
    "reception:bring_in_cluster": (Address(ANIMATION | frozenset({"lead", "region", "other"})),),
    "reception:resend": (Address(ANIMATION | {"region"}, at("invitation")),),
    "reception:withdraw": (Address(ANIMATION | {"region"}, at("invitation")),),
    "reception:accept": (
        Address(
            EVERYBODY, lambda world: (last_part(invitation_url(world.invitation)),), reveals=frozenset({"invited"})
        ),
    ),
    "reception:people_to_invite": (Address(ANIMATION),),
    "reception:prepare_people": (Address(ANIMATION),),
    "reception:invite_people": (Address(ANIMATION),),
    "reception:remove_person": (Address(ANIMATION, at("person_to_invite")),),
    "imports:bring": (
        Address(ANIMATION, lambda world: ("personnes",)),
        Address(REGIONS - {"reader"} | EPCI, lambda world: ("conventions",)),
        Address(ANIMATION | REGIONS - {"reader"} | EPCI, lambda world: ("subventions",)),
    ),
    "imports:template": tuple(
        Address(ANIMATION, lambda world, format=format: ("personnes", format), NOBODY)
        for format in ("ods", "xlsx", "csv")
    ),
    "imports:import": (Address(ANIMATION, at("brought_list")),),
    "imports:columns": (Address(ANIMATION, at("brought_list")),),
    "imports:take": (Address(ANIMATION, at("brought_list")),),
    "imports:forget": (Address(ANIMATION, at("brought_list")),),
    "imports:undo": (Address(ANIMATION, at("taken_list")),),
    "reception:people": (Address(ANIMATION | {"region"}, at("normandie")),),
    "reception:end": (Address(ANIMATION | {"region"}, lambda world: (world.by("region").pk,)),),
    "reception:hand_over": (Address(ANIMATION | {"region"}, lambda world: (world.by("region").pk,)),),
    "reception:deputy": (Address(ANIMATION | {"region"}, lambda world: (world.by("region").pk,)),),
    # observatory: pôles and clusters
    "observatory:clusters": (Address(SIGNED_IN, acts=NOBODY),),
    "observatory:clusters_file": each(SIGNED_IN, TABLES),
    "observatory:enter_cluster": (Address(ANIMATION | REGIONS - {"reader"}),),
    "observatory:cluster": (Address(MEMBERS | POLE, at("cluster"), NOBODY),),
    "observatory:write_cluster": (Address(ANIMATION | BRETAGNE | POLE, at("cluster")),),
    "observatory:confirm_cluster": (Address(POLE, at("cluster")),),
    "observatory:add_label": (Address(ANIMATION | BRETAGNE | POLE, at("cluster")),),
    "observatory:give_figure": (Address(ANIMATION | BRETAGNE | POLE, at("cluster", "pole-budget")),),
    "observatory:release_figure": (Address(POLE, at("cluster", "pole-budget")),),
    "observatory:stop_release": (Address(POLE, at("cluster", "cluster_release")),),
    "observatory:confirm_figure": (Address(POLE, at("cluster", "cluster_figure")),),
    "observatory:contest_figure": (Address(POLE, at("cluster", "cluster_figure")),),
    "observatory:discard_figure": (Address(POLE, at("cluster", "cluster_figure")),),
    # observatory
    "observatory:observatory": (
        Address(ANIMATION | REGIONS, acts=NOBODY),
        Address(ANIMATION | REGIONS, acts=NOBODY, query="?indicateur=poles-suivis"),
    ),
    "observatory:comparison_table": each(ANIMATION | REGIONS, TABLES),
    "observatory:comparison_document": each(ANIMATION | REGIONS, DOCUMENTS),
    "observatory:agreements": (Address(REGIONS, acts=NOBODY),),
    "observatory:readings_to_confirm": (Address(REGIONS, acts=NOBODY),),
    "observatory:show_indicator": (Address(REGIONS - {"reader"}, lambda world: ("soutien-aux-poles",)),),
    "observatory:stop_showing": (Address(REGIONS - {"reader"}, lambda world: ("soutien-aux-poles",)),),
    "observatory:region_sheet": (
        Address(ANIMATION | REGIONS, at("bretagne", THIS_YEAR), acts=NOBODY),
        Address(ANIMATION | REGIONS, at("occitanie", THIS_YEAR), acts=NOBODY),
        Address(ANIMATION | REGIONS, at("normandie", THIS_YEAR), acts=NOBODY),
    ),
    "observatory:write_policy": (Address(BRETAGNE, at("bretagne", THIS_YEAR)),),
    "observatory:enter_reading": (Address(BRETAGNE, at("bretagne", THIS_YEAR, "soutien-aux-poles")),),
    "observatory:write_reply": (Address(BRETAGNE, at("bretagne", THIS_YEAR, "soutien-aux-poles")),),
    "observatory:confirm_reading": (Address(OCCITANIE, at("waiting_reading")),),
    "observatory:contest_reading": (Address(OCCITANIE, at("waiting_reading")),),
    "observatory:discard_reading": (Address(OCCITANIE, at("waiting_reading")),),
    "observatory:take_back_reading": (Address(OCCITANIE, at("waiting_reading")),),
    "observatory:correct_reading": (Address(OCCITANIE, at("waiting_reading")),),
    # observatory: conventions, and what is public
    "observatory:conventions": (Address(SIGNED_IN, acts=NOBODY),),
    "observatory:conventions_file": each(SIGNED_IN, TABLES),
    "observatory:documents_calendar": (Address(SIGNED_IN, acts=NOBODY),),
    "observatory:enter_convention": (Address(REGIONS - {"reader"} | EPCI),),
    "observatory:convention": (Address(BRETAGNE | POLE, at("convention"), NOBODY),),
    "observatory:write_convention": (Address(BRETAGNE, at("convention")),),
    "observatory:add_funder": (Address(BRETAGNE, at("convention")),),
    "observatory:ask_document": (Address(BRETAGNE, at("convention")),),
    "observatory:show_amounts": (Address(BRETAGNE, at("convention")),),
    "observatory:send_document": (Address(BRETAGNE | POLE, at("document"), POLE),),
    "observatory:receive_document": (Address(BRETAGNE | POLE, at("document"), BRETAGNE),),
    "observatory:take_back_document": (Address(BRETAGNE | POLE, at("received"), BRETAGNE),),
    "observatory:withdraw_document": (Address(BRETAGNE | POLE, at("document"), BRETAGNE),),
    "observatory:published": (Address(REGIONS | EPCI, acts=NOBODY),),
    "observatory:confirm_line": (Address(BRETAGNE, at("line_published")),),
    "observatory:discard_line": (Address(BRETAGNE, at("line_published")),),
    "observatory:take_back_line": (Address(BRETAGNE, at("line_published")),),
    "observatory:confirm_lines_of": (Address(BRETAGNE, at("funded")),),
    # practices
    "practices:practices": (Address(SIGNED_IN, acts=NOBODY),),
    "practices:practices_file": each(SIGNED_IN, TABLES),
    "practices:draft": (Address(WITH_MANDATE - {"reader"}),),
    "practices:practice": (
        Address(ANIMATION | BRETAGNE, at("practice")),
        Address(MEMBERS, at("shared"), ANIMATION | BRETAGNE),
        Address(ANIMATION | POLE, at("of_pole")),
        Address(MEMBERS | POLE, at("opened"), ANIMATION | BRETAGNE),
        Address(MEMBERS | BANKS, at("opened_to_partners"), ANIMATION | BRETAGNE),
        Address(WITH_MANDATE, at("opened_to_all"), ANIMATION | BRETAGNE),
    ),
    "practices:practice_file": each(ANIMATION | BRETAGNE, DOCUMENTS, "practice"),
    "practices:complete": (Address(ANIMATION | BRETAGNE, at("practice")),),
    "practices:add_evidence": (Address(ANIMATION | BRETAGNE, at("practice")),),
    "practices:publish": (Address(ANIMATION | BRETAGNE, at("practice")),),
    # observatory: equipment and competences
    **{
        name: lines
        for sort, one, holders in (
            ("equipment", "equipment", frozenset({"region"})),
            ("competence", "competence", POLE),
        )
        for name, lines in {
            f"observatory:{sort}_list": (Address(SIGNED_IN, acts=NOBODY),),
            f"observatory:{sort}_file": each(SIGNED_IN, ("ods", "csv")),
            f"observatory:{sort}_add": (Address(WITH_MANDATE - {"reader"}),),
            f"observatory:{sort}_change": (Address(holders, at(one)),),
        }.items()
    },
    "observatory:equipment": (
        Address(MEMBERS, at("equipment"), NOBODY),
        Address(MEMBERS | POLE, at("opened_equipment"), NOBODY),
        Address(ANIMATION | NORMANDIE | BRETAGNE, at("waiting_equipment"), NOBODY),
    ),
    "observatory:competence": (
        Address(MEMBERS | POLE, at("competence"), NOBODY),
        Address(ANIMATION | POLE, at("withdrawn_competence"), NOBODY),
    ),
    "observatory:equipment_agree": (
        Address(ANIMATION | NORMANDIE | BRETAGNE, at("waiting_equipment"), acts=frozenset({"region"})),
    ),
    "observatory:equipment_decline": (
        Address(ANIMATION | NORMANDIE | BRETAGNE, at("waiting_equipment"), acts=frozenset({"region"})),
    ),
    "observatory:equipment_withdraw": (Address(MEMBERS, at("equipment"), acts=frozenset({"region"})),),
    "observatory:equipment_publish": (Address(MEMBERS, at("equipment"), acts=NOBODY),),
    "observatory:competence_agree": (Address(ANIMATION | POLE, at("withdrawn_competence"), acts=NOBODY),),
    "observatory:competence_decline": (Address(ANIMATION | POLE, at("withdrawn_competence"), acts=NOBODY),),
    "observatory:competence_withdraw": (Address(MEMBERS | POLE, at("competence"), acts=POLE),),
    "observatory:competence_publish": (Address(ANIMATION | POLE, at("withdrawn_competence"), acts=POLE),),
    "observatory:access_ask": (Address((REGIONS | EPCI) - {"reader"}, at("equipment")),),
    "observatory:access_requests": (Address(SIGNED_IN, acts=NOBODY),),
    "observatory:access_request": (
        Address(NORMANDIE | OCCITANIE, at("access"), NOBODY),
        Address(BRETAGNE | POLE, at("granted"), NOBODY),
    ),
    "observatory:access_answer": (Address(NORMANDIE | OCCITANIE, at("access"), frozenset({"region"})),),
    "observatory:access_take_back": (Address(NORMANDIE | OCCITANIE, at("access"), OCCITANIE),),
    "observatory:access_outcome": (Address(BRETAGNE | POLE, at("granted"), POLE),),
    "observatory:cooperations": (Address(SIGNED_IN, acts=NOBODY),),
    "observatory:offer_list": (Address(SIGNED_IN, acts=NOBODY),),
    "observatory:need_list": (Address(SIGNED_IN, acts=NOBODY),),
    "observatory:offer_add": (Address(WITH_MANDATE - {"reader"}),),
    "observatory:need_add": (Address(WITH_MANDATE - {"reader"}),),
    "observatory:offer": (Address(MEMBERS, at("offer"), NOBODY),),
    "observatory:need": (Address(MEMBERS | POLE, at("need"), NOBODY),),
    "observatory:offer_close": (Address(MEMBERS, at("offer"), ANIMATION | {"region"}),),
    "observatory:need_close": (Address(MEMBERS | POLE, at("need"), ANIMATION | BRETAGNE),),
    "observatory:offer_approach": (Address(MEMBERS, at("offer"), BRETAGNE | OCCITANIE | EPCI),),
    "observatory:need_approach": (Address(MEMBERS | POLE, at("need"), OCCITANIE | EPCI | {"region"}),),
    "observatory:offer_refuse": (Address(MEMBERS, at("offer", "need"), BRETAGNE | {"region"}),),
    "observatory:need_refuse": (Address(MEMBERS, at("need", "offer"), BRETAGNE | {"region"}),),
    "observatory:missions": (Address(SIGNED_IN, acts=NOBODY),),
    "observatory:missions_calendar": (Address(SIGNED_IN, acts=NOBODY),),
    "observatory:mission_add": (Address(WITH_MANDATE - {"reader"}),),
    "observatory:mission": (
        Address(MEMBERS, at("mission"), NOBODY),
        Address(MEMBERS | POLE, at("mission_of_pole"), NOBODY),
    ),
    "observatory:mission_calendar": (Address(MEMBERS, at("mission"), NOBODY),),
    "observatory:mission_change": (Address(ANIMATION | {"region"}, at("mission")),),
    "observatory:mission_go": (Address(MEMBERS, at("mission"), BRETAGNE | OCCITANIE | EPCI),),
    "observatory:mission_withdraw": (Address(MEMBERS, at("mission"), NOBODY),),
    "observatory:mission_cancel": (Address(MEMBERS, at("mission"), ANIMATION | {"region"}),),
    "asking:ask": (Address(frozenset({"region"}), at("asking")),),
    "asking:answer_by_link": (
        Address(
            EVERYBODY,
            lambda world: (ask_token(world.asking, world.by("region")),),
            reveals=frozenset({"asked"}),
        ),
    ),
    # themes
    "themes:calls": (Address(SIGNED_IN, acts=NOBODY),),
    "themes:open_call": (Address(ANIMATION),),
    "themes:call": (
        Address(ANIMATION | REGIONS, at("call"), NOBODY),
        Address(MEMBERS, at("closed_call"), NOBODY),
    ),
    "themes:dates": (Address(ANIMATION, at("call")),),
    "themes:propose": (Address(ANIMATION | REGIONS, at("call"), acts=ANIMATION | REGIONS - {"reader"}),),
    "themes:proposals_table": each(ANIMATION | REGIONS, TABLES, "call"),
    "themes:cancel": (Address(ANIMATION, at("call")),),
    "themes:open_choices": (Address(ANIMATION, at("call")),),
    "themes:choose": (Address(ANIMATION | REGIONS, at("call"), acts=frozenset({"lead", "region", "other"})),),
    "themes:close": (Address(ANIMATION, at("call")),),
    "themes:remind": (Address(ANIMATION, at("call")),),
    "themes:result": (Address(MEMBERS, at("closed_call"), NOBODY),),
    "themes:result_table": each(MEMBERS, TABLES, "closed_call"),
    "themes:retain": (Address(ANIMATION, at("closed_call")),),
    "themes:decide": (Address(ANIMATION, at("closed_call")),),
    "themes:theme": (Address(ANIMATION | REGIONS, at("theme"), NOBODY),),
    "themes:change": (Address(ANIMATION | REGIONS, at("theme"), acts=ANIMATION | BRETAGNE),),
    "themes:withdraw": (Address(ANIMATION | REGIONS, at("theme"), acts=ANIMATION | BRETAGNE),),
    "themes:comment": (Address(ANIMATION | REGIONS, at("theme"), acts=ANIMATION | REGIONS - {"reader"}),),
    "themes:withdraw_comment": (Address(ANIMATION | REGIONS, at("theme", "theme_comment"), acts=OCCITANIE),),
    "themes:endorse": (Address(ANIMATION | REGIONS, at("theme"), acts=frozenset({"lead", "region", "other"})),),
    "themes:withdraw_endorsement": (
        Address(ANIMATION | REGIONS, at("theme"), acts=frozenset({"lead", "region", "other"})),
    ),
    # cycles
    "cycles:open": (Address(ANIMATION, at("retained")),),
    # notes
    "notes:guides": (Address(ANIMATION),),
    "notes:new_guide": (Address(ANIMATION),),
    "notes:guide": (Address(ANIMATION, lambda world: (first_guide(),)),),
    "notes:new_interview": (Address(ANIMATION, at("second_cycle")),),
    "notes:prepare_interview": (Address(OF_NORMANDIE, at("second_cycle"), NOBODY),),
    "notes:interview": (Address(OF_NORMANDIE, at("interview"), NOBODY),),
    "notes:change_interview": (Address(OF_NORMANDIE, at("interview"), acts=ANIMATION),),
    "notes:answer": (
        Address(OF_NORMANDIE, lambda world: (world.interview.pk, world.interview.answers.first().pk), ANIMATION),
    ),
    "notes:attachment": (Address(OF_NORMANDIE, at("interview"), NOBODY),),
    "notes:notes": (Address(SIGNED_IN, acts=NOBODY),),
    "notes:note": (Address(OF_NORMANDIE, at("note"), NOBODY), Address(MEMBERS, at("signed_note"), NOBODY)),
    "notes:questions": (Address(OF_NORMANDIE, at("note")),),
    "notes:references": (Address(OF_NORMANDIE, at("note")),),
    "notes:remove_reference": (Address(OF_NORMANDIE, at("note", "reference")),),
    "notes:annex": (Address(OF_NORMANDIE, at("note", "reference"), NOBODY),),
    "notes:comments": (Address(OF_NORMANDIE, at("note"), ANIMATION | {"region"}),),
    "notes:document": each(OF_NORMANDIE, DOCUMENTS, "note") + each(MEMBERS, DOCUMENTS, "signed_note"),
    "notes:visa": (Address(OF_NORMANDIE, at("note"), acts=ANIMATION | {"region"}),),
    "notes:sign": (Address(OF_NORMANDIE, at("note"), acts=frozenset({"region"})),),
    "notes:reopen": (Address(OF_NORMANDIE, at("note")),),
    # questionnaires
    "surveys:questionnaires": (Address(SIGNED_IN, acts=NOBODY),),
    "surveys:new_questionnaire": (Address(ANIMATION | BRETAGNE | {"region"}),),
    "surveys:import_questionnaire": (Address(ANIMATION | BRETAGNE | {"region"}),),
    "surveys:questionnaire": (Address(OF_NORMANDIE, at("questionnaire"), NOBODY),),
    "surveys:import_report": (Address(OF_NORMANDIE, at("questionnaire"), NOBODY),),
    "surveys:questionnaire_settings": (Address(OF_NORMANDIE, at("questionnaire")),),
    "surveys:preview": (Address(OF_NORMANDIE, at("questionnaire")),),
    "surveys:approve_questionnaire": (Address(OF_NORMANDIE, at("questionnaire")),),
    "surveys:drop_questionnaire": (Address(OF_NORMANDIE, at("questionnaire")),),
    "surveys:take_up_questionnaire": (Address(OF_NORMANDIE, at("questionnaire")),),
    "surveys:take_note_questions": (Address(OF_NORMANDIE, at("questionnaire")),),
    "surveys:questionnaire_document": each(OF_NORMANDIE, DOCUMENTS, "questionnaire"),
    "surveys:add_block": (Address(OF_NORMANDIE, at("questionnaire")),),
    "surveys:block": (Address(OF_NORMANDIE, at("block")),),
    "surveys:move_block": (Address(OF_NORMANDIE, at("block")),),
    "surveys:remove_block": (Address(OF_NORMANDIE, at("block")),),
    "surveys:add_question": (Address(OF_NORMANDIE, at("block")),),
    "surveys:question": (Address(OF_NORMANDIE, at("question")),),
    "surveys:move_question": (Address(OF_NORMANDIE, at("question")),),
    "surveys:duplicate_question": (Address(OF_NORMANDIE, at("question")),),
    "surveys:tie_question": (Address(OF_NORMANDIE, at("question")),),
    "surveys:remove_question": (Address(OF_NORMANDIE, at("question")),),
    # answering: Normandie's draft, Rennes' sent response, Occitanie's words without its name
    "surveys:resume": (
        Address(
            EVERYBODY,
            lambda world: (last_part(resume_url(world.draft, world.by("region"))),),
            EVERYBODY,
            reveals=frozenset({"resumed"}),
        ),
    ),
    "surveys:response": (
        Address(OF_NORMANDIE, at("draft")),
        Address(ANIMATION | EPCI, at("sent")),
        Address(ANIMATION | OCCITANIE, at("with_visa")),
        Address(ANIMATION | POLE, at("of_partner")),
    ),
    "surveys:response_block": (
        Address(OF_NORMANDIE, at("draft", "block_name")),
        Address(ANIMATION | POLE, at("of_partner", "block_name")),
    ),
    "surveys:finish_block": (Address(NORMANDIE, at("draft", "block_name"), acts=OF_NORMANDIE),),
    "surveys:save_answer": (Address(OF_NORMANDIE, at("draft", "piece")),),
    "surveys:response_review": (
        Address(NORMANDIE, at("draft")),
        Address(ANIMATION | EPCI, at("sent")),
        Address(OCCITANIE, at("with_visa")),
        Address(NORMANDIE, at("left_out")),
        Address(POLE, at("of_partner")),
    ),
    "surveys:submit_response": (Address(OF_NORMANDIE, at("draft"), acts=frozenset({"region"})),),
    "surveys:ask_visa": (Address(OF_NORMANDIE, at("draft"), acts=frozenset({"region"})),),
    "surveys:withdraw_visa": (Address(OCCITANIE | ANIMATION, at("with_visa"), acts=OCCITANIE),),
    "surveys:set_unnamed": (Address(OF_NORMANDIE, at("draft"), acts=frozenset({"region"})),),
    "surveys:receipt": each(NORMANDIE, DOCUMENTS, "draft") + each(EPCI | ANIMATION, DOCUMENTS, "sent"),
    "surveys:answer_file": (
        Address(NORMANDIE, at("draft", "piece"), NOBODY),
        Address(OCCITANIE, at("with_visa", "piece"), NOBODY),
        Address(OF_NORMANDIE, at("read_response", "read_piece"), NOBODY),
        Address(EPCI | ANIMATION, at("sent", "piece")),
    ),
    "surveys:delegate_block": (Address(NORMANDIE, at("draft", "block_name"), acts=frozenset({"region"})),),
    "surveys:withdraw_delegation": (Address(BRETAGNE, at("begun", "delegated"), acts=frozenset({"lead"})),),
    "surveys:reopen_response": (Address(ANIMATION, at("sent")),),
    "surveys:ask_to_reopen": (Address(EPCI, at("sent")),),
    "surveys:take_back": (Address(EPCI | ANIMATION, at("sent"), acts=EPCI),),
    "surveys:decline_reopening": (Address(ANIMATION, at("sent")),),
    # collection
    "surveys:surveys": (Address(SIGNED_IN, acts=NOBODY),),
    "surveys:open_survey": (Address(ANIMATION, at("frozen")),),
    "surveys:survey": (
        Address(MEMBERS, at("survey"), NOBODY),
        Address(MEMBERS, at("published_survey"), NOBODY),
        Address(OF_NORMANDIE | POLE, at("consultation"), NOBODY),
    ),
    "surveys:answer_consent": (Address(NORMANDIE, at("survey", "draft"), acts=frozenset({"region"})),),
    "surveys:collection": (Address(ANIMATION, at("survey")), Address(ANIMATION, at("published_survey"))),
    "surveys:remind": (Address(ANIMATION, at("survey")),),
    "surveys:plan_reminder": (Address(ANIMATION, at("survey")),),
    "surveys:withdraw_reminder": (Address(ANIMATION, at("survey", "planned")),),
    "surveys:invite": (Address(ANIMATION, at("survey")),),
    "surveys:close_survey": (Address(ANIMATION, at("survey")),),
    "surveys:reopen_survey": (Address(ANIMATION, at("survey")),),
    "surveys:followed_response": (Address(ANIMATION, at("survey", "draft")), Address(ANIMATION, at("survey", "sent"))),
    # restitution
    "surveys:draft_restitution": (Address(MEMBERS, at("closed_survey"), acts=ANIMATION | {"lead"}),),
    "surveys:restitution": (
        Address(MEMBERS, at("published"), NOBODY),
        Address(MEMBERS, at("embargoed"), NOBODY),
        Address(MEMBERS, at("published"), NOBODY, query="?presentation=1"),
        Address(ANIMATION | {"lead"}, at("preparing"), NOBODY),
    ),
    "surveys:prepare_restitution": (Address(ANIMATION | {"lead"}, at("preparing")),),
    "surveys:matrix": (
        Address(MEMBERS, at("published"), NOBODY, named=True),
        Address(MEMBERS, at("embargoed"), NOBODY, named=True),
    ),
    "surveys:restitution_document": each(MEMBERS, DOCUMENTS, "published") + each(MEMBERS, DOCUMENTS, "embargoed"),
    "surveys:restitution_table": each(MEMBERS, TABLES, "published", named=True)
    + each(MEMBERS, TABLES, "embargoed", named=True),
    "surveys:prepare_table": (Address(MEMBERS, lambda world: (world.published.pk, "ods")),),
    "surveys:prepared_table": (Address(frozenset({"region"}), at("published", "prepared"), NOBODY, named=True),),
    "surveys:answers": (
        Address(ANIMATION | {"lead"}, at("survey")),
        Address(ANIMATION | {"lead"}, at("published_survey")),
    ),
    "surveys:answers_table": each(ANIMATION | {"lead"}, ANSWERS, "published_survey", named=True)
    + each(ANIMATION, ANSWERS, "survey", named=True)
    + each(ANIMATION, ANSWERS, "embargoed_survey", named=True),
    "surveys:prepare_answers": (Address(ANIMATION | {"lead"}, lambda world: (world.published_survey.pk, "json")),),
    "surveys:prepared_answers": (Address(ANIMATION, at("published_survey", "prepared_answers"), NOBODY, named=True),),
    "surveys:provisional": (
        Address(ANIMATION, at("survey"), NOBODY),
        Address(ANIMATION, at("published_survey"), NOBODY),
    ),
    "surveys:new_express": (Address(ANIMATION),),
    "surveys:express_result": (Address(NOBODY, at("survey")),),
    # Priorities are not open in the world’s call: themes/tests/test_by_phone.py enters them.
    "telephone:enter": (
        Address(NOBODY, lambda world: ("priorites", world.call.pk)),
        *(
            Address(ANIMATION, lambda world, gesture=gesture, thing=thing: (gesture, getattr(world, thing).pk))
            for gesture, thing in (
                ("dates", "polled"),
                ("presence", "meeting"),
                ("avancement", "action"),
                ("modification", "reread"),
            )
        ),
    ),
    # meetings
    "meetings:meetings": (Address(SIGNED_IN, acts=NOBODY),),
    "meetings:presence_link": (Address(EVERYBODY, presence_token, reveals=frozenset({"convened"})),),
    "meetings:dates_link": (Address(EVERYBODY, dates_token, reveals=frozenset({"asked a date"})),),
    "meetings:guest_link": (Address(EVERYBODY, guest_token, reveals=frozenset({"guest"})),),
    "meetings:guest_calendar": (Address(EVERYBODY, guest_token, NOBODY, reveals=frozenset({"guest"})),),
    "meetings:guest_dossier": each(EVERYBODY, DOCUMENTS, of=guest_token, reveals=frozenset({"guest"})),
    "meetings:meeting": (Address(A_MEETING, at("meeting"), NOBODY), Address(OF_NORMANDIE, at("polled"), NOBODY)),
    "meetings:calendar": (Address(A_MEETING, at("meeting"), NOBODY),),
    "meetings:dossier": each(A_MEETING, DOCUMENTS, "meeting"),
    "meetings:agenda": (Address(ANIMATION, at("meeting")),),
    "meetings:change_point": (Address(ANIMATION, at("meeting", "item")),),
    "meetings:move": (Address(ANIMATION, at("meeting")),),
    "meetings:people": (Address(ANIMATION, at("meeting")),),
    "meetings:withdraw": (Address(ANIMATION, at("meeting", "attendance")),),
    "meetings:remove_guest": (Address(ANIMATION, at("meeting", "guest")),),
    "meetings:convene": (Address(ANIMATION, at("meeting")),),
    "meetings:remind": (Address(ANIMATION, at("polled")),),
    "meetings:cancel": (Address(ANIMATION, at("meeting")),),
    "meetings:open": (Address(ANIMATION, at("meeting")),),
    "meetings:close": (Address(ANIMATION, at("meeting")),),
    "meetings:poll": (Address(OF_NORMANDIE, at("polled"), acts=ANIMATION | {"region"}),),
    "meetings:settle": (
        Address(ANIMATION, lambda world: (world.polled.pk, world.polled.date_poll.options.first().pk)),
    ),
    "meetings:answer": (Address(REGIONS - {"reader"}, at("meeting")),),
    "meetings:write": (Address(REGIONS - {"reader"}, at("meeting")),),
    "meetings:sheet": (Address(ANIMATION, at("meeting")),),
    "meetings:sheet_file": each(ANIMATION, DOCUMENTS, "meeting"),
    # debate
    "debate:debate": (Address(A_MEETING, at("room"), ANIMATION),),
    "debate:read": (Address(ANIMATION, at("room"), query="?line=BRE"),),
    "debate:follow": (Address(A_MEETING, at("room"), NOBODY, query="?depuis=0"),),
    "debate:screen": (Address(A_MEETING, at("room"), NOBODY),),
    "debate:contribute": (Address(REGIONS - {"reader"}, at("room")),),
    "debate:go_to": (Address(ANIMATION, at("room", "point")),),
    "debate:catch": (Address(ANIMATION, at("room")),),
    "debate:change": (Address(ANIMATION, at("room", "line")),),
    "debate:withdraw": (Address(ANIMATION, at("room", "line")),),
    "debate:catch_line": (Address(ANIMATION, at("room", "line")),),
    # outcomes: minutes in draft, minutes open to the changes of those who were convened
    "outcomes:all_minutes": (Address(SIGNED_IN, acts=NOBODY),),
    "outcomes:draft": (Address(ANIMATION, lambda world: (world.minutes.meeting_id,)),),
    "outcomes:minutes": (
        Address(ANIMATION, at("minutes"), NOBODY),
        Address(A_MEETING, at("reread"), NOBODY),
        Address(A_MEETING, at("reread"), NOBODY, query="?depuis=courriel"),
    ),
    "outcomes:conclusions": (Address(ANIMATION, at("minutes"), NOBODY), Address(A_MEETING, at("reread"), NOBODY)),
    "outcomes:document": each(ANIMATION, DOCUMENTS, "minutes") + each(A_MEETING, DOCUMENTS, "reread"),
    "outcomes:conclusions_document": each(ANIMATION, DOCUMENTS, "minutes") + each(A_MEETING, DOCUMENTS, "reread"),
    "outcomes:request_change": (
        Address(ANIMATION, at("minutes")),
        Address(A_MEETING, at("reread"), acts=ANIMATION | REGIONS - {"reader"}),
    ),
    "outcomes:mark_reread": (Address(A_MEETING, at("reread"), acts=frozenset({"lead", "region", "other"})),),
    "outcomes:answer_request": (Address(ANIMATION, at("reread", "request")),),
    "outcomes:open_to_changes": (Address(ANIMATION, at("minutes")),),
    "outcomes:approve": (Address(ANIMATION, at("reread")),),
    "outcomes:send": (Address(ANIMATION, at("reread")),),
    "outcomes:correct": (Address(ANIMATION, at("reread")),),
    "outcomes:recompose": (
        Address(ANIMATION, lambda world: (world.minutes.pk, world.minutes.text.sections.order_by("pk").first().key)),
    ),
    "outcomes:add_decision": (Address(ANIMATION, at("minutes")),),
    "outcomes:remove_decision": (Address(ANIMATION, at("reread", "decision")),),
    "outcomes:add_action": (Address(ANIMATION, at("minutes")),),
    "outcomes:no_action": (Address(ANIMATION, at("minutes")),),
    "outcomes:actions": (Address(SIGNED_IN, acts=NOBODY),),
    "outcomes:actions_table": each(SIGNED_IN, TABLES),
    "outcomes:due_dates": (Address(SIGNED_IN, acts=NOBODY),),
    "outcomes:progress_by_link": (Address(EVERYBODY, progress_token, reveals=frozenset({"owner"})),),
    "outcomes:action": (Address(A_MEETING, at("action"), NOBODY),),
    "outcomes:change_action": (Address(ANIMATION, at("action")),),
    "outcomes:report": (Address(A_MEETING, at("action"), acts=OF_NORMANDIE - {"reader"}),),
    "outcomes:ask": (Address(ANIMATION, at("action")),),
    "outcomes:drop": (Address(ANIMATION, at("action")),),
    "journey:carry_over": (Address(A_MEETING, at("action"), ANIMATION),),
    # the thread read end to end
    "journey:todo": (Address(SIGNED_IN, acts=NOBODY),),
    "journey:exchanges": (Address(SIGNED_IN, acts=NOBODY),),
    "journey:knowledge": (Address(SIGNED_IN, acts=NOBODY),),
    "journey:ending": (Address(SIGNED_IN, acts=NOBODY),),
    "journey:ending_say": (Address(SIGNED_IN, acts=frozenset({"lead", "region", "other", "pole"})),),
    "journey:ending_show": (Address(SIGNED_IN, acts=frozenset({"lead", "region", "other", "pole"})),),
    "journey:ending_hide": (Address(SIGNED_IN, acts=frozenset({"lead", "region", "other", "pole"})),),
    "journey:europe": (Address(SIGNED_IN, acts=NOBODY),),
    "journey:europe_priority": (Address(SIGNED_IN, lambda world: ("pacte-vert",), NOBODY),),
    "journey:europe_document": each(SIGNED_IN, DOCUMENTS, of=lambda world: ("pacte-vert",)),
    "journey:monday": (Address(REGIONS - {"reader"}, acts=NOBODY),),
    "journey:monday_calendar": (Address(REGIONS - {"reader"}, acts=NOBODY),),
    "journey:epci_list": (Address(REGIONS | EPCI, acts=NOBODY),),
    "journey:epci": (Address(BRETAGNE | EPCI, lambda world: ("243500139",), NOBODY),),
    "journey:cockpit": (Address(ANIMATION, acts=NOBODY),),
    "journey:cycle": (Address(MEMBERS, at("cycle"), NOBODY), Address(MEMBERS, at("second_cycle"), NOBODY)),
    "journey:lead": (Address(ANIMATION, at("cycle")),),
    "journey:advance": (Address(MEMBERS, at("second_cycle"), ANIMATION),),
    "journey:draft_note": (Address(MEMBERS, at("second_cycle"), OF_NORMANDIE - {"reader"}),),
    "journey:plan_meeting": (Address(ANIMATION),),
    "journey:refresh_progress": (Address(A_MEETING, at("meeting"), ANIMATION),),
    # personal data
    "privacy:own": (Address(SIGNED_IN, acts=NOBODY),),
    "privacy:own_json": (Address(SIGNED_IN, acts=NOBODY),),
    "privacy:own_ods": (Address(SIGNED_IN, acts=NOBODY),),
    "privacy:people": (Address(ANIMATION, acts=NOBODY),),
    "privacy:somebody": (Address(ANIMATION),),
    "privacy:somebody_ods": (Address(ANIMATION, acts=ANIMATION),),
    "privacy:erase_somebody": (Address(ANIMATION, acts=ANIMATION),),
    "privacy:erase_file": (Address(ANIMATION, lambda world: (StoredFile.objects.first().pk,), acts=ANIMATION),),
    "privacy:erase": (Address(ANIMATION | {"region"}, lambda world: (world.by("region").member_id,)),),
}


def first_guide() -> int:
    return default_guide().pk
