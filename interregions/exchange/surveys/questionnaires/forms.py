"""What people type when they write a questionnaire, to clean values."""

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from interregions.common.errors import Refused
from interregions.common.picker import PickingForm, pick_when_long
from interregions.common.seen import seen_field
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.surveys.choices import NamedTo
from interregions.exchange.surveys.questionnaires import kinds
from interregions.exchange.surveys.questionnaires.brought import read_brought
from interregions.exchange.surveys.questionnaires.models import Block, Question, Questionnaire
from interregions.exchange.surveys.questionnaires.queries import questionnaires as queries
from interregions.exchange.surveys.questionnaires.queries import wording as wordings
from interregions.knowledge.observatory.policies.queries.visible import figure_indicators
from interregions.network.models import Member
from interregions.toolkit.forms_elsewhere import ImportedQuestionnaire

LARGEST_FILE = 10 * 1024 * 1024


class CycleField(forms.ModelChoiceField):
    """A cycle by its theme and its responsible region."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.theme.title} ({obj.lead.short_name})"


class NewQuestionnaireForm(PickingForm):
    """A title, a cycle, and whether one starts from the note's questions."""

    title = forms.CharField(label="Titre du questionnaire", max_length=200)
    cycle = CycleField(label="Cycle", queryset=Cycle.objects.none(), required=False, empty_label="Aucun : hors cycle")
    from_note = forms.BooleanField(
        label="Partir des questions de la note d’opportunité",
        required=False,
        help_text="Chacune devient une question, dont vous choisissez ensuite la forme.",
    )

    def __init__(self, *args: Any, member: Member | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["cycle"])
        field.queryset = queries.cycles_to_write_for(member)
        pick_when_long(self, "cycle", among=("theme__title", "lead__short_name"))


class ImportForm(PickingForm):
    """A file written elsewhere."""

    file = forms.FileField(label="Fichier XLSForm", help_text="Un classeur .xlsx ou .xls, 10 Mo au plus.")
    title = forms.CharField(label="Titre", max_length=200, required=False, help_text="Sinon, celui du fichier.")
    cycle = CycleField(label="Cycle", queryset=Cycle.objects.none(), required=False, empty_label="Aucun : hors cycle")
    imported: ImportedQuestionnaire

    def __init__(self, *args: Any, member: Member | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["cycle"])
        field.queryset = queries.cycles_to_write_for(member)
        pick_when_long(self, "cycle", among=("theme__title", "lead__short_name"))

    def clean_file(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > LARGEST_FILE:
            raise forms.ValidationError("Ce fichier dépasse 10 Mo.")
        try:
            self.imported = read_brought(upload.read(), upload.name or "")
        except Refused as refusal:
            raise forms.ValidationError(refusal.reasons) from refusal
        return upload


class SettingsForm(forms.Form):
    title = forms.CharField(label="Titre", max_length=200)
    introduction = forms.CharField(
        label="Introduction",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Lue avant la première question : pourquoi cette enquête, ce qui en sera fait.",
    )
    seen = seen_field()


class BlockForm(forms.Form):
    """A block: one screen for those who answer."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label="Titre de la rubrique", max_length=300)
    help = forms.CharField(label="Aide", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    condition = forms.CharField(
        label="Condition",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "expression", "spellcheck": "false"}),
        help_text="Vide : la rubrique est toujours posée. Exemple : ${budget} = 'yes'",
    )

    def __init__(self, *args: Any, questionnaire: Questionnaire, block: Block | None = None, **kwargs: Any) -> None:
        self.questionnaire, self.block = questionnaire, block
        super().__init__(*args, **kwargs)

    def clean_condition(self) -> str:
        condition = self.cleaned_data["condition"]
        reasons = wordings.reasons_not_to_write_block(
            self.questionnaire.pk, title="x", condition=condition, block=self.block
        )
        if reasons:
            raise forms.ValidationError(reasons)
        return str(condition)

    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("title", "help", "condition")}


class LinesField(forms.CharField):
    """A list typed as lines of text."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 6}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]


class KindSelect(forms.Select):
    """Each kind says which fields of the page it uses: the style sheet hides the others."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        kind = kinds.KINDS.get(str(value))
        option["attrs"] |= {"data-options": True} if kind and kind.has_options else {}
        option["attrs"] |= {"data-writes-options": True} if kind and kind.takes_options else {}
        option["attrs"] |= {"data-rows": True} if kind and kind.has_rows else {}
        return option


class QuestionForm(forms.Form):
    """A question of any kind; what its kind does not use is left aside."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    label = forms.CharField(label="Question", widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label="Forme de la réponse", choices=kinds.choices, widget=KindSelect)
    options = LinesField(
        label="Réponses proposées",
        help_text="Une par ligne. « code | libellé » pour choisir le code que citent les conditions. "
        f"Pour : {kinds.with_written_options()}.",
    )
    rows = LinesField(label="Lignes du tableau", help_text="Une par ligne. Seulement pour un tableau.")
    help = forms.CharField(label="Aide", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    required = forms.BooleanField(label="Réponse attendue pour envoyer", required=False)
    named_to = forms.ChoiceField(
        label="Cercle de diffusion",
        choices=NamedTo.choices,
        help_text="Qui pourra lire la réponse avec le nom de l’organisme. Chacun peut le resserrer, jamais l’élargir.",
    )
    counted = forms.BooleanField(label="Comptée dans les figures de la restitution", required=False)
    condition = forms.CharField(
        label="Condition",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "expression", "spellcheck": "false"}),
        help_text="Quand poser la question. Exemple : ${budget} = 'yes' and ${montant} > 1000",
    )
    constraint = forms.CharField(
        label="Contrainte",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "expression", "spellcheck": "false"}),
        help_text="Ce que la réponse doit respecter ; le point désigne la réponse. Exemple : . >= 0 and . <= 100",
    )
    constraint_message = forms.CharField(
        label="Message si la contrainte n’est pas respectée", required=False, max_length=400
    )
    name = forms.CharField(
        label="Nom dans les conditions", required=False, max_length=80, help_text="Vide : tiré de la question."
    )

    def __init__(
        self, *args: Any, questionnaire: Questionnaire, question: Question | None = None, **kwargs: Any
    ) -> None:
        self.questionnaire, self.question = questionnaire, question
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Every rule of the question, each sentence at its field."""
        if self.errors:
            return self.cleaned_data
        whole = wordings.completed(self.questionnaire.pk, self.question, self.values())
        for field, sentences in wordings.reasons_by_field(self.questionnaire.pk, self.question, whole).items():
            for sentence in sentences:
                self.add_error(field, sentence)
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


class IndicatorForm(forms.Form):
    """What figure of the observatory a question feeds, and of which year."""

    indicator = forms.TypedChoiceField(label="Indicateur", required=False, coerce=int, empty_value=None)
    year = forms.IntegerField(label="Année des chiffres", required=False, min_value=2000, max_value=2100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(each.pk, each.label) for each in figure_indicators()]
        self.fields["indicator"].choices = [("", "Aucun"), *known]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The indicator itself, and the year."""
        chosen = self.cleaned_data["indicator"]
        found = figure_indicators().filter(pk=chosen).first() if chosen else None
        return {"indicator": found, "year": self.cleaned_data["year"]}
