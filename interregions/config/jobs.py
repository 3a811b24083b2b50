"""Every kind of long work, by the name its row carries, and what the clock starts."""

# kind → function(arguments, report) -> result address or None, called by the worker; each may run twice without harm.
JOBS: dict[str, str] = {
    "outcomes.send_minutes": "interregions.exchange.outcomes.jobs.send_minutes",
    "meetings.write_messages": "interregions.exchange.meetings.jobs.write_messages",
    "surveys.invite": "interregions.exchange.surveys.jobs.invite",
    "themes.announce_call": "interregions.exchange.themes.jobs.announce_call",
}

# function() called every minute by the worker; each finds in the rows what is due and may run twice without harm.
EVERY_MINUTE: tuple[str, ...] = (
    "interregions.exchange.outcomes.jobs.ask_due_progress",
    "interregions.exchange.notes.jobs.align_all_rights",
    "interregions.exchange.surveys.jobs.send_due_reminders",
    "interregions.privacy.jobs.forget_in_time",
    "interregions.toolkit.jobs.jobs.pick_up",
    "interregions.toolkit.mail.jobs.send_due",
    "interregions.toolkit.live.jobs.forget_old_events",
    "interregions.toolkit.approvals.jobs.send_due_reminders",
)

# Reference.kind → function(approval) called in the transaction when a visa on such a thing is decided or withdrawn.
VISA_LISTENERS: dict[str, str] = {
    "notes.note": "interregions.exchange.notes.services.visa_decided",
    "surveys.response": "interregions.exchange.surveys.services.submission.visa_decided",
}

# Reference.kind → function(approval, member): whether somebody of the organisation that asked reads the whole content.
VISA_READERS: dict[str, str] = {
    "surveys.response": "interregions.exchange.surveys.queries.responses.reads_visa",
}

# Reference.kind → function(approval): the files joined to the thing, which the person asked opens by the same link.
VISA_FILES: dict[str, str] = {
    "notes.note": "interregions.exchange.notes.queries.visa_files",
}

# Reference.kind → function(approval): the last day on which the visa is of use; None when there is none.
VISA_DATES: dict[str, str] = {
    "surveys.response": "interregions.exchange.surveys.queries.responses.visa_useful_until",
}
