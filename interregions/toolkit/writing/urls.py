"""/textes/: parts, comments, suggestions and versions of any text, for whoever the room granted it to."""

from django.urls import path

from interregions.toolkit.writing import views

app_name = "writing"
urlpatterns = [
    path("textes/<int:text_id>/parties/<slug:key>/", views.save_section, name="section"),
    path("textes/<int:text_id>/parties/<slug:key>/proposer/", views.suggest, name="suggest"),
    path("textes/<int:text_id>/commentaires/", views.comment, name="comments"),
    path("textes/<int:text_id>/commentaires/<int:comment_id>/regler/", views.resolve, name="resolve"),
    path("textes/<int:text_id>/propositions/<int:suggestion_id>/prendre/", views.take, name="take"),
    path("textes/<int:text_id>/propositions/<int:suggestion_id>/laisser/", views.decline, name="decline"),
    path("textes/<int:text_id>/versions/", views.versions, name="versions"),
    path("textes/<int:text_id>/versions/<int:number>/", views.version, name="version"),
    path("textes/<int:text_id>/versions/<int:number>/reprendre/", views.restore, name="restore"),
    path("textes/<int:text_id>/versions/<int:first>/<int:second>/", views.differences, name="differences"),
]
