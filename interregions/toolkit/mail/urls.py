"""/courrier/ and /animation/envois/"""

from django.urls import path

from interregions.toolkit.mail import views

app_name = "mail"
urlpatterns = [
    path("courrier/", views.inbox, name="inbox"),
    path("courrier/<int:message_id>/", views.message, name="message"),
    path("courrier/ne-plus-recevoir/<str:token>/", views.stop, name="stop"),
    path("animation/lettres/<str:kind>/<str:about>/", views.letter, name="letter"),
    path("animation/envois/", views.sendings, name="sendings"),
    path("animation/envois/<int:message_id>/renvoyer/", views.resend, name="resend"),
]
