"""Fitting: coded articles in, the linear weights of a coder out. Needs no network and no torch.

``stages`` fits all models of a coder; ``training/`` makes the shipped weights with it. :func:`fine_tune` moves
a coder's weights towards a user's reviewed documents, and adopts the result only where it codes better those
that were held back.
"""

from lapwing.fitting.adopting import Report, fine_tune
from lapwing.fitting.decisions import Decided, read_decisions
from lapwing.fitting.tuning import Tuned, steps
from lapwing.fitting.weights import ModelFolder

__all__ = ["Decided", "ModelFolder", "Report", "Tuned", "fine_tune", "read_decisions", "steps"]
