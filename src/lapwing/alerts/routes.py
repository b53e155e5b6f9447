"""The ways by which one saved query tells: settings and secrets → something that sends a message."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from lapwing.alerts import mail, webhook
from lapwing.alerts.delivery import Delivery
from lapwing.alerts.message import Message
from lapwing.config import Alert, Settings, Smtp

Secrets = Callable[[str], str | None]
"""The value of an environment variable; ``None`` where it is not set."""


class Route(Protocol):
    """One way to tell."""

    name: ClassVar[str]

    def send(self, message: Message, *, now: dt.datetime) -> Delivery:
        """Sends the message once."""
        ...


@dataclass(frozen=True)
class Webhook:
    """A POST to ``url``, signed where there is a ``secret``."""

    name: ClassVar[str] = "webhook"
    url: str
    agent: str
    secret: str | None = field(default=None, repr=False)

    def send(self, message: Message, *, now: dt.datetime) -> Delivery:  # noqa: ARG002
        """Sends the message once."""
        return webhook.post(self.url, message.body(), key=message.key, secret=self.secret, agent=self.agent)


@dataclass(frozen=True)
class Mail:
    """An e-mail to ``recipients`` through ``server``."""

    name: ClassVar[str] = "email"
    server: mail.Server = field(repr=False)
    sender: str
    recipients: tuple[str, ...]

    def send(self, message: Message, *, now: dt.datetime) -> Delivery:
        """Sends the message once."""
        text = message.mail(sender=self.sender, recipients=self.recipients, now=now)
        return mail.send(self.server, text, self.recipients)


def routes(alert: Alert, smtp: Smtp | None, *, secrets: Secrets, agent: str) -> tuple[Route, ...]:
    """The ways by which the query tells. ``agent`` is what a webhook sees as the user agent."""
    found: list[Route] = []
    if alert.webhook is not None:
        secret = secrets(alert.secret_env) if alert.secret_env else None
        found.append(Webhook(alert.webhook, agent, secret))
    if alert.email and smtp is not None:
        password = secrets(smtp.password_env) if smtp.password_env else None
        server = mail.Server(smtp.host, smtp.port, smtp.security, smtp.user, password)
        found.append(Mail(server, smtp.sender, alert.email))
    return tuple(found)


def unset(settings: Settings, secrets: Secrets) -> Iterator[str]:
    """What is wrong with the environment: each setting that names a variable which is not set."""
    for number, alert in enumerate(settings.alerts):
        if alert.secret_env and not secrets(alert.secret_env):
            yield f"alerts[{number}].secret_env ({alert.name}): {alert.secret_env} is not set"
    smtp = settings.smtp
    mailed = any(alert.email for alert in settings.alerts)
    if smtp is not None and mailed and smtp.password_env and not secrets(smtp.password_env):
        yield f"smtp.password_env: {smtp.password_env} is not set"
