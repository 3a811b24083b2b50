"""What ``make bench`` measures, each with what it is compared to: see README.md."""
