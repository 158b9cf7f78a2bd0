"""Sessions: issued by the server, signed, and nobody can name another's."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Optional

import jwt

from channels.web.errors import SessionExpired, SessionInvalid

ID_BYTES = 16
# Tokens whose signature need not be checked again.
TOKENS_REMEMBERED = 4096
_ALGORITHM = "HS256"
_AUDIENCE = "web"


@dataclass(frozen=True)
class Session:
    """One person's chat on one page. `sender` is who they are for Rasa; it cannot be guessed without the token.

    `country` is the ISO code that the page gave when the session began.
    """

    id: str
    sender: str
    expires_at: datetime
    country: Optional[str] = None


class Sessions:
    """Issues sessions as signed tokens and reads them back. Nothing is stored, so a restart ends no session."""

    def __init__(self, key: bytes, hours: float) -> None:
        self._key = key
        self._lifetime = timedelta(hours=hours)
        self._signed = lru_cache(TOKENS_REMEMBERED)(self._verified)

    def new(self, country: Optional[str] = None) -> Session:
        """A session with a fresh random id of 128 bits."""
        expires_at = datetime.now(timezone.utc).replace(microsecond=0) + self._lifetime
        return self._session(secrets.token_hex(ID_BYTES), expires_at, country)

    def token(self, session: Session) -> str:
        """What the page keeps and sends with each request."""
        claims = {"aud": _AUDIENCE, "sid": session.id, "exp": session.expires_at}
        if session.country:
            claims["country"] = session.country
        return jwt.encode(claims, self._key, algorithm=_ALGORITHM)

    def read(self, token: str) -> Session:
        """The session of a token.

        Raises:
            SessionInvalid: the token is not one of ours.
            SessionExpired: it is, and too old.
        """
        session = self._signed(token)
        if session.expires_at <= datetime.now(timezone.utc):
            raise SessionExpired
        return session

    def _verified(self, token: str) -> Session:
        required = ["aud", "exp", "sid"]
        try:
            claims = jwt.decode(
                token,
                self._key,
                algorithms=[_ALGORITHM],
                audience=_AUDIENCE,
                options={"require": required, "verify_exp": False},  # `read` looks at its end each time
            )
        except (jwt.InvalidTokenError, ValueError) as error:
            raise SessionInvalid from error
        return self._session(claims["sid"], datetime.fromtimestamp(claims["exp"], timezone.utc), claims.get("country"))

    def _session(self, id: str, expires_at: datetime, country: Optional[str]) -> Session:
        sender = hmac.digest(self._key, b"sender:" + id.encode(), hashlib.sha256).hex()[: 2 * ID_BYTES]
        return Session(id, f"web-{sender}", expires_at, country)
