"""Every write of offers, needs, and of the shared calendar."""
