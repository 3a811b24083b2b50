"""Addresses of the policies."""

from django.urls import path

from interregions.knowledge.observatory.policies.views import comparing, readings, sheets

urlpatterns = [
    path("observatoire/", comparing.observatory, name="observatory"),
    path("observatoire/tableau.<str:format>", comparing.comparison_table, name="comparison_table"),
    path("observatoire/page.<str:format>", comparing.comparison_document, name="comparison_document"),
    path("observatoire/accords/", comparing.agreements, name="agreements"),
    path("observatoire/montrer/<slug:code>/", comparing.show_indicator, name="show_indicator"),
    path("observatoire/ne-plus-montrer/<slug:code>/", comparing.stop_showing, name="stop_showing"),
    path("observatoire/chiffres/a-confirmer/", readings.readings_to_confirm, name="readings_to_confirm"),
    path("observatoire/chiffres/<int:reading_id>/confirmer/", readings.confirm_reading, name="confirm_reading"),
    path("observatoire/chiffres/<int:reading_id>/contester/", readings.contest_reading, name="contest_reading"),
    path("observatoire/chiffres/<int:reading_id>/ecarter/", readings.discard_reading, name="discard_reading"),
    path("observatoire/chiffres/<int:reading_id>/reprendre/", readings.take_back_reading, name="take_back_reading"),
    path("observatoire/chiffres/<int:reading_id>/corriger/", readings.correct_reading, name="correct_reading"),
    path("observatoire/regions/<int:organisation_id>/<int:year>/", sheets.region_sheet, name="region_sheet"),
    path("observatoire/regions/<int:organisation_id>/<int:year>/mots/", sheets.write_policy, name="write_policy"),
    path(
        "observatoire/regions/<int:organisation_id>/<int:year>/chiffres/<slug:code>/",
        readings.enter_reading,
        name="enter_reading",
    ),
    path(
        "observatoire/regions/<int:organisation_id>/<int:year>/reponse/<slug:code>/",
        sheets.write_reply,
        name="write_reply",
    ),
]
