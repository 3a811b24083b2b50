"""Pôles and clusters: profile, labels, conventions, European projects."""
