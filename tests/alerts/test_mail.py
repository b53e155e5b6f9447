"""Mail through a real SMTP server on loopback: what it gets, and what each way to fail means."""

import contextlib
import datetime as dt
import email
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import BinaryIO

import pytest

from lapwing.alerts.mail import Server, send

REPLIES = {
    "EHLO": b"250-loopback\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n",
    "STARTTLS": b"220 go ahead\r\n",
    "AUTH": b"235 welcome\r\n",
    "MAIL": b"250 ok\r\n",
    "RCPT": b"250 ok\r\n",
    "DATA": b"354 go on\r\n",
    "TEXT": b"250 taken\r\n",
    "QUIT": b"221 bye\r\n",
    "RSET": b"250 ok\r\n",
}


@dataclass
class Loopback:
    """An SMTP server that follows a script: a reply for each verb, ``None`` to hang up instead."""

    replies: dict[str, bytes | None]
    certificate: ssl.SSLContext
    port: int = 0
    texts: list[bytes] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def talk(self, connection: socket.socket, *, greeting: bool = True) -> None:
        if greeting:
            connection.sendall(b"220 loopback\r\n")
        with connection.makefile("rb") as lines:
            self.follow(connection, lines)

    def follow(self, connection: socket.socket, lines: BinaryIO) -> None:
        while line := lines.readline():
            verb = line.split()[0].decode().upper()
            self.said.append(line.decode().strip())
            reply = self.replies[verb]
            if verb == "RCPT" and b"nobody" in line:
                reply = b"550 no such user\r\n"
            if reply is None:
                return
            connection.sendall(reply)
            if verb == "STARTTLS" and reply.startswith(b"220"):
                lines.close()
                with self.certificate.wrap_socket(connection, server_side=True) as secured:
                    self.talk(secured, greeting=False)
                return
            if verb == "DATA" and reply.startswith(b"354"):
                text = b""
                while not text.endswith(b"\r\n.\r\n"):
                    text += lines.readline()
                self.texts.append(text)
                if self.replies["TEXT"] is None:
                    return
                connection.sendall(self.replies["TEXT"])


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "loopback")])
    now = dt.datetime.now(dt.UTC)
    loopback = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([loopback]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "loopback.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@contextlib.contextmanager
def smtp(certificate: Path, **replies: bytes | None) -> Iterator[Loopback]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        loopback = Loopback({**REPLIES, **replies}, context, listening.getsockname()[1])

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    with contextlib.suppress(OSError), connection:
                        loopback.talk(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield loopback
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def mail(text: str = "Line one.\n.Line two begins with a dot.\nÖst.\n") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "watch@lapwing.example"
    message["To"] = "desk@lapwing.example"
    message["Subject"] = "[q] Attack in Sarvan"
    message.set_content(text)
    return message


TO = ("desk@lapwing.example",)


def plain(loopback: Loopback) -> Server:
    return Server("127.0.0.1", loopback.port, security="none")


def test_the_server_gets_the_whole_text_as_it_was(certificate):
    with smtp(certificate) as loopback:
        assert send(plain(loopback), mail(), TO).outcome == "sent"
    (text,) = loopback.texts
    read = email.message_from_bytes(text.removesuffix(b".\r\n").replace(b"\r\n..", b"\r\n."), policy=default)
    assert read["Subject"] == "[q] Attack in Sarvan"
    assert read.get_content().splitlines() == mail().get_content().splitlines()


def test_the_login_goes_through_tls_with_a_checked_certificate(certificate):
    with smtp(certificate) as loopback:
        server = Server("127.0.0.1", loopback.port, user="desk", password="a secret")
        trusted = ssl.create_default_context(cafile=str(certificate))
        assert send(server, mail(), TO, trusted=trusted).outcome == "sent"
    verbs = [line.split()[0].upper() for line in loopback.said]
    assert verbs.index("STARTTLS") < verbs.index("AUTH") < verbs.index("MAIL")


def test_a_certificate_that_nobody_vouches_for_stops_before_the_login(certificate):
    with smtp(certificate) as loopback:
        server = Server("127.0.0.1", loopback.port, user="desk", password="a secret")
        delivery = send(server, mail(), TO)
    assert delivery.outcome == "released"
    assert "certificate" in delivery.fault.lower()
    assert not any("AUTH" in line.upper() for line in loopback.said)


def test_a_server_without_starttls_gets_nothing(certificate):
    with smtp(certificate, EHLO=b"250 loopback\r\n") as loopback:
        server = Server("127.0.0.1", loopback.port)
        assert send(server, mail(), TO).outcome == "released"
    assert loopback.texts == []


@pytest.mark.parametrize(
    "replies",
    [
        {"MAIL": b"451 later\r\n"},
        {"RCPT": b"550 nobody here\r\n"},
        {"DATA": b"554 no\r\n"},
        {"TEXT": b"554 looks like spam\r\n"},
        {"TEXT": b"452 full\r\n"},
        {"MAIL": None},
        {"RCPT": None},
        {"DATA": None},
    ],
    ids=str,
)
def test_what_fails_before_the_server_took_it_releases_the_alert(certificate, replies):
    with smtp(certificate, **replies) as loopback:
        delivery = send(plain(loopback), mail(), TO)
    assert delivery.outcome == "released"
    assert delivery.fault


def test_a_connection_that_breaks_after_the_text_leaves_it_unsure(certificate):
    with smtp(certificate, TEXT=None) as loopback:
        assert send(plain(loopback), mail(), TO).outcome == "unsure"


def test_a_goodbye_that_fails_changes_nothing(certificate):
    with smtp(certificate, QUIT=None) as loopback:
        assert send(plain(loopback), mail(), TO).outcome == "sent"


def test_a_recipient_that_is_refused_is_named_and_the_others_get_it(certificate):
    with smtp(certificate) as loopback:
        delivery = send(plain(loopback), mail(), (*TO, "nobody@lapwing.example"))
    assert delivery.outcome == "sent"
    assert "nobody@lapwing.example" in delivery.fault
    assert len(loopback.texts) == 1


def test_nobody_there_releases_the_alert():
    with socket.create_server(("127.0.0.1", 0)) as closing:
        port = closing.getsockname()[1]
    assert send(Server("127.0.0.1", port, security="none"), mail(), TO).outcome == "released"


def test_a_server_that_says_nothing_is_left_after_the_limit():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = Server("127.0.0.1", silent.getsockname()[1], security="none")
        assert send(server, mail(), TO, limit=0.2).outcome == "released"
