"""What the tagger is taught with: one loss a document, summed over its heads."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.tagger.examples import ROLES, EventExample, Example
from training.tagger.net import Heads, means

# Shares of the heads in the loss; links weigh together about as much as triggers (not tuned further).
WEIGHTS = {
    "trigger": 1.0,
    "word": 0.5,
    "quote": 0.3,
    "same": 0.5,
    "link": 0.5,
    "judged": 0.3,
    "labelled": 0.2,
    "document": 0.2,
    "filler": 3.0,  # a mean over words, of which few are fillers
}


Add = Callable[[str, Tensor, float], None]


def losses(heads: Heads, example: Example, vectors: Tensor) -> dict[str, Tensor]:
    """Sums of the document's losses by head, each with the number of its terms as ``name + " n"``."""
    out: dict[str, Tensor] = {}

    def add(name: str, value: Tensor, n: float) -> None:
        out[name] = out.get(name, torch.zeros(())) + value
        out[f"{name} n"] = out.get(f"{name} n", torch.zeros(())) + n

    spans = torch.from_numpy(example.trigger_spans)
    found = means(vectors, spans) if len(spans) else vectors.new_zeros(0, vectors.shape[1])
    _document(heads, example, vectors, add)
    _triggers(heads, example, found, add)
    links(heads, example, vectors, found, add)
    for event in example.events:
        if event.triggers:
            _labels(heads, event, found, add)
        else:  # no cue names it: some word of its quote must
            a, b = event.quote
            best = heads.trigger(vectors[a:b])[:, event.kind].logsumexp(0)
            add("quote", event.weight * F.softplus(-best), event.weight)
    return out


def _document(heads: Heads, example: Example, vectors: Tensor, add: Add) -> None:
    """Which words report no event or are fillers, and whether the document reports any event."""
    words = means(vectors, torch.from_numpy(example.words))
    outside = torch.from_numpy(example.outside)
    add("word", example.weight * (F.softplus(heads.trigger(words)) * outside).sum(), len(words))
    if example.fillers is not None:
        marks = torch.from_numpy(example.fillers)
        loss = F.binary_cross_entropy_with_logits(heads.filler(words), marks, reduction="sum")
        add("filler", loss, len(words))
    if example.reports is not None:
        score = heads.document(vectors.mean(0))
        mark = torch.tensor([float(example.reports)])
        add("document", example.weight * F.binary_cross_entropy_with_logits(score, mark), example.weight)


def _triggers(heads: Heads, example: Example, found: Tensor, add: Add) -> None:
    """Which triggers report an event, and which two of them the same."""
    kinds = torch.from_numpy(example.trigger_kinds)
    if len(found):
        scores = heads.trigger(found).gather(1, kinds[:, None]).squeeze(1)
        weights = torch.from_numpy(example.trigger_weights)
        marks = torch.from_numpy(example.trigger_marks)
        loss = F.binary_cross_entropy_with_logits(scores, marks, reduction="none")
        add("trigger", (weights * loss).sum(), float(weights.sum()))
    if len(example.pairs):
        pairs = torch.from_numpy(example.pairs)
        e = heads.events(found, kinds)
        scores = heads.same_score(e[pairs[:, 0]], e[pairs[:, 1]], pairs[:, 2])
        loss = F.binary_cross_entropy_with_logits(scores, pairs[:, 3].float(), reduction="sum")
        add("same", loss, len(pairs))


def links(heads: Heads, example: Example, vectors: Tensor, found: Tensor, add: Add) -> None:
    """Which mention gives each event's value; of several right ones the net may choose."""
    events = [e for e in example.events if e.triggers]
    if not events:
        return
    rows = [t for e in events for t in e.triggers]
    bounds = np.cumsum([0, *(len(e.triggers) for e in events)])
    kinds = torch.tensor([e.kind for e in events for _ in e.triggers])
    seen = heads.events(found[torch.tensor(rows)], kinds)
    for role in ROLES:
        spans = torch.from_numpy(example.mention_spans[role])
        if not len(spans) or not any(role in e.links for e in events):
            continue
        standing = torch.from_numpy(example.standings[role][rows])
        kinds = torch.from_numpy(example.mention_kinds[role])
        scores, nothing = heads.link_scores(role, seen, means(vectors, spans), kinds, standing)
        scores = torch.cat([nothing[:, None], scores], 1)
        for i, event in enumerate(events):
            if role in event.links:
                marks, none = event.links[role]
                one = scores[bounds[i] : bounds[i + 1]].logsumexp(0)
                value = one.logsumexp(0) - one[torch.tensor([none, *marks])].logsumexp(0)
                add("link", event.weight * value, event.weight)


def _labels(heads: Heads, event: EventExample, found: Tensor, add: Add) -> None:
    at = torch.tensor(event.triggers)
    mean = heads.events(found[at], torch.full((len(at),), event.kind)).mean(0)
    for name, value in event.judged.items():
        loss = F.cross_entropy(heads.judge[name](mean), torch.tensor(value))
        add("judged", event.weight * loss, event.weight)
    for name, marks in event.labelled.items():
        target = torch.tensor(marks, dtype=torch.float32)
        loss = F.binary_cross_entropy_with_logits(heads.judge[name](mean), target)
        add("labelled", event.weight * loss, event.weight)


def total(parts: list[dict[str, Tensor]]) -> tuple[Tensor, dict[str, float]]:
    """The batch's loss, and the mean of each head for the log."""
    loss = torch.zeros(())
    seen = {}
    for name, weight in WEIGHTS.items():
        value = sum((p[name] for p in parts if name in p), torch.zeros(()))
        n = sum(float(p[f"{name} n"]) for p in parts if name in p)
        if n:
            loss = loss + weight * value / n
            seen[name] = float(value.detach()) / n
    return loss, seen
