"""Every write of the pôles and clusters."""
