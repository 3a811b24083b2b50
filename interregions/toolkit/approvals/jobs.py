"""What the clock does for visas."""

from interregions.toolkit.approvals import services


def send_due_reminders() -> None:
    """Remind those whose visa is awaited."""
    services.send_due_reminders()
