"""Addresses of conventions and of what is public."""

from django.urls import path

from interregions.knowledge.observatory.clusters.views import conventions, published

urlpatterns = [
    path("observatoire/conventions/", conventions.conventions, name="conventions"),
    path("observatoire/conventions/liste.<str:format>", conventions.conventions_file, name="conventions_file"),
    path("observatoire/conventions/documents.ics", conventions.documents_calendar, name="documents_calendar"),
    path("observatoire/conventions/nouvelle/", conventions.enter_convention, name="enter_convention"),
    path("observatoire/conventions/<int:pk>/", conventions.convention, name="convention"),
    path("observatoire/conventions/<int:pk>/modifier/", conventions.write_convention, name="write_convention"),
    path("observatoire/conventions/<int:pk>/financeurs/", conventions.add_funder, name="add_funder"),
    path("observatoire/conventions/<int:pk>/documents/", conventions.ask_document, name="ask_document"),
    path("observatoire/conventions/<int:pk>/montrer/", conventions.show_amounts, name="show_amounts"),
    path("observatoire/documents/<int:pk>/envoye/", conventions.send_document, name="send_document"),
    path("observatoire/documents/<int:pk>/recu/", conventions.receive_document, name="receive_document"),
    path("observatoire/documents/<int:pk>/reprendre/", conventions.take_back_document, name="take_back_document"),
    path("observatoire/documents/<int:pk>/retirer/", conventions.withdraw_document, name="withdraw_document"),
    path("observatoire/publie/", published.published, name="published"),
    path("observatoire/publie/<int:pk>/confirmer/", published.confirm_line, name="confirm_line"),
    path("observatoire/publie/<int:pk>/ecarter/", published.discard_line, name="discard_line"),
    path("observatoire/publie/<int:pk>/reprendre/", published.take_back_line, name="take_back_line"),
    path("observatoire/publie/pole/<int:pk>/confirmer/", published.confirm_lines_of, name="confirm_lines_of"),
]
