from interregions.exchange.surveys.questionnaires.tests.kinds.example import Example

# A file comes beside the words: surveys/tests/test_kinds.py sends it.
EXAMPLE = Example(typed=[], words="note.txt", cell="note.txt", other=[])
