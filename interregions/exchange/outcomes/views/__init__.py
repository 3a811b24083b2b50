"""Pages of the room, by noun: minutes read, minutes written, actions, links."""
