"""The scheme names everything that linking rests on besides the reports."""

from importlib import resources

from lapwing.incidents import SCHEME
from lapwing.incidents.scheme import _WEIGHTS


def test_all_weights_that_ship_are_in_the_scheme():
    folder = resources.files("lapwing.incidents").joinpath("weights")
    assert {file.name for file in folder.iterdir()} == set(_WEIGHTS)


def test_the_scheme_is_an_id_made_of_content():
    assert SCHEME.startswith("lnk-")
    assert len(SCHEME) == len("lnk-") + 16
