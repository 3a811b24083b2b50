"""Every read of offers, needs, what came of them, and of the shared calendar."""
