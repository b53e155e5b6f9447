"""An alert as an e-mail."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from typing import Literal

from lapwing.alerts.delivery import SENT, Delivery

LIMIT = 30.0
"""Seconds that the server may take for each of its answers."""


@dataclass(frozen=True)
class Server:
    """The SMTP server that takes the mail.

    ``security``: ``starttls`` and ``tls`` check the server's certificate; ``none`` sends in the open.
    """

    host: str
    port: int
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    password: str | None = None


def send(
    server: Server,
    message: EmailMessage,
    recipients: Sequence[str],
    *,
    trusted: ssl.SSLContext | None = None,
    limit: float = LIMIT,
) -> Delivery:
    """Hands the message to the server once. ``trusted`` replaces the system's certificates.

    It counts as taken when the server says so after the whole text; recipients that it refused before that
    are named in ``fault``. A connection that breaks after the text and before the answer leaves it unsure.
    """
    handing = _Handing()
    try:
        with _connected(server, trusted or ssl.create_default_context(), limit) as smtp:
            return handing.over(smtp, message, recipients)
    except (smtplib.SMTPException, OSError) as error:
        if handing.answer is not None:
            return handing.answer  # only the goodbye failed
        why = _words(error)
        return Delivery("unsure" if handing.complete else "released", why)


def _connected(server: Server, trusted: ssl.SSLContext, limit: float) -> smtplib.SMTP:
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=limit, context=trusted)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=limit)
    try:
        if server.security == "starttls":
            smtp.starttls(context=trusted)
        if server.user is not None:
            smtp.login(server.user, server.password or "")
    except BaseException:
        smtp.close()
        raise
    return smtp


class _Handing:
    """Handing one message over, and how far that got: ``smtplib`` does not say when a connection breaks."""

    complete = False  # the whole text has left
    answer: Delivery | None = None

    def over(self, smtp: smtplib.SMTP, message: EmailMessage, recipients: Sequence[str]) -> Delivery:
        smtp.ehlo_or_helo_if_needed()
        self._expect(smtp.mail(str(message["From"]).strip()), "the sender")
        refused = [to for to in recipients if smtp.rcpt(to)[0] not in (250, 251)]
        if len(refused) == len(recipients):
            return Delivery("released", f"refused every recipient: {', '.join(refused)}")
        self._expect(smtp.docmd("DATA"), "the text", wanted=354)
        smtp.send(_dotted(message.as_bytes(policy=WIRE)))
        self.complete = True
        code, said = smtp.getreply()
        if code != 250:
            self.answer = Delivery("released", f"refused the text: {code} {said.decode('utf-8', 'replace')}")
        else:
            self.answer = Delivery("sent", f"refused for {', '.join(refused)}") if refused else SENT
        return self.answer

    def _expect(self, reply: tuple[int, bytes], what: str, wanted: int = 250) -> None:
        code, said = reply
        if code != wanted:
            raise smtplib.SMTPResponseException(code, f"refused {what}: {said.decode('utf-8', 'replace')}")


def _dotted(text: bytes) -> bytes:
    """The text as it goes over the wire: lines that begin with a dot get another, a lone dot ends it."""
    lines = re.sub(rb"\r?\n|\r", b"\r\n", text)
    return re.sub(rb"(?m)^\.", b"..", lines).removesuffix(b"\r\n") + b"\r\n.\r\n"


def _words(error: smtplib.SMTPException | OSError) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        return f"{error.smtp_code} {text}"
    return f"{type(error).__name__}: {error}"
