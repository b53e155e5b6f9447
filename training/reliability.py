"""What a coder's confidences are worth on its training articles, as it is kept in the weights file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lapwing.fitting.calibrate import Answer
from lapwing.fitting.reliability import Stored, errors_by_stage, judged_unseen, reliability_text
from training.build import Article

ALL, NEWS = "all articles", "hand-coded news"
_HAND_CODED = "gold"  # the source of the hand-coded news in the configuration
_SEED = 20240115  # of the draws of noise and intervals


def reliability(
    found: Mapping[str, Sequence[Answer]], articles: Sequence[Article]
) -> dict[str, dict[str, Stored]]:
    """Calibration errors by stage, cross-fitted, over all articles and over the hand-coded news among them."""
    judged = judged_unseen(found)
    news = {article.row["doc_id"] for article in articles if article.source == _HAND_CODED}
    in_news = {stage: [one for one in given if one.doc_id in news] for stage, given in judged.items()}
    return {ALL: errors_by_stage(judged, seed=_SEED), NEWS: errors_by_stage(in_news, seed=_SEED)}


def text(measured: Mapping[str, Mapping[str, Stored]]) -> str:
    """The tables under their headings."""
    return "\n\n".join(f"{name}\n{reliability_text(stages)}" for name, stages in measured.items())
