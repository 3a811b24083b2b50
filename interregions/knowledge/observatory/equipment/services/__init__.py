"""Every write of equipment, competences and requests of access."""
