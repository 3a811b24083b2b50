"""A question put to an organisation or a person on a day, once or at intervals, answered by a link."""
