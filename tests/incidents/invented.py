"""Accounts of reports in invented words, and what they may say."""

from typing import Any

from hypothesis import strategies as st

from lapwing.incidents import Account
from lapwing.incidents.means import MEANS
from lapwing.incidents.words import told

# Syllables that make no word of any news; together 600 words.
_SYLLABLES = ("bra", "tes", "ost", "kel", "mur", "vin", "dal", "hox", "fen", "quo")
INVENTED = tuple(
    f"{one}{two}{last}"
    for one in _SYLLABLES
    for two in ("da", "ri", "no", "lu", "pe", "zo")
    for last in _SYLLABLES
)
COMMON = ("the", "police", "killed", "attack", "town", "monday", "said", "12", "34", "2025")
PLACES = (
    ("Tessara", (10.0, 10.0)),
    ("Ost Brannen", (12.0, 10.0)),
    ("Tessara Gate", (10.0, 10.1)),
    ("Velm", (10.0, 40.0)),
)
DAY = 739_000

words = st.sampled_from(INVENTED)
_said = st.one_of(words, words.map(str.capitalize), st.sampled_from(COMMON), st.just("a 34-year-old."))
texts = st.lists(_said, max_size=40).map(" ".join)
sures = st.sampled_from([0.0, 0.5, 0.65, 0.7, 0.85, 1.0])
counts = st.none() | st.integers(0, 40)
windows = st.none() | st.tuples(st.integers(DAY, DAY + 20), st.integers(0, 12)).map(
    lambda w: (w[0], w[0] + w[1])
)


def account(doc_id: str = "doc-1", text: str = "", **said: Any) -> Account:
    """What a report says that has only this text, and what else is given."""
    seen = told(text)
    plain = {"event_id": "evt-1", "stored": 0, "type": "attack", "kind": "force", "opening": seen.words}
    return Account(doc_id=doc_id, **{**plain, **seen._asdict(), **said})


@st.composite
def accounts(draw: st.DrawFn, doc_id: str | None = None) -> Account:
    """Any account of the documents 1 to 4, or of the one that is named."""
    town, spot = draw(st.sampled_from(PLACES))
    text = " ".join(draw(st.lists(_said, max_size=12)))
    if draw(st.booleans()):
        text += f" in {town}"
    said: dict[str, Any] = {
        "event_id": f"evt-{draw(st.integers(1, 3))}",
        "stored": draw(st.integers(0, 9)),
        "outlet": draw(st.sampled_from([None, "dagblad.example", "courier.example"])),
        "published": draw(st.none() | st.integers(DAY, DAY + 400)),
        "days": draw(windows),
        "date_precision": draw(st.sampled_from(["day", "week", "month", "range", "unknown"])),
        "dated": draw(sures),
        "said_days": draw(st.frozensets(st.integers(DAY, DAY + 20), max_size=3)),
        "tried": draw(st.none() | st.integers(DAY, DAY + 20)),
        "country": draw(st.sampled_from([None, "XTA", "XTB"])),
        "landed": draw(sures),
        "placed": draw(sures),
        "group": draw(st.sampled_from([None, "Dawn Column", "Salt Front"])),
        "modes": draw(st.frozensets(st.sampled_from([*MEANS, "armed_assault"]), max_size=2)),
        "armed": draw(sures),
        "means_named": draw(st.frozensets(st.sampled_from(sorted(set(MEANS.values()))), max_size=2)),
        "killed": draw(counts),
        "injured": draw(counts),
    }
    said["type"], said["kind"] = draw(
        st.sampled_from([("attack", "force"), ("clash", "force"), ("raid", "custody")])
    )
    if draw(st.booleans()):
        precision = draw(st.sampled_from(["site", "city", "district", "province"]))
        said |= {"place": town, "spot": spot, "place_precision": precision}
    return account(doc_id or f"doc-{draw(st.integers(1, 4))}", text, **said)


@st.composite
def companies(draw: st.DrawFn, *, least: int = 2, most: int = 8) -> list[Account]:
    """Accounts of as many documents."""
    size = draw(st.integers(least, most))
    return [draw(accounts(f"doc-{number}")) for number in range(size)]
