"""Alerts: what a saved query found, sent to a webhook or by e-mail, never twice.

In: an incident and where to send it. Out: a :class:`Delivery`, which says whether it was taken.

*Never more than once* for one query and one incident decides the order of things. Whoever sends first and
notes it then sends again after a crash in between. So the store notes first (``reserved``), the alert is sent,
and the outcome is noted:

- ``sent``: the receiver said that it has it;
- ``released``: it is certain that the receiver does not have it (no connection, the request or the text not
  handed over whole, or a refusal): it may be sent again, later;
- ``unsure``: all of it was handed over and no clear answer came, or the process died between the
  reservation and the outcome. It counts as sent and is told as ``unsure``.

What is lost by this is an alert whose receiver did not get it although it was handed over; what is never lost
is the trust that an alert is news. The incident stands in the store either way.
"""

from lapwing.alerts.delivery import SENT, Delivery, wait_after
from lapwing.alerts.message import Message, message
from lapwing.alerts.routes import Route, Secrets, routes, unset

__all__ = [
    "SENT",
    "Delivery",
    "Message",
    "Route",
    "Secrets",
    "message",
    "routes",
    "unset",
    "wait_after",
]
