"""Pages of step 2, by noun; each module exposes its ``patterns``."""
