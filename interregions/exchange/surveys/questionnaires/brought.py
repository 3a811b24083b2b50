"""A questionnaire brought as a file, read in a process of its own."""

from dataclasses import asdict
from pathlib import PurePosixPath

from interregions.exchange.surveys.questionnaires.services.importing import kinds_here
from interregions.toolkit.files.apart import Limits, read_apart
from interregions.toolkit.forms_elsewhere import ImportedQuestionnaire
from interregions.toolkit.forms_elsewhere.uploads import from_words

READER = "interregions.toolkit.forms_elsewhere.uploads:words_of"
LIMITS = Limits(seconds=20, memory_mb=768)


def read_brought(content: bytes, name: str) -> ImportedQuestionnaire:
    """The questionnaire of a file; Refused with a sentence whatever it holds."""
    last = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    here = {code: asdict(kind) for code, kind in kinds_here().items()}
    return from_words(read_apart(content, READER, LIMITS, extension=last, here=here))
