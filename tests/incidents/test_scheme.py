"""The scheme names everything that linking rests on besides the reports."""

from importlib import resources

import pytest

from lapwing.incidents import SCHEME
from lapwing.incidents.cluster import JOIN, TIE
from lapwing.incidents.company import FULL
from lapwing.incidents.obstacles import DAYS, LIKELY, NEAR_KM, SURE
from lapwing.incidents.scheme import _WEIGHTS


def test_all_weights_that_ship_are_in_the_scheme():
    folder = resources.files("lapwing.incidents").joinpath("weights")
    assert {file.name for file in folder.iterdir()} == set(_WEIGHTS)


def test_the_scheme_is_an_id_made_of_content():
    assert SCHEME.startswith("lnk-")
    assert len(SCHEME) == len("lnk-") + 16


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIE", TIE),
        ("JOIN", JOIN),
        ("FULL", FULL),
        ("SURE", SURE),
        ("LIKELY", LIKELY),
        ("NEAR_KM", NEAR_KM),
        ("DAYS", DAYS),
    ],
)
def test_the_page_on_incidents_gives_the_limits_that_hold(repository, name, value):
    page = (repository / "docs" / "incidents.md").read_text(encoding="utf-8")
    assert f"`{name}` {value:g}" in page
