"""The tagger as a torch network: an encoder and the heads that ``lapwing.coding.tagger.heads`` runs on numpy."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from lapwing.coding.tagger import geometry
from lapwing.coding.tagger.pieces import Vocabulary
from lapwing.coding.tagger.tagged import FILLERS
from training.tagger.examples import JUDGED, LABELLED, ROLES, TYPES, Example

WIDTH, HIDDEN = 96, 64


class Heads(nn.Module):
    """Scores of triggers, pairs of triggers, links to mentions, and labels; all from piece vectors."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.trigger = nn.Linear(size, len(TYPES))
        self.document = nn.Linear(size, 1)
        self.filler = nn.Linear(size, 2 * len(FILLERS))
        self.event = nn.Linear(size, WIDTH)
        self.event_type = nn.Embedding(len(TYPES), WIDTH)
        self.same_product = nn.Linear(WIDTH, HIDDEN)
        self.same_gap = nn.Linear(WIDTH, HIDDEN, bias=False)
        self.same_standing = nn.Embedding(geometry.STANDINGS, HIDDEN)
        self.same = nn.Linear(HIDDEN, 1)
        self.mention = nn.ModuleDict({r: nn.Linear(size, WIDTH) for r in ROLES})
        self.mention_kind = nn.ModuleDict({r: nn.Embedding(geometry.KINDS, WIDTH) for r in ROLES})
        self.link_event = nn.ModuleDict({r: nn.Linear(WIDTH, HIDDEN) for r in ROLES})
        self.link_mention = nn.ModuleDict({r: nn.Linear(WIDTH, HIDDEN, bias=False) for r in ROLES})
        self.link_product = nn.ModuleDict({r: nn.Linear(WIDTH, HIDDEN, bias=False) for r in ROLES})
        self.link_standing = nn.ModuleDict({r: nn.Embedding(geometry.STANDINGS, HIDDEN) for r in ROLES})
        self.link = nn.ModuleDict({r: nn.Linear(HIDDEN, 1, bias=False) for r in ROLES})
        self.none_event = nn.ModuleDict({r: nn.Linear(WIDTH, HIDDEN) for r in ROLES})
        self.none = nn.ModuleDict({r: nn.Linear(HIDDEN, 1) for r in ROLES})
        self.judge = nn.ModuleDict(
            {name: nn.Linear(WIDTH, len(values)) for name, values in (*JUDGED.items(), *LABELLED.items())}
        )
        for module in self.modules():
            if isinstance(module, nn.Embedding):
                nn.init.normal_(module.weight, std=0.05)

    def events(self, vectors: Tensor, kinds: Tensor) -> Tensor:
        """Triggers as events of a type: ``(n, WIDTH)``."""
        return torch.relu(self.event(vectors) + self.event_type(kinds))

    def same_score(self, earlier: Tensor, later: Tensor, standing: Tensor) -> Tensor:
        """Log-odds that two triggers report one event."""
        seen = self.same_product(earlier * later) + self.same_gap((earlier - later).abs())
        return self.same(torch.relu(seen + self.same_standing(standing))).squeeze(-1)

    def link_scores(
        self, role: str, events: Tensor, vectors: Tensor, kinds: Tensor, standing: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Scores ``(events, mentions)`` of each mention as the role's value, and ``(events,)`` of none."""
        none = self.none[role](torch.relu(self.none_event[role](events))).squeeze(-1)
        m = torch.relu(self.mention[role](vectors) + self.mention_kind[role](kinds))
        product = self.link_product[role](events[:, None] * m[None])
        seen = self.link_event[role](events)[:, None] + self.link_mention[role](m)[None] + product
        return self.link[role](torch.relu(seen + self.link_standing[role](standing))).squeeze(-1), none


class Tagger(nn.Module):
    """Encoder and heads."""

    def __init__(self, encoder: Path, dropout: float) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            encoder, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
            attn_implementation="eager", add_pooling_layer=False,
        )  # fmt: skip
        self.encoder.embeddings.word_embeddings.requires_grad_(False)
        self.heads = Heads(self.encoder.config.hidden_size)
        self.dropout = nn.Dropout(dropout)

    def read(self, documents: list[Example], vocabulary: Vocabulary, hide: float) -> list[Tensor]:
        """Each document's piece vectors ``(pieces, size)``; in training a share of pieces is hidden."""
        pad, opening, closing = vocabulary.pad, vocabulary.opening, vocabulary.closing
        rows = [(d, w) for d in documents for w in d.windows]
        length = max(w.end - w.first for _, w in rows) + 2
        ids = torch.full((len(rows), length), pad)
        for i, (d, w) in enumerate(rows):
            n = w.end - w.first
            ids[i, 0], ids[i, n + 1] = opening, closing
            ids[i, 1 : n + 1] = torch.from_numpy(d.pieces.ids[w.first : w.end])
        attention = (ids != pad).long()
        if hide and self.training:
            hidden = (torch.rand(ids.shape) < hide) & (ids != pad) & (ids != opening) & (ids != closing)
            ids = torch.where(hidden, vocabulary.mask, ids)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = self.encoder(input_ids=ids, attention_mask=attention).last_hidden_state
        out = self.dropout(out.float())
        parts: dict[str, list[Tensor]] = {}
        for i, (d, w) in enumerate(rows):
            parts.setdefault(d.doc_id, []).append(out[i, 1 + w.own - w.first : 1 + w.end - w.first])
        return [torch.cat(parts[d.doc_id]) for d in documents]


def means(vectors: Tensor, spans: Tensor) -> Tensor:
    """The mean vector of each span of pieces."""
    sums = torch.cat([vectors.new_zeros(1, vectors.shape[1]), vectors.cumsum(0)])
    return (sums[spans[:, 1]] - sums[spans[:, 0]]) / (spans[:, 1] - spans[:, 0]).unsqueeze(1)
