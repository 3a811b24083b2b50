"""What is written of priorities and of what a Région will do next."""
