"""Pages of the room: calls, themes, choices and results."""
