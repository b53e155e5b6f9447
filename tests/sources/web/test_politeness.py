import datetime as dt

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.errors import SourceError
from lapwing.records import Address
from lapwing.sources.reasons import Fault
from lapwing.sources.web import InMemory, Settings
from lapwing.sources.web.fetch import Answer
from lapwing.sources.web.memory import (
    LAST_RECHECK,
    LONGEST_ASKED,
    LONGEST_BACK_OFF,
    answered,
    back_off,
    failed,
    is_due,
    next_check,
)
from lapwing.sources.web.politeness import PATIENCE, Politeness
from lapwing.sources.web.robots import Robots
from tests.sources.web.servers import START, Clock

BUSY = Fault("http_busy", status="503 Service Unavailable")
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def politeness(memory: InMemory, clock: Clock) -> Politeness:
    return Politeness(memory, clock=clock, sleep=clock.sleep)


def test_a_host_is_asked_every_two_seconds_and_another_at_once(politeness: Politeness, clock: Clock) -> None:
    for host in ("a.example", "a.example", "b.example", "a.example"):
        politeness.wait(host)
    assert clock.slept == [2.0, 2.0]
    clock.pass_by(seconds=5)
    politeness.wait("a.example")
    assert clock.slept == [2.0, 2.0]


def test_a_crawl_delay_wins_where_it_is_longer(politeness: Politeness, clock: Clock) -> None:
    for delay in (None, 0.5, 30.0):
        politeness.wait("a.example", delay=delay)
    assert clock.slept == [2.0, 30.0]
    with pytest.raises(Fault) as caught:
        politeness.wait("a.example", delay=PATIENCE + 1)
    assert caught.value.reason == "backing_off"
    assert caught.value.not_before == clock.now + dt.timedelta(seconds=PATIENCE + 1)


def test_a_host_that_asks_for_patience_is_left_alone_and_a_new_process_knows(
    politeness: Politeness, memory: InMemory, clock: Clock
) -> None:
    politeness.bad("a.example", Fault("http_busy", not_before=START + HOUR, status="429 Too Many Requests"))
    later = Politeness(memory, clock=clock, sleep=clock.sleep)
    with pytest.raises(Fault, match="not asked before 2024-03-05 13:00 UTC"):
        later.wait("a.example")
    later.wait("b.example")
    clock.pass_by(hours=1)
    later.wait("a.example")
    later.good("a.example")
    assert memory.get("host://a.example") == Address(url="host://a.example", last_answered=clock.now)


def test_one_broken_page_does_not_silence_its_host_and_three_faults_in_a_row_do(
    politeness: Politeness, clock: Clock
) -> None:
    slow, gone = Fault("timeout", seconds=1.0), Fault("http_status", status="404 Not Found")
    politeness.bad("a.example", slow)
    politeness.bad("a.example", gone)
    politeness.bad("a.example", slow)
    politeness.wait("a.example")
    politeness.bad("a.example", slow)
    with pytest.raises(Fault, match="left alone after: timeout"):
        politeness.wait("a.example")


def test_waits_grow_twofold_to_a_day_and_the_servers_wish_is_kept_within_a_month() -> None:
    waits = [(back_off(n, BUSY, START) - START).total_seconds() / 60 for n in (1, 2, 3, 4, 50)]
    assert waits == [5, 10, 20, 40, 1440]
    assert back_off(1, Fault("http_busy", not_before=START + 3 * HOUR, status=""), START) == START + 3 * HOUR
    far = Fault("http_busy", not_before=START + 900 * DAY, status="")
    assert back_off(1, far, START) == START + LONGEST_ASKED
    assert back_off(1, Fault("robots"), START) == START + 7 * DAY


@given(st.integers(1, 10_000), st.integers(-(10**6), 10**9))
def test_a_wait_never_ends_before_it_begins_nor_after_a_month(failures: int, asked: int) -> None:
    fault = Fault("http_busy", not_before=START + dt.timedelta(seconds=asked), status="")
    wait = back_off(failures, fault, START) - START
    assert dt.timedelta(0) < wait <= LONGEST_ASKED
    if asked <= 0:
        assert wait <= LONGEST_BACK_OFF


def answer(status: int = 200, **headers: str) -> Answer:
    said = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answer("http://a.example/", status, "", said, b"x")


def checks(published: dt.datetime | None) -> list[float]:
    """The hours after the first answer at which a page is asked again."""
    known, now, hours = Address(url="http://a.example/1"), START, []
    while True:
        again = next_check(known, published, now)
        if again is None:
            return hours
        known, now = answered(known, answer(), now), again
        hours.append((now - START) / HOUR)


def test_a_page_is_asked_again_for_about_a_week_after_it_was_published() -> None:
    assert checks(None) == [6, 18, 42, 90, 186]
    assert checks(START) == [6, 18, 42, 90, 186]
    assert checks(START - 6 * DAY) == [6, 18, 42]
    assert checks(START - 30 * DAY) == []
    assert LAST_RECHECK == 4 * DAY


def test_an_address_is_due_when_it_is_new_or_its_time_has_come() -> None:
    known = Address(url="u")
    assert is_due(None, START)
    assert is_due(known, START)
    assert not is_due(known.model_copy(update={"last_answered": START}), START)
    assert not is_due(known.model_copy(update={"not_before": START + HOUR}), START)
    assert is_due(known.model_copy(update={"last_answered": START, "not_before": START}), START)


