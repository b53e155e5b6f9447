"""From settings to ways of telling, and which secrets are missing."""

import pytest

from lapwing.alerts import routes, unset
from lapwing.alerts.routes import Mail, Webhook
from lapwing.config import Alert, Settings, Smtp

HOOK = Alert(name="hook", webhook="https://hooks.example/x", secret_env="HOOK")
MAIL = Alert(name="mail", email=("desk@lapwing.example",))
BOTH = Alert(name="both", webhook="https://hooks.example/x", email=("desk@lapwing.example",))
SMTP = Smtp(host="mail.example", sender="watch@lapwing.example", user="watch", password_env="MAIL")
SET = {"HOOK": "s1", "MAIL": "s2"}


def test_a_webhook_is_signed_with_the_secret_of_the_environment():
    (route,) = routes(HOOK, SMTP, secrets=SET.get, agent="lapwing")
    assert route == Webhook("https://hooks.example/x", "lapwing", "s1")


def test_mail_goes_through_the_server_of_the_settings():
    (route,) = routes(MAIL, SMTP, secrets=SET.get, agent="lapwing")
    assert isinstance(route, Mail)
    assert (route.server.password, route.server.security, route.server.port) == ("s2", "starttls", 587)
    assert route.recipients == ("desk@lapwing.example",)


def test_a_query_with_both_tells_both_ways():
    assert [route.name for route in routes(BOTH, SMTP, secrets=SET.get, agent="a")] == ["webhook", "email"]


def test_no_secret_is_in_what_a_log_would_show():
    for alert in (HOOK, MAIL):
        assert not any(
            secret in repr(routes(alert, SMTP, secrets=SET.get, agent="a")) for secret in SET.values()
        )


@pytest.mark.parametrize(
    ("alerts", "missing"),
    [
        (
            (HOOK, MAIL),
            ["alerts[0].secret_env (hook): HOOK is not set", "smtp.password_env: MAIL is not set"],
        ),
        ((HOOK,), ["alerts[0].secret_env (hook): HOOK is not set"]),
        ((), []),
    ],
)
def test_secrets_that_are_not_set_are_named_where_they_are_needed(alerts, missing):
    assert list(unset(Settings(alerts=alerts, smtp=SMTP), {}.get)) == missing
    assert list(unset(Settings(alerts=alerts, smtp=SMTP), SET.get)) == []
