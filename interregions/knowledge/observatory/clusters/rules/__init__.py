"""What may be done with a profile, a figure, a project, and why not. Pure."""
