"""Every read of the pôles and clusters."""
