"""What can be wrong with a request. Each error knows its HTTP status; its words come from `data/web/errors.yml`."""

from dataclasses import asdict
from typing import Any, Dict, Mapping, Optional

from content.web import error_messages, safety


class ApiError(Exception):
    """A request that cannot be answered. `code` is stable and documented; `status` is the HTTP status."""

    code = "bad_request"
    status = 400

    def body(self) -> Dict[str, Any]:
        """The answer's JSON."""
        return {"error": {"code": self.code, "message": error_messages()[self.code]}}

    def headers(self) -> Mapping[str, str]:
        """Headers that belong to this error."""
        return {}


class BadRequest(ApiError):
    """The body is not what `openapi.yaml` describes."""


class BadIdempotencyKey(ApiError):
    """The header `Idempotency-Key` is missing or is no UUID."""

    code = "idempotency_key_invalid"


class SessionInvalid(ApiError):
    """The token is missing, forged or not ours."""

    code, status = "session_invalid", 401


class SessionExpired(ApiError):
    """The token is too old, or its conversation was forgotten."""

    code, status = "session_expired", 401


class OriginNotAllowed(ApiError):
    """A browser asks for a page of a website that is not on the list."""

    code, status = "origin_not_allowed", 403


class NotFound(ApiError):
    """There is nothing at this address."""

    code, status = "not_found", 404


class AnswerUnknown(ApiError):
    """The answer was not given in this session."""

    code, status = "answer_unknown", 404


class MethodNotAllowed(ApiError):
    """There is something at this address, for another HTTP method."""

    code, status = "method_not_allowed", 405


class IdempotencyKeyReused(ApiError):
    """The key came before, with another message."""

    code, status = "idempotency_key_reused", 409


class RequestTooLarge(ApiError):
    """The body is longer than the limit."""

    code, status = "request_too_large", 413


class NotJson(ApiError):
    """The content type is not `application/json`."""

    code, status = "not_json", 415


class TextTooLong(ApiError):
    """The text has more characters than the limit, once normalised."""

    code, status = "text_too_long", 422


class TextUnreadable(ApiError):
    """The text holds NUL, another control character or half a surrogate pair."""

    code, status = "text_unreadable", 422


class ChoiceUnknown(ApiError):
    """The token of a choice was not handed out in this session."""

    code, status = "choice_unknown", 422


class TooManyRequests(ApiError):
    """More requests than the limit; `seconds` until the next is taken."""

    code, status = "too_many_requests", 429

    def __init__(self, seconds: int = 1) -> None:
        super().__init__()
        self.seconds = seconds

    def headers(self) -> Mapping[str, str]:
        """When to come back."""
        return {"Retry-After": str(self.seconds)}


class Unavailable(ApiError):
    """Rasa, an action or the store failed. The body says whom to call in an emergency in `country` (ISO code)."""

    code, status = "unavailable", 503

    def __init__(self, country: Optional[str] = None) -> None:
        super().__init__()
        self.country = country

    def body(self) -> Dict[str, Any]:
        """The error with the safety text beside it."""
        advice = safety(self.country)
        numbers = [asdict(number) for number in advice.numbers]
        return {**super().body(), "safety": {"text": advice.text, "numbers": numbers}}

    def headers(self) -> Mapping[str, str]:
        """When to try again."""
        return {"Retry-After": "5"}
