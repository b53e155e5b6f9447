"""What linking rests on besides the reports: the form of accounts, the weights and the rules."""

from __future__ import annotations

from importlib import resources

from lapwing.records import content_id

# To be raised with every change of what an account holds, of blocks, obstacles or the clustering.
_RULES = "1"
_WEIGHTS = ("words.json", "comparisons.json", "company.json")


def _scheme() -> str:
    folder = resources.files(__package__).joinpath("weights")
    return content_id("lnk", _RULES, *(folder.joinpath(name).read_text("utf-8") for name in _WEIGHTS))


SCHEME = _scheme()
"""Changes whenever reports linked before might be linked otherwise now: then all are linked again."""
