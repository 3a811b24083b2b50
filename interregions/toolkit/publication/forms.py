"""What is chosen when a thing is opened."""

from django import forms

from interregions.toolkit.publication.choices import Circle


class OpeningForm(forms.Form):
    to = forms.ChoiceField(label="Cercle", choices=Circle.choices)
    until = forms.DateField(label="Jusqu’au", required=False)
