"""What the visibility sweep is made of: a small fixed world, the table of addresses, and how each answer is read."""
