import pytest

from lapwing.documents.wire.revisions import revision_of
from tests.documents.wire.make import REPORT, document


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        (f"UPDATE 2-Blast at harbour\n\n{REPORT}", "update", 2),
        (f"{REPORT}\n\n(Adds quote of the governor)", "update", 1),
        (f"Correction: the toll was wrong.\n\n{REPORT}", "correction", 1),
        (f"{REPORT}\n\nAn earlier version of this story gave a wrong toll.", "correction", 1),
    ],
)
def test_marks_of_revision_are_read(text, kind, number):
    mark = revision_of(document(text=text))
    assert mark is not None and (mark.kind, mark.number) == (kind, number)
    assert text[mark.start :].startswith(mark.words)


@pytest.mark.parametrize("line", ["Updated: 7 April 2031, 10:42", "Updated: Monday, 10:42 am"])
def test_the_clock_of_a_page_marks_nothing(line):
    assert revision_of(document(text=f"{line}\n\n{REPORT}")) is None


def test_a_correction_ranks_above_a_numbered_update_and_a_title_counts():
    both = document(title="UPDATE 3-Blast", text=f"{REPORT}\n\n(Corrects the toll)")
    assert revision_of(both).kind == "correction"
    assert revision_of(document(title="UPDATE 3-Blast")).rank == 3
