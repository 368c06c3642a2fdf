"""Sessions as Django keeps them in the database; the reading, which every page does, is ours."""

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from requests_app.queries.prepared import read_prepared

STORED = "SELECT session_data FROM django_session WHERE session_key = $1 AND expire_date > $2"


class SessionStore(db.SessionStore):
    """Reads a session with a statement that is planned once a connection."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; nothing, and no key, where it is unknown or has ended."""
        stored = read_prepared(STORED, "text, timestamptz", self.session_key, timezone.now())
        if not stored:
            self._session_key = None
            return {}
        ((data,),) = stored
        return dict(self.decode(data))
