"""Random gestures of random people through the services, and what the pages say after each."""
