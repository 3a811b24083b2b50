"""/reseau/ecrire/, /reseau/lettres/, /reseau/mises-en-relation/ and /animation/ecrire/"""

from django.urls import path

from interregions.toolkit.introductions import views

app_name = "introductions"
urlpatterns = [
    path("reseau/ecrire/<int:mandate_id>/", views.write, name="write"),
    path("reseau/lettres/", views.letters, name="letters"),
    path("reseau/lettres/<int:letter_id>/", views.letter, name="letter"),
    path("reseau/mises-en-relation/", views.introductions, name="introductions"),
    path("reseau/mises-en-relation/demander/", views.ask, name="ask"),
    path("reseau/mises-en-relation/proposer/", views.propose, name="propose"),
    path("reseau/mises-en-relation/reponse/<str:token>/", views.answer_by_link, name="answer_by_link"),
    path("reseau/mises-en-relation/<int:introduction_id>/", views.introduction, name="introduction"),
    path("reseau/mises-en-relation/<int:introduction_id>/transmettre/", views.name_other, name="name_other"),
    path("reseau/mises-en-relation/<int:introduction_id>/sans-suite/", views.leave_aside, name="leave_aside"),
    path("reseau/mises-en-relation/<int:introduction_id>/repondre/", views.answer, name="answer"),
    path("animation/ecrire/", views.circular, name="circular"),
]
