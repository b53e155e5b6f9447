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
    """A tagger fitted on the examples; it starts from the mean of the networks ``start``, if there are any."""
    torch.manual_seed(settings.seed)
    order = random.Random(settings.seed)
    net = Tagger(encoder, settings.dropout)
    if start:
        net.load_state_dict({name: sum(one[name] for one in start) / len(start) for name in start[0]})
    groups = [
        {"params": [p for p in net.encoder.parameters() if p.requires_grad], "lr": settings.rate},
        {"params": net.heads.parameters(), "lr": settings.head_rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=settings.decay)
    epochs = [
        _batches(_drawn(examples, settings, order) if start else examples, settings, order)
        for _ in range(settings.epochs_after if start else settings.epochs)
    ]
    steps = sum(len(e) for e in epochs)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / (steps - warm)))
    )
    started = time.monotonic()
    for number, batches in enumerate(epochs):
        net.train()
        seen: dict[str, float] = defaultdict(float)
        times: Counter[str] = Counter()
        for batch in batches:
            vectors = net.read(batch, vocabulary, settings.hide)
            loss, parts = total([losses(net.heads, d, v) for d, v in zip(batch, vectors, strict=True)])
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            schedule.step()
            for name, value in parts.items():
                seen[name] += value
                times[name] += 1
        means = {name: round(seen[name] / times[name], 4) for name in seen}
        log({"epoch": number + 1, **means, "seconds": round(time.monotonic() - started)})
    return net.eval()


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
