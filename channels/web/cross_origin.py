"""Which websites may use the API from a browser, and the headers that keep everything else out."""

from typing import Collection, Dict, Optional

ALLOWED_METHODS = "GET, POST, DELETE, OPTIONS"
ALLOWED_HEADERS = "Authorization, Content-Type, Idempotency-Key"
PREFLIGHT_SECONDS = "600"

# For answers of the API, which are data and never a page.
API_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def sharing_headers(origin: Optional[str], allowed: Collection[str]) -> Dict[str, str]:
    """Headers that let a page of `origin` read the answer, if it is on the list. Cookies are never asked for."""
    headers = {"Vary": "Origin"}
    if origin and origin.lower() in allowed:
        headers["Access-Control-Allow-Origin"] = origin
        headers["Access-Control-Expose-Headers"] = "Retry-After"
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return headers


def preflight_headers() -> Dict[str, str]:
    """What an allowed page may send."""
    return {
        "Access-Control-Allow-Methods": ALLOWED_METHODS,
        "Access-Control-Allow-Headers": ALLOWED_HEADERS,
        "Access-Control-Max-Age": PREFLIGHT_SECONDS,
    }
