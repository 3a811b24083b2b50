"""/questions/"""

from django.urls import path

from interregions.toolkit.asking import views

app_name = "asking"
urlpatterns = [
    path("questions/<int:ask_id>/", views.ask, name="ask"),
    path("questions/reponse/<str:token>/", views.answer_by_link, name="answer_by_link"),
]
