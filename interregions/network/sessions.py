"""Django’s sessions in the database, read by a query that is compiled once: every page asks it."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField, QuerySet
from django.utils import timezone

from interregions.common.prepared import Given, PreparedQuery


def _session_kept() -> QuerySet[Session]:
    key, now = Given("key", CharField()), Given("now", DateTimeField())
    return Session.objects.filter(session_key=key, expire_date__gt=now)


_KEPT = PreparedQuery(_session_kept)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        """What Django asks of its own: the row, or nothing and a session without a key."""
        found = _KEPT.read(key=self.session_key or "", now=timezone.now())
        if not found:
            self._session_key = None
        return found[0] if found else None