def test_an_answer_takes_over_what_marks_the_version_and_forgets_faults() -> None:
    known = Address(url="u", etag="1", last_modified="m", failures=3, fault="timeout", not_before=START)
    same = answered(known, answer(304), START)
    assert (same.etag, same.last_modified, same.failures, same.fault) == ("1", "m", 0, None)
    assert answered(known, answer(304, ETag="2"), START).etag == "2"
    other = answered(known, answer(ETag="3"), START)
    assert (other.etag, other.last_modified, other.last_answered) == ("3", None, START)


def test_a_page_is_given_up_in_the_end_and_a_feed_never() -> None:
    page = feed = Address(url="u")
    for _ in range(2):
        page = failed(page, Fault("robots"), START, is_page=True)
        feed = failed(feed, Fault("robots"), START, is_page=False)
    assert (page.not_before, page.fault, is_due(page, START + 99 * DAY)) == (None, "robots", False)
    assert feed.not_before == START + 7 * DAY
    for _ in range(13):
        page = failed(page, Fault("empty_body"), START, is_page=True)
    assert page.not_before is None


def rules(clock: Clock, *texts: bytes | Fault) -> tuple[Robots, list[str]]:
    asked: list[str] = []
    turns = iter(texts)

    def read(url: str) -> bytes:
        asked.append(url)
        text = next(turns)
        if isinstance(text, Fault):
            raise text
        return text

    return Robots(read, clock=clock), asked


PAGE = httpx.URL("https://a.example:8443/private/1?x=1")


def test_a_site_is_asked_for_its_rules_once_a_day(clock: Clock) -> None:
    robots, asked = rules(clock, b"User-agent: *\nDisallow: /private", b"")
    for url in (PAGE, PAGE):
        with pytest.raises(Fault) as caught:
            robots.check(url)
        assert (caught.value.reason, caught.value.temporary) == ("robots", False)
    assert robots.check(httpx.URL("https://a.example:8443/public")) is None
    assert asked == ["https://a.example:8443/robots.txt"]
    clock.pass_by(hours=24)
    assert robots.check(PAGE) is None
    assert len(asked) == 2


def test_rules_for_lapwing_go_before_rules_for_all_and_give_its_delay(clock: Clock) -> None:
    text = b"User-agent: *\nDisallow: /\n\nUser-agent: lapwing\nCrawl-delay: 7.5\nDisallow: /no\n"
    robots, _ = rules(clock, text)
    assert robots.check(PAGE) == 7.5


def test_a_delay_is_never_longer_than_a_day_nor_negative(clock: Clock) -> None:
    for text, delay in (
        (b"Crawl-delay: 1e9", 86_400.0),
        (b"Crawl-delay: -5", 0.0),
        (b"Crawl-delay: x", None),
    ):
        robots, _ = rules(clock, b"User-agent: *\n" + text)
        assert robots.check(PAGE) in (delay, None)


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone"])
def test_without_rules_everything_may_be_fetched(clock: Clock, status: str) -> None:
    assert rules(clock, Fault("http_status", status=status))[0].check(PAGE) is None
    assert rules(clock, Fault("empty_body"))[0].check(PAGE) is None


@pytest.mark.parametrize(
    "fault",
    [
        BUSY,
        Fault("http_status", status="501 Not Implemented"),
        Fault("timeout", seconds=1.0),
        Fault("unreachable", why="refused"),
        Fault("redirects", why="more than 5 times"),
    ],
)
def test_where_the_rules_cannot_be_had_nothing_is_fetched_for_a_while(clock: Clock, fault: Fault) -> None:
    robots, asked = rules(clock, fault, b"")
    for _ in range(2):
        with pytest.raises(Fault) as caught:
            robots.check(PAGE)
        assert (caught.value.reason, caught.value.temporary) == ("robots_unreachable", True)
    assert len(asked) == 1
    clock.pass_by(minutes=10)
    assert robots.check(PAGE) is None


@pytest.mark.parametrize("text", [b"\xff\xfe\x00", b"<html>Not found</html>", b"Disallow", b"a" * 999_999])
def test_rules_that_make_no_sense_forbid_nothing(clock: Clock, text: bytes) -> None:
    assert rules(clock, text)[0].check(PAGE) is None


@pytest.mark.parametrize("contact", ["desk@lab.example", "https://lab.example/bot", " a.b+c@x.example "])
def test_the_agent_says_who_asks(contact: str) -> None:
    agent = Settings(contact).agent
    assert agent.startswith("Lapwing/")
    assert agent.endswith(f" (+{contact.strip()})")


@pytest.mark.parametrize(
    "contact",
    ["", "  ", "me", "a@b", "a@b.example\r\nX: y", "https://x.example/)", "a b@c.example", "ä@b.example"],
)
def test_nobody_is_asked_without_a_contact(contact: str) -> None:
    with pytest.raises(SourceError) as caught:
        _ = Settings(contact).agent
    assert "contact" in str(caught.value)
    assert "lapwing.toml" in (caught.value.hint or "")
