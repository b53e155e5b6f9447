import pytest

from lapwing.coding import fillers
from lapwing.coding.fillers import Choice, fillers_of
from lapwing.coding.fillers.mentions import ROLES
from lapwing.coding.reading import read_closely
from lapwing.linear import Linear
from lapwing.records import Document
from tests.coding.tagger.make import NEWS, reader

EAGER = Choice(
    version="test",
    models={"filler": Linear({"always": 1.0}), "same": Linear({"overlap": 2.0, "always": -1.0})},
    known={},
    least=dict.fromkeys(ROLES, 0.5),
)


@pytest.fixture(scope="module")
def reading():
    return reader().read(Document(doc_id="a", text=NEWS))


def test_every_filler_quotes_the_text_in_words(reading):
    found = fillers_of(reading, EAGER)
    assert found
    for filler in found:
        quote = filler.quote(NEWS)
        assert quote == quote.strip() != ""
        assert all(span.quote(NEWS).lower() == quote.lower() for span in filler.also if "\n" not in quote)


def test_the_same_reading_gives_the_same_fillers(reading):
    assert fillers_of(reading, EAGER) == fillers_of(reading, EAGER)


def test_fillers_of_one_role_do_not_overlap_where_overlap_makes_them_one(reading):
    found = fillers_of(reading, EAGER)
    assert len(found) > len({filler.role for filler in found})
    for one in found:
        for other in found:
            assert one is other or one.role != other.role or not one.overlaps(other)


def test_an_empty_text_has_no_fillers():
    assert fillers_of(reader().read(Document(doc_id="a", text="")), EAGER) == ()


def test_a_document_that_was_read_without_the_tagger_has_no_fillers():
    assert fillers_of(read_closely(Document(doc_id="a", text=NEWS)), EAGER) == ()


def test_the_shipped_choice_names_every_role():
    shipped = fillers.choice()
    assert set(shipped.least) == set(ROLES)
    assert {"filler", "same", "stage", "confidence"} <= set(shipped.models)
