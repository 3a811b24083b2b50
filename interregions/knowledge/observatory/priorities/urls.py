"""Addresses of priorities."""

from django.urls import path

from interregions.knowledge.observatory.priorities.views import priorities

urlpatterns = [
    path("observatoire/priorites/", priorities.priorities, name="priorities"),
    path("observatoire/priorites/ecrire/", priorities.write, name="write_priority"),
    path("observatoire/priorites/<int:pk>/", priorities.priority, name="priority"),
    path("observatoire/priorites/<int:pk>/ecrire/", priorities.rewrite, name="rewrite_priority"),
    path("observatoire/priorites/<int:pk>/listes/", priorities.code, name="code_priority"),
    path("observatoire/priorites/<int:pk>/retirer/", priorities.withdraw, name="withdraw_priority"),
    path("observatoire/priorites/<int:pk>/servir/", priorities.serve, name="serve_priority"),
    path("observatoire/priorites/<int:pk>/ne-plus-servir/", priorities.serve_no_more, name="serve_no_more"),
]
