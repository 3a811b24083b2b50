"""The directory as a table to take away."""

from django.db.models import QuerySet

from interregions.network.models import Organisation

HEADER = ("Organisme", "Nom court", "Nature", "Collège", "SIREN", "Personnes habilitées")


def directory_rows(organisations: QuerySet[Organisation]) -> list[tuple[str | int, ...]]:
    """One row for each organisation; no person's name leaves by this door."""
    return [
        (
            organisation.name,
            organisation.short_name,
            organisation.get_kind_display(),
            organisation.get_college_display(),
            organisation.siren,
            len(organisation.current_mandates),  # type: ignore[attr-defined]
        )
        for organisation in organisations
    ]
