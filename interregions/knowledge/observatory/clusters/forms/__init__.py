"""What the pages of pôles and clusters send, as clean values."""
