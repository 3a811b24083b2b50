"""Fields that hold an address: as it is typed, and as it is compared."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from interregions.common.addresses import normal_address, reasons_not_to_take_address


class AddressKeyField(models.CharField):
    """The address of another field as it is compared, kept by every save, in bulk or not; indexed."""

    def __init__(self, *args: Any, of: str = "email", **kwargs: Any) -> None:
        self.of = of
        options = {"max_length": 320, "default": "", "blank": True, "editable": False, "db_index": True}
        super().__init__(*args, **{**options, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = normal_address(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, key)
        return key

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class AddressField(forms.EmailField):
    """An address typed by hand: one that could pass for another is refused where it is typed."""

    def run_validators(self, value: Any) -> None:
        super().run_validators(value)
        if reasons := reasons_not_to_take_address(str(value)):
            raise ValidationError(reasons)
