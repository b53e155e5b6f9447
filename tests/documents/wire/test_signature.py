import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.documents.wire import SCHEME, WINDOW, Signature, bands, plausible, sign, sought
from lapwing.documents.wire.signature import CERTAIN
from tests.documents.wire.make import MONDAY, OTHER, REPORT, changed, document


def meet(first: Signature, second: Signature) -> bool:
    return not set(sought(first)).isdisjoint(bands(second))


def of(text: str, days: int | None = 0, doc_id: str = "b") -> Signature:
    published = None if days is None else MONDAY + dt.timedelta(days=days)
    return sign(document(doc_id, text, published=published))


def test_a_signature_names_its_scheme_and_comes_back_as_it_was():
    made = sign(document(text=f"VELMORA (AFP) - {REPORT}"))
    assert made.scheme == SCHEME and "128" in SCHEME and "seed1" in SCHEME
    assert (made.agency, made.killed, made.published) == ("Agence France-Presse", 5, MONDAY)
    assert Signature.from_bytes(made.to_bytes()) == made


def test_signatures_of_two_schemes_are_never_compared():
    made = sign(document())
    with pytest.raises(ValueError, match="cannot be compared"):
        plausible(made, made.model_copy(update={"scheme": "0:old"}))


def test_the_exact_hash_sees_words_and_not_marks_capitals_or_datelines():
    plain = sign(document()).exact
    assert of(f"VELMORA (AFP) - {REPORT.replace('.', ' .')}").exact == plain
    assert of(changed(("five", "six"))).exact != plain


def test_a_cut_copy_is_met_by_a_piece_and_is_plausible():
    short = REPORT.split("\n\n")[-1]
    first, second = sign(document()), of(short)
    assert meet(first, second) and plausible(first, second)


def test_other_news_is_neither_met_nor_plausible():
    assert not meet(sign(document()), of(OTHER))
    assert not plausible(sign(document()), of(OTHER))


def test_pieces_lead_to_nearby_days_and_whole_texts_to_any():
    short = REPORT.split("\n\n")[-1]
    assert meet(sign(document()), of(short, WINDOW))
    assert not meet(sign(document()), of(short, 3 * WINDOW))
    assert meet(sign(document()), of(REPORT, 300))
    assert meet(of(REPORT, None), sign(document()))


def test_a_stub_has_no_bands():
    assert bands(of("Subscribers only.")) == sought(of("Subscribers only.")) == ()


def test_a_long_shared_stretch_is_always_met():
    draw = random.Random(7)
    words = [f"word{number}" for number in range(400)]
    for _ in range(20):
        shared = " ".join(draw.choices(words, k=CERTAIN))
        first, second = (
            " ".join((*draw.choices(words, k=150), shared, *draw.choices(words, k=150))) for _ in range(2)
        )
        assert meet(of(first, doc_id="a"), of(second))


pieces = st.lists(st.sampled_from([*REPORT.split("\n\n"), *OTHER.split("\n\n")]), min_size=1, max_size=4)
days = st.none() | st.integers(0, 30)


@given(pieces, days, pieces, days)
def test_meeting_and_plausibility_do_not_depend_on_who_asks(first, day, second, other_day):
    one, other = of("\n\n".join(first), day, "a"), of("\n\n".join(second), other_day)
    assert meet(one, other) == meet(other, one)
    assert plausible(one, other) == plausible(other, one)


def test_texts_without_words_of_their_own_are_no_copies_of_each_other():
    one, other = (sign(document(doc_id, text="Subscribe to our newsletter.")) for doc_id in ("a", "b"))
    assert one.words == other.words == 0
    assert one.exact != other.exact
