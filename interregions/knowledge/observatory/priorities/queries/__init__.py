"""What is read of priorities and of what a Région will do next."""
