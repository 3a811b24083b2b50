"""A list brought from the command line: read, told by line, taken whole or not at all."""

import sys
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils.timezone import localdate

from interregions.common.errors import Refused
from interregions.common.importing import Column, Importer
from interregions.common.rooms import importers
from interregions.network.models import Mandate
from interregions.network.queries import facilitators, members_at, standing_of
from interregions.toolkit.imports import queries, services
from interregions.toolkit.imports.choices import State, Verdict
from interregions.toolkit.imports.models import Import

REFUSED_EXIT = 2


class BringCommand(BaseCommand):
    """A subclass names the ``kind`` of its list; whatever may be said once, with the file, is an option."""

    kind: ClassVar[str]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--source", default="", help="d’où vient la liste ; le nom du fichier par défaut")
        parser.add_argument("--given-on", type=date.fromisoformat, help="jour de la liste (2026-11-30)")
        parser.add_argument("--as", dest="email", default="", help="adresse de qui l’apporte")
        parser.add_argument("--check", action="store_true", help="dit ce que la liste ferait, et n’écrit rien")
        for column in self._said_once():
            parser.add_argument(f"--{column.name}", default="", help=f"{column.label}, pour toutes les lignes")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            with transaction.atomic():
                brought = self._bring(path, options)
                if brought.status == State.UNMAPPED:
                    raise Refused("Les titres de colonnes n’ont pas été reconnus : dites-les une fois, sur la page.")
                self._tell(brought)
                if options["check"]:
                    transaction.set_rollback(True)
                    self.stdout.write("Rien n’a été écrit.")
                else:
                    self.stdout.write(services.take_import(brought=brought, by=brought.brought_by, at_once=True))
        except Refused as refusal:
            self._refuse(" ".join(refusal.reasons))

    def _bring(self, path: Path, options: dict[str, Any]) -> Import:
        if not path.is_file():
            self._refuse(f"{path} n’est pas un fichier.")
        importer = importers()[self.kind]
        if path.stat().st_size > importer.most_mb * 1024 * 1024:
            self._refuse(f"{path.name} pèse plus de {importer.most_mb} Mo.")
        return services.bring_file(
            importer=importer,
            content=path.read_bytes(),
            name=path.name,
            source=options["source"] or path.name,
            given_on=options["given_on"] or localdate(),
            by=self._mandate(options["email"], importer),
            at_once=True,
            for_all={column.name: options[column.name] for column in self._said_once() if options[column.name]},
        )

    def _tell(self, brought: Import) -> None:
        rows = list(brought.rows.all())
        for row in rows:
            if row.verdict == Verdict.REFUSED:
                self.stdout.write(f"Ligne {row.line}, refusée : {' '.join(row.reasons)}")
        counts = [(sum(row.verdict == each for row in rows), each.label) for each in Verdict]
        self.stdout.write(f"{len(rows)} lignes : {', '.join(f'{count} {label}' for count, label in counts)}.")

    def _mandate(self, email: str, importer: Importer) -> Mandate:
        """Who brings it: the person named, who may; or the only one who facilitates."""
        held = [each for member in members_at(email) for each in standing_of(member).mandates] if email else []
        mandates = [each for each in held if queries.brings(each, importer)] if email else list(facilitators())
        if not mandates:
            nobody = "Personne n’anime encore ce réseau."
            self._refuse("Personne, à cette adresse, n’apporte une telle liste." if email else nobody)
        if len({each.member_id for each in mandates}) > 1:
            self._refuse("Plusieurs personnes animent ce réseau : dites laquelle apporte la liste (--as ADRESSE).")
        return mandates[0]

    def _said_once(self) -> list[Column]:
        return [column for column in importers()[self.kind].columns if column.for_all]

    def _refuse(self, sentence: str) -> NoReturn:
        self.stderr.write(" ".join(sentence.split()), self.style.NOTICE)
        sys.exit(REFUSED_EXIT)
