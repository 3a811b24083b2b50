"""``interregions import_questionnaire FILE.xlsx``: an XLSForm written elsewhere becomes a questionnaire in writing."""

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from interregions.common.errors import Refused
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.surveys.questionnaires.brought import read_brought
from interregions.exchange.surveys.questionnaires.services.importing import create_from_import
from interregions.toolkit.forms_elsewhere import ImportedQuestionnaire, Line, NotAnXLSForm
from interregions.toolkit.forms_elsewhere.opening import bytes_of

WORDS = {"kept": "gardé", "changed": "changé", "refused": "refusé"}
REFUSED_EXIT = 2


class Command(BaseCommand):
    help = (
        "Importe un questionnaire XLSForm (.xlsx) dans un questionnaire en rédaction, avec un compte rendu par ligne."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE.xlsx")
        parser.add_argument("--cycle", type=int, metavar="ID", help="cycle du questionnaire ; aucun par défaut")
        parser.add_argument("--title", default="", help="titre, au lieu de celui du fichier")
        parser.add_argument("--check", action="store_true", help="lit et rend compte, n’écrit rien")
        parser.add_argument("--json", action="store_true", help="rend compte en JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            imported = read_brought(bytes_of(Path(options["file"])), options["file"])
        except NotAnXLSForm as refusal:
            self.refuse(str(refusal))
        except Refused as refusal:
            self.refuse(" ".join(refusal.reasons))
        summary = imported.summary()
        if not options["check"]:
            summary["questionnaire"] = self.write(imported, options)
        if options["json"]:
            self.stdout.write(json.dumps(summary, ensure_ascii=False, indent=2))
        else:
            self.report(imported, summary)

    def write(self, imported: ImportedQuestionnaire, options: dict[str, Any]) -> int:
        cycle = None
        try:
            if options["cycle"] is not None:
                cycle = Cycle.objects.filter(pk=options["cycle"]).first()
                if cycle is None:
                    self.refuse(f"Aucun cycle ne porte le numéro {options['cycle']}.")
            questionnaire = create_from_import(
                imported=imported, title=options["title"], cycle=cycle, filename=Path(options["file"]).name
            )
        except Refused as refusal:
            self.refuse(" ".join(refusal.reasons))
        except (DatabaseError, OverflowError):
            self.refuse(
                "La base de données n’a pas pu recevoir ce questionnaire. Est-elle à jour (interregions migrate) ?"
            )
        return questionnaire.pk

    def report(self, imported: ImportedQuestionnaire, summary: dict[str, Any]) -> None:
        self.stdout.write(f"« {imported.title} »")
        for line in imported.report:
            self.stdout.write(sentence_of(line))
        counts = {kind: sum(line.kind == kind for line in imported.report) for kind in WORDS}
        told = ", ".join(f"{count} {WORDS[kind]}(s)" for kind, count in counts.items())
        self.stdout.write(f"{len(imported.questions)} question(s) en {len(imported.blocks)} rubrique(s) : {told}.")
        if "questionnaire" in summary:
            self.stdout.write(f"Questionnaire en rédaction : /questionnaires/{summary['questionnaire']}/")
        else:
            self.stdout.write("Rien n’a été écrit.")

    def refuse(self, sentence: str) -> NoReturn:
        """One sentence on stderr, exit code 2."""
        self.stderr.write(" ".join(sentence.split()), self.style.NOTICE)
        sys.exit(REFUSED_EXIT)


def sentence_of(line: Line) -> str:
    """« survey, ligne 12, refusé : … »."""
    return f"{line.sheet}, ligne {line.row}, {WORDS[line.kind]} : {line.sentence}"
