"""Every read of equipment, competences and requests of access."""
