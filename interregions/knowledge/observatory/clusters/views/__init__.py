"""Pages of the pôles and clusters."""
