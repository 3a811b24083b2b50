"""The states of a message and the kinds one may stop."""

from interregions.common.labelled import Labelled


class MessageStatus(Labelled):
    QUEUED = "queued", "À envoyer"
    SENDING = "sending", "En cours d’envoi"
    SENT = "sent", "Envoyé"
    FAILED = "failed", "Refusé"
    DOUBTFUL = "doubtful", "Envoi incertain"
    KEPT = "kept", "À lire sur place"
    WITHDRAWN = "withdrawn", "Retiré"


# What a person can have read, as far as we know: sent, or kept on the spot by a demonstration.
LEFT = (MessageStatus.SENT, MessageStatus.KEPT)
# What nobody receives.
NEVER_LEAVES = (MessageStatus.FAILED, MessageStatus.WITHDRAWN)


class MailKind(Labelled):
    """What a person may stop receiving; every other message answers a duty or a gesture of the person."""

    REMINDERS = "reminders", "Relances et rappels"
    DIGEST = "digest", "Nouvelles du réseau"
    LETTERS = "letters", "Lettres des membres du réseau"
