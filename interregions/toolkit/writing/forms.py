"""What the pages of texts send, as clean values."""

from django import forms


class SectionForm(forms.Form):
    """One part in the simple markup, and the revision it was written on."""

    text = forms.CharField(label="Votre texte", required=False, strip=False, max_length=200_000)
    revision = forms.IntegerField(min_value=0)


class SuggestionForm(forms.Form):
    """Another wording of a part."""

    text = forms.CharField(label="Votre rédaction", required=False, strip=False, max_length=200_000)


class MergeForm(forms.Form):
    """The merged text when a part changed since the suggestion was made; nothing otherwise."""

    text = forms.CharField(required=False, strip=False, max_length=200_000)
    revision = forms.IntegerField(min_value=0, required=False)


class CommentForm(forms.Form):
    """A comment on a part, or the answer to another."""

    part = forms.SlugField(required=False)
    answers = forms.IntegerField(required=False)
    words = forms.CharField(label="Votre commentaire", required=False)


class VersionForm(forms.Form):
    """The name of a version to keep."""

    label = forms.CharField(
        label="Nom de cette version",
        required=False,
        max_length=160,
        help_text="Par exemple «\u202favant la relecture de la Région\u202f».",
    )
