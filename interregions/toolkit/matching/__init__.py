"""What answers what: candidates with their reasons in words, by the criteria a room states. Pure.

No number is shown: whoever reads a candidate reads why it stands there. What was refused stays refused, as the room
that keeps the refusals says.
"""

from interregions.toolkit.matching.criteria import Candidate, Criterion, matched

__all__ = ["Candidate", "Criterion", "matched"]
