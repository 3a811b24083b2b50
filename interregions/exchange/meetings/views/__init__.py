"""Pages of the room: reading, preparing, taking part."""
