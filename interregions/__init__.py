"""Cluster's InterRégions & Co: the thread that runs from a theme to the next meeting's first item."""

__version__ = "0.1.0"
