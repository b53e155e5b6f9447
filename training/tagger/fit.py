"""Fitting the tagger: AdamW with warm-up and linear decay, documents in random order, seeded."""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR

from lapwing.coding.tagger.pieces import Vocabulary
from training.tagger.examples import Example
from training.tagger.loss import losses, total
from training.tagger.net import Tagger


@dataclass(frozen=True)
class Settings:
    """How the tagger is fitted."""

    epochs: int = 6
    epochs_after: int = 3  # of a network that starts from others, with a share of what those have seen
    share_after: float = 0.3
    windows: int = 10  # a batch holds documents with about so many windows
    rate: float = 1e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    dropout: float = 0.2
    hide: float = 0.05  # share of pieces replaced by the mask in training
    quiet_share: float = 0.35  # of the documents without events, this share is read each epoch
    seed: int = 20240115


def fit(
    examples: Sequence[Example],
    encoder: Path,
    vocabulary: Vocabulary,
    settings: Settings,
    *,
    start: Sequence[Mapping[str, Tensor]] = (),
    log: Callable[[dict[str, float]], None] = print,
) -> Tagger:
    """A tagger fitted on the examples and ready to be asked; seeded.

    It starts from the mean of the networks ``start``, if there are any. ``log`` gets each epoch's mean losses.
    """
    torch.manual_seed(settings.seed)
    order = random.Random(settings.seed)
    net = Tagger(encoder, settings.dropout)
    if start:
        net.load_state_dict({name: sum(one[name] for one in start) / len(start) for name in start[0]})
    times = settings.epochs_after if start else settings.epochs
    epochs = [
        _batches(_drawn(examples, settings, order) if start else examples, settings, order)
        for _ in range(times)
    ]
    optimiser = _optimiser(net, settings)
    schedule = _schedule(optimiser, sum(map(len, epochs)))
    started = time.monotonic()
    for number, batches in enumerate(epochs, start=1):
        net.train()
        means = _Means()
        for batch in batches:
            vectors = net.read(batch, vocabulary, settings.hide)
            loss, parts = total([losses(net.heads, d, v) for d, v in zip(batch, vectors, strict=True)])
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            schedule.step()
            means.add(parts)
        log({"epoch": number, **means.rounded(), "seconds": round(time.monotonic() - started)})
    return net.eval()


def _optimiser(net: Tagger, settings: Settings) -> Optimizer:
    """Heads learn faster than the encoder, whose word embeddings stay as they are."""
    groups = [
        {"params": [p for p in net.encoder.parameters() if p.requires_grad], "lr": settings.rate},
        {"params": net.heads.parameters(), "lr": settings.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=settings.decay)


def _schedule(optimiser: Optimizer, steps: int) -> LambdaLR:
    """Warm-up over a tenth of the steps, then linear decay to a fiftieth of the rate."""
    warm = max(1, steps // 10)
    return LambdaLR(optimiser, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / max(1, steps - warm))))


class _Means:
    """The means of an epoch's losses by head."""

    def __init__(self) -> None:
        self._sums: dict[str, float] = defaultdict(float)
        self._times: Counter[str] = Counter()

    def add(self, parts: Mapping[str, float]) -> None:
        for name, value in parts.items():
            self._sums[name] += value
            self._times[name] += 1

    def rounded(self) -> dict[str, float]:
        return {name: round(value / self._times[name], 4) for name, value in self._sums.items()}


def _drawn(examples: Sequence[Example], settings: Settings, order: random.Random) -> list[Example]:
    """All documents that no network of a half has seen, and a share of the others."""
    return [e for e in examples if e.fillers is not None or order.random() < settings.share_after]


def _teaches(example: Example) -> bool:
    return bool(example.events) or (example.fillers is not None and bool(example.fillers.any()))


def _batches(examples: Sequence[Example], settings: Settings, order: random.Random) -> list[list[Example]]:
    """The documents of one epoch in batches of about equal work; long and short ones apart."""
    taken = [e for e in examples if _teaches(e) or order.random() < settings.quiet_share]
    taken.sort(key=lambda e: max(w.end - w.first for w in e.windows) + order.random() * 40)
    batches: list[list[Example]] = []
    size = settings.windows
    for one in taken:
        if size + len(one.windows) > settings.windows:
            batches.append([])
            size = 0
        batches[-1].append(one)
        size += len(one.windows)
    order.shuffle(batches)
    return batches
