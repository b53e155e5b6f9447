"""An alert as a POST of JSON."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import ssl
from collections.abc import Mapping

import httpx

from lapwing.alerts.delivery import SENT, Delivery, Outcome

LIMIT = 20.0
"""Seconds that one request may take, all in all."""

SIGNATURE = "X-Lapwing-Signature"
KEY = "Idempotency-Key"
# A gateway that answers so does not know whether the receiver behind it took the request.
_GATEWAYS = frozenset((502, 504))


def signature(body: bytes, secret: str) -> str:
    """``sha256=`` and the hexadecimal HMAC-SHA-256 of the body under the secret."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def post(
    url: str, body: bytes, *, key: str, secret: str | None, agent: str, limit: float = LIMIT
) -> Delivery:
    """Posts the body (JSON) once; ``limit`` is in seconds, for all of it.

    ``key`` names the alert, so that a receiver can see a repetition; with a ``secret`` the body is signed.
    No redirect is followed: what was meant for one host goes to no other. An answer from 200 to 299 means
    that it was taken; any other that it was not, except those of a gateway that cannot know.
    """
    headers = {"Content-Type": "application/json", "User-Agent": agent, KEY: key}
    if secret is not None:
        headers[SIGNATURE] = signature(body, secret)
    return asyncio.run(_post(url, body, headers, limit))


async def _post(url: str, body: bytes, headers: Mapping[str, str], limit: float) -> Delivery:
    handed_over = False

    async def trace(event: str, _info: object) -> None:
        nonlocal handed_over
        handed_over |= event.endswith("send_request_body.complete")

    try:
        async with asyncio.timeout(limit):
            async with httpx.AsyncClient(timeout=limit, follow_redirects=False, trust_env=False) as client:
                request = client.build_request("POST", url, content=body, headers=dict(headers))
                request.extensions["trace"] = trace
                answer = await client.send(request, stream=True)
                await answer.aclose()
    except TimeoutError:
        return _failed(f"no answer within {limit:g} s", handed_over)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ssl.SSLError) as error:
        return _failed(f"{type(error).__name__}: {error}".rstrip(": "), handed_over)
    return _answered(answer)


def _failed(why: str, handed_over: bool) -> Delivery:
    return Delivery("unsure" if handed_over else "released", why)


def _answered(answer: httpx.Response) -> Delivery:
    if answer.is_success:
        return SENT
    if answer.is_redirect:
        where = httpx.URL(answer.headers["Location"]).host or "another path"
        return Delivery("released", f"redirected to {where} ({answer.status_code}); name the final address")
    outcome: Outcome = "unsure" if answer.status_code in _GATEWAYS else "released"
    return Delivery(outcome, f"answered {answer.status_code} {answer.reason_phrase}".rstrip())
