from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lapwing.conduct import Reveal, masked_spans, masked_text, offered_incitement, view
from lapwing.records import Document, Event, Evidence


def document(text: str, **more: Any) -> Document:
    return Document(doc_id="d", text=text, **more)


def event(**fields: Any) -> Event:
    return Event(**{"doc_id": "d", "event_id": "e", "type": "arrest", **fields})


def incitement(text: str, sentence: str) -> Event:
    start = text.index(sentence)
    return event(
        type="incitement", evidence=(Evidence(field="event", start=start, end=start + len(sentence)),)
    )


ARREST = (
    "Police in Norden arrested Nasir Belhadj, 27, on Monday. Interior Minister Lena Okoye said that Belhadj "
    "had planned an attack. The British photographer Mara Lindt saw it."
)


def test_private_persons_appear_by_role() -> None:
    assert view(event(targets=("Nasir Belhadj",)), document(ARREST)).targets == ("suspect, 27",)
    assert view(event(actors=("Nasir Belhadj",)), document(ARREST)).actors == ("named person, 27",)
    assert view(event(type="plot", actors=("Belhadj",)), document(ARREST)).actors == ("suspect, 27",)


def test_a_role_that_stands_before_the_name_is_kept_and_is_enough() -> None:
    shown = view(event(targets=("British photographer Mara Lindt", "home of Belhadj")), document(ARREST))
    assert shown.targets == ("British photographer", "home of suspect, 27")


def test_an_age_is_not_said_twice() -> None:
    shown = view(event(targets=("Nasir Belhadj, 27",)), document(ARREST))
    assert shown.targets == ("suspect, 27",)


def test_holders_of_public_office_keep_their_names() -> None:
    shown = view(event(actors=("Lena Okoye", "police"), attributed_to="Lena Okoye"), document(ARREST))
    assert shown.actors == ("Lena Okoye", "police")
    assert shown.attributed_to == "Lena Okoye"


def test_the_one_who_says_so_is_a_person_too() -> None:
    shown = view(event(attributed_to="Mara Lindt"), document(ARREST))
    assert shown.attributed_to == "photographer"


def test_groups_and_outlets_keep_their_names() -> None:
    text = "Gunmen of the Norland Liberation Army fled. The Norden Times reported it. Harakat Nur denied it."
    actors = ("Norland Liberation Army", "Norden Times", "Harakat Nur")
    assert view(event(actors=actors), document(text)).actors == actors


def test_the_outlet_and_the_agency_of_the_dateline_keep_their_names() -> None:
    text = "GAO, March 12 (Sahara Globe) - A bomb exploded, Maghreb Eye said.\n\nSahara Globe saw it."
    assert masked_spans(document(text, publisher="Maghreb Eye"), []) == []


def test_names_are_shown_on_request() -> None:
    shown = view(event(targets=("Nasir Belhadj",)), document(ARREST), Reveal(names=True))
    assert shown.targets == ("Nasir Belhadj",)
    assert masked_spans(document(ARREST), [], Reveal(names=True)) == []


def test_faith_and_descent_of_persons_are_left_out_even_on_request() -> None:
    told = event(targets=("20-year-old Russian Muslim", "two Christian teachers", "a Kurdish man"))
    for reveal in (Reveal(), Reveal(names=True)):
        shown = view(told, document("Nothing."), reveal)
        assert shown.targets == ("20-year-old Russian", "two teachers", "a man")


def test_sites_sides_and_communities_are_no_ones_faith() -> None:
    told = ("Sikh temple", "Kurdish fighters", "Yazidis", "Muslim Council of Norland")
    assert view(event(targets=told), document("Nothing.")).targets == told


def test_nothing_else_of_an_event_changes() -> None:
    whole = event(
        targets=("Nasir Belhadj",), country="DEU", evidence=(Evidence(field="event", start=0, end=9),)
    )
    shown = view(whole, document(ARREST))
    assert shown.model_copy(update={"targets": whole.targets}) == whole


