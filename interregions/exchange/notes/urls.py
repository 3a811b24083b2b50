"""/guides-interview/, /interviews/ and /notes/."""

from django.urls import path

from interregions.exchange.notes.views import guides, interviews, notes, signing

app_name = "notes"
urlpatterns = [
    path("guides-interview/", guides.guides, name="guides"),
    path("guides-interview/nouveau/", guides.new_guide, name="new_guide"),
    path("guides-interview/<int:guide_id>/", guides.guide, name="guide"),
    path("interviews/nouvelle/<int:cycle_id>/", interviews.new_interview, name="new_interview"),
    path("interviews/preparer/<int:cycle_id>/", interviews.prepare, name="prepare_interview"),
    path("interviews/<int:interview_id>/", interviews.interview, name="interview"),
    path("interviews/<int:interview_id>/modifier/", interviews.change, name="change_interview"),
    path("interviews/<int:interview_id>/reponses/<int:answer_id>/", interviews.answer, name="answer"),
    path("interviews/<int:interview_id>/fichier/", interviews.attachment, name="attachment"),
    path("notes/", notes.notes, name="notes"),
    path("notes/<int:note_id>/", notes.note, name="note"),
    path("notes/<int:note_id>/questions/", notes.questions, name="questions"),
    path("notes/<int:note_id>/references/", notes.references, name="references"),
    path("notes/<int:note_id>/references/<int:reference_id>/retirer/", notes.remove, name="remove_reference"),
    path("notes/<int:note_id>/references/<int:reference_id>/fichier/", notes.annex, name="annex"),
    path("notes/<int:note_id>/commentaires/", notes.comments, name="comments"),
    path("notes/<int:note_id>/document.<str:format>", notes.document, name="document"),
    path("notes/<int:note_id>/visa/", signing.visa, name="visa"),
    path("notes/<int:note_id>/signer/", signing.sign, name="sign"),
    path("notes/<int:note_id>/rouvrir/", signing.reopen, name="reopen"),
]
