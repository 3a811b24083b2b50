"""Addresses of the door."""

from django.urls import path

from interregions.reception.views import contacts, entrance, passkeys, people, sessions

app_name = "reception"
urlpatterns = [
    path("", entrance.welcome, name="welcome"),
    path("entrer/", entrance.enter, name="enter"),
    path("entrer/code/", entrance.code, name="code"),
    path("entrer/qui/", entrance.who, name="who"),
    path("entrer/lien/<str:token>/", entrance.by_link, name="by_link"),
    path("entrer/courrier/<str:token>/", entrance.by_letter, name="by_letter"),
    path("entrer/cle/", passkeys.enter_by_key, name="enter_by_key"),
    path("entrer/cle/demander/", passkeys.ask_entrance, name="ask_entrance"),
    path("entrer/distribution/", entrance.cast, name="cast"),
    path("entrer/distribution/<int:pk>/", entrance.enter_as_cast, name="enter_as_cast"),
    path("quitter/", entrance.leave, name="leave"),
    path("mes-sessions/", sessions.sessions, name="sessions"),
    path("mes-sessions/<int:pk>/fermer/", sessions.end_session, name="end_session"),
    path("mes-sessions/autres/fermer/", sessions.end_other_sessions, name="end_other_sessions"),
    path("mes-sessions/cles/demander/", passkeys.ask_new_key, name="ask_new_key"),
    path("mes-sessions/cles/ajouter/", passkeys.add_key, name="add_key"),
    path("mes-sessions/cles/<int:pk>/retirer/", passkeys.remove_key, name="remove_key"),
    path("agir-pour/", entrance.act_for, name="act_for"),
    path("invitations/", people.invitations, name="invitations"),
    path("invitations/nouvelle/", people.invite, name="invite"),
    path("invitations/pole/", people.bring_in_cluster, name="bring_in_cluster"),
    path("invitations/personnes/", contacts.people_to_invite, name="people_to_invite"),
    path("invitations/personnes/preparer/", contacts.prepare, name="prepare_people"),
    path("invitations/personnes/inviter/", contacts.invite_people, name="invite_people"),
    path("invitations/personnes/<int:pk>/retirer/", contacts.remove_person, name="remove_person"),
    path("invitations/<int:pk>/renvoyer/", people.resend, name="resend"),
    path("invitations/<int:pk>/retirer/", people.withdraw, name="withdraw"),
    path("invitations/accepter/<str:token>/", people.accept, name="accept"),
    path("invitations/organisme/<int:organisation_id>/", people.people, name="people"),
    path("invitations/fin/<int:pk>/", people.end, name="end"),
    path("invitations/relais/<int:pk>/", people.hand_over, name="hand_over"),
    path("invitations/suppleance/<int:pk>/", people.deputy, name="deputy"),
]