def test_every_mention_of_a_private_name_is_masked_and_no_public_one() -> None:
    masks = masked_spans(document(ARREST), [])
    assert [(ARREST[m.start : m.end], m.label) for m in masks] == [
        ("Nasir Belhadj", "named person"),
        ("Belhadj", "named person, 27"),
        ("Mara Lindt", "photographer"),
    ]


CALL = (
    "An editorial called on readers to act. “Strike the festivals. Spare no one,” it said. "
    "The mayor answered: “We will not be moved.”"
)


def test_quoted_incitement_is_masked_as_a_whole() -> None:
    masks = masked_spans(document(CALL), [incitement(CALL, "Spare no one,” it said.")])
    assert [(CALL[m.start : m.end], m.why) for m in masks] == [
        ("“Strike the festivals. Spare no one,”", "incitement")
    ]


def test_quotations_outside_incitement_stay() -> None:
    claim = incitement(CALL, "Spare no one").model_copy(update={"type": "claim"})
    assert masked_spans(document(CALL), [claim]) == []


def test_incitement_is_shown_on_request() -> None:
    told = incitement(CALL, "Spare no one,” it said.")
    assert masked_spans(document(CALL), [told], Reveal(incitement=True)) == []


def test_a_quotation_that_is_never_closed_is_masked_to_the_end_of_its_paragraph() -> None:
    text = 'He wrote: "Burn it all. Leave nothing\n\nPolice are looking.'
    (mask,) = masked_spans(document(text), [incitement(text, 'He wrote: "Burn it all.')])
    assert text[mask.start : mask.end] == '"Burn it all. Leave nothing'


def test_apostrophes_quote_nothing() -> None:
    text = "Norland's leader urged attacks on the city's markets, the group's channel said."
    assert masked_spans(document(text), [incitement(text, text)]) == []


def test_a_name_inside_masked_incitement_is_masked_once() -> None:
    text = "The paper wrote “Kill Nasir Belhadj now” and Nasir Belhadj, 27, fled."
    masks = masked_spans(document(text), [incitement(text, text)])
    assert [m.why for m in masks] == ["incitement", "name"]


def test_titles_hide_what_the_text_hides() -> None:
    paper = document(ARREST, title="Belhadj held: 'he planned it'")
    assert masked_text(paper.title or "", paper, []) == "[named person, 27] held: 'he planned it'"
    told = incitement(ARREST, "planned an attack")
    assert masked_text("“Burn it”, it said", paper, [told]) == "[quoted incitement], it said"
    assert masked_text("“Burn it”", paper, [told], Reveal(incitement=True)) == "“Burn it”"


def test_a_byline_that_was_set_aside_is_a_name_too() -> None:
    paper = document("A blast hit the town.", author="Mara Lindt")
    assert masked_text("By Mara Lindt", paper, []) == "By [named person]"


@given(
    st.lists(
        st.sampled_from(["“", "”", '"', "'", "Nasir Belhadj, 27,", "Kill", "\n\n", "a", "."]), max_size=30
    )
)
def test_masks_never_overlap_and_lie_inside_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    everything = event(type="incitement", evidence=(Evidence(field="event", start=0, end=len(text)),))
    masks = masked_spans(document(text), [everything])
    ends = [0, *(mask.end for mask in masks)]
    assert all(mask.start >= end for mask, end in zip(masks, ends, strict=False))
    assert all(mask.end <= len(text) for mask in masks)


def test_an_offered_event_that_likely_incites_masks_like_a_written_one() -> None:
    told = incitement(CALL, "Spare no one,” it said.")
    likely, unlikely = (told.model_copy(update={"confidence": sure}) for sure in (0.6, 0.4))
    other = likely.model_copy(update={"type": "claim"})
    assert offered_incitement([likely, unlikely, other]) == (likely,)
