"""What the clock does for the outbox."""

from interregions.toolkit.mail import sending


def send_due() -> None:
    """Send what is due, and settle what a dead worker left in flight."""
    sending.send_due()
