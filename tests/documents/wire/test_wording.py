from lapwing.documents.wire.wording import Wording
from tests.documents.wire.make import document


def test_a_long_paragraph_that_speaks_of_you_is_the_reports_own():
    said = "The minister said that you cannot bargain with gunmen, and that US officials had been told. "
    wording = Wording(document(text=said * 6))
    assert len(wording.tokens) > 60


def test_what_the_outlet_says_to_its_readers_is_set_aside_and_the_us_is_not_its_readers():
    asking = Wording(document(text="Gunmen killed two.\n\nDo you know more? Write to our newsroom."))
    telling = Wording(document(text="Gunmen killed two.\n\nThe US embassy was closed."))
    assert "newsroom" not in asking.plain
    assert "embassy" in telling.plain
