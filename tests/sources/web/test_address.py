import ipaddress
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.sources.reasons import Fault
from lapwing.sources.web import address
from lapwing.sources.web.address import Border, is_public, resolve


def finding(*found: str) -> address.Resolver:
    return lambda host, port, seconds: list(found)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "data:text/html,x", "//a.example/",
        "http:///x", "http://u:p@a.example/", "http://u@a.example/", "http://2130706433/", "http://0x7f000001/",
        "http://0177.0.0.1/", "http://127.1/", "http://0x7f.0.0.1/", "http://127.0.0.1./", "http://a.example:22/",
        "http://a.example:99999/", "http://a.example/\n", "http://" + "a" * 3000, "", "http://[::1",
    ],
)  # fmt: skip
def test_only_plain_web_addresses_are_fetched(url: str) -> None:
    if url.endswith("\n"):
        assert str(Border().checked(url)) == "http://a.example/"
        return
    with pytest.raises(Fault) as caught:
        Border().checked(url)
    assert caught.value.reason == "bad_address"
    assert not caught.value.temporary


def test_an_address_is_put_in_ascii_without_its_fragment() -> None:
    checked = str(Border().checked("HTTP://Bücher.example/ä#part"))
    assert checked == "http://xn--bcher-kva.example/%C3%A4"


@pytest.mark.parametrize(
    "found",
    [
        "127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.0.9", "169.254.169.254", "100.100.100.200", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.0.192", "168.63.129.16", "198.18.0.1", "::1", "::",
        "fe80::1", "fe80::1%1", "fd00:ec2::254", "ff02::1", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1", "fec0::1", "::127.0.0.1", "not an address",
    ],
)  # fmt: skip
def test_what_is_not_on_the_public_internet_is_refused(found: str) -> None:
    with pytest.raises(Fault) as caught:
        Border(resolver=finding(found)).addresses("a.example", 80, seconds=1)
    assert caught.value.reason == "private_address"


@pytest.mark.parametrize("found", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "2a00:1450::1"])
def test_public_addresses_are_given_and_private_ones_beside_them_left_out(found: str) -> None:
    border = Border(resolver=finding("10.0.0.1", found, "64:ff9b::1"))
    assert border.addresses("a.example", 443, seconds=1) == [found]


@given(st.ip_addresses())
def test_nothing_that_the_standard_library_calls_private_is_public(
    found: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if is_public(str(found)):
        assert not (found.is_private or found.is_loopback or found.is_link_local or found.is_multicast)


def test_a_literal_address_is_judged_without_a_resolver() -> None:
    border = Border(resolver=finding("8.8.8.8"))
    for host in ("127.0.0.1", "::1", "[::1]"):
        with pytest.raises(Fault, match="not on the public internet"):
            border.addresses(host, 80, seconds=1)


def test_a_host_that_a_person_vouches_for_may_be_private_on_the_ports_named() -> None:
    border = Border(allowed_hosts={"wire.intranet", "lab.intranet:9000"}, resolver=finding("10.0.0.1"))
    assert border.addresses("wire.intranet", 80, seconds=1) == ["10.0.0.1"]
    assert border.addresses("lab.intranet", 9000, seconds=1) == ["10.0.0.1"]
    assert border.checked("http://lab.intranet:9000/").port == 9000
    with pytest.raises(Fault, match="port 9000"):
        border.checked("http://wire.intranet:9000/")
    for host, port in (("lab.intranet", 80), ("sub.wire.intranet", 80)):
        with pytest.raises(Fault) as caught:
            border.addresses(host, port, seconds=1)
        assert caught.value.reason == "private_address"


def test_a_name_that_is_not_known_is_a_temporary_fault() -> None:
    with pytest.raises(Fault) as caught:
        resolve("does-not-exist.invalid", 80, 5.0)
    assert (caught.value.reason, caught.value.temporary) == ("dns", True)
    with pytest.raises(Fault, match="not known"):
        Border(resolver=finding()).addresses("a.example", 80, seconds=1)


def test_a_resolver_that_hangs_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address.socket, "getaddrinfo", lambda *_, **__: time.sleep(1) or [])
    with pytest.raises(Fault) as caught:
        resolve("a.example", 80, 0.05)
    assert caught.value.reason == "timeout"
