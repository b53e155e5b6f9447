import pytest

from lapwing.documents.wire import credited_agency
from lapwing.records import Furniture
from tests.documents.wire.make import REPORT, document


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"VELMORA (Reuters) - {REPORT}", "Reuters"),
        (f"VELMORA, April 7 (AP) — {REPORT}", "Associated Press"),
        (f"Blast at harbour\n\nVELMORA, April 7 (Xinhua) -- {REPORT}", "Xinhua"),
        (f"AFP - {REPORT}", "Agence France-Presse"),
        (f"By Ann Ames, Associated Press\n\n{REPORT}", "Associated Press"),
        (f"{REPORT}\n\nSource: Anadolu", "Anadolu"),
        (f"{REPORT} (dpa)", "dpa"),
        (f"{REPORT}\n\n© 2031 Agence France-Presse", "Agence France-Presse"),
        (f"VELMORA (AFP/dpa) - {REPORT}", "Agence France-Presse"),
    ],
)
def test_datelines_bylines_and_credit_lines_name_the_agency(text, agency):
    assert credited_agency(document(text=text)) == agency


@pytest.mark.parametrize(
    "text",
    [
        f'{REPORT}\n\n"We will rebuild the quay," the governor told Reuters on Tuesday.',
        f"{REPORT}\n\nAccording to AFP the dogs found nothing.",
        f"(AP Photo/Ann Ames)\n\n{REPORT}",
        f"{REPORT}\n\nThe Associated Press contributed to this report.",
        REPORT,
    ],
)
def test_quotations_pictures_and_contributions_are_no_credits(text):
    assert credited_agency(document(text=text)) is None


def test_the_author_the_publisher_and_credits_set_aside_count():
    aside = Furniture(start=0, end=10, rule="source_credit", text="Source: EFE")
    picture = Furniture(start=0, end=10, rule="photo_credit", text="Source: EFE")
    assert credited_agency(document(author="Ann Ames, Reuters")) == "Reuters"
    assert credited_agency(document(publisher="TASS")) == "TASS"
    assert credited_agency(document(furniture=(aside,))) == "EFE"
    assert credited_agency(document(furniture=(picture,))) is None
