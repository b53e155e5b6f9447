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


def account(doc_id: str = "doc-1", text: str = "", **said: Any) -> Account:
    """What a report says that has only this text, and what else is given."""
    seen = told(text)
    plain = {"event_id": "evt-1", "stored": 0, "type": "attack", "kind": "force", "opening": seen.words}
    return Account(doc_id=doc_id, **{**plain, **seen._asdict(), **said})


_days = st.integers(DAY, DAY + 20)
_sures = st.sampled_from([0.0, 0.5, 0.65, 0.7, 0.85, 1.0])
_counts = st.none() | st.integers(0, 40)
_facts = st.fixed_dictionaries(
    {
        "event_id": st.sampled_from(["evt-1", "evt-2", "evt-3"]),
        "stored": st.integers(0, 9),
        "outlet": st.sampled_from([None, "dagblad.example", "courier.example"]),
        "published": st.none() | st.integers(DAY, DAY + 400),
        "days": st.none() | st.tuples(_days, st.integers(0, 12)).map(lambda w: (w[0], w[0] + w[1])),
        "date_precision": st.sampled_from(["day", "week", "month", "range", "unknown"]),
        "dated": _sures,
        "said_days": st.frozensets(_days, max_size=3),
        "tried": st.none() | _days,
        "country": st.sampled_from([None, "XTA", "XTB"]),
        "landed": _sures,
        "placed": _sures,
        "group": st.sampled_from([None, "Dawn Column", "Salt Front"]),
        "modes": st.frozensets(st.sampled_from([*MEANS, "armed_assault"]), max_size=2),
        "armed": _sures,
        "means_named": st.frozensets(st.sampled_from(sorted(set(MEANS.values()))), max_size=2),
        "killed": _counts,
        "injured": _counts,
    }
)
_kinds = st.sampled_from([("attack", "force"), ("clash", "force"), ("raid", "custody")])
_towns = st.sampled_from(PLACES)
_precisions = st.sampled_from([None, "site", "city", "district", "province"])
_short = st.lists(_said, max_size=12).map(" ".join)
_named = st.booleans()  # whether the text names the town
_documents = st.sampled_from(["doc-1", "doc-2", "doc-3", "doc-4"])


@st.composite
def accounts(draw: st.DrawFn, doc_id: str | None = None) -> Account:
    """Any account of the documents 1 to 4, or of the one that is named."""
    said: dict[str, Any] = dict(draw(_facts))
    said["type"], said["kind"] = draw(_kinds)
    town, spot = draw(_towns)
    text = draw(_short) + (f" in {town}" if draw(_named) else "")
    precision = draw(_precisions)
    if precision is not None:
        said |= {"place": town, "spot": spot, "place_precision": precision}
    return account(doc_id or draw(_documents), text, **said)


def companies(*, least: int = 2, most: int = 5) -> st.SearchStrategy[list[Account]]:
    """Accounts of as many documents."""
    held = [accounts(f"doc-{number}") for number in range(most)]
    return st.integers(least, most).flatmap(lambda size: st.tuples(*held[:size]).map(list))
