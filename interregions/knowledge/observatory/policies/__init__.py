"""What each Région does for its pôles: indicators, readings, agreements to show."""
