"""What may be done with a value, which values may be compared, and what each Région reads of the others. Pure."""
