"""Trains the low-rank adapter that shifts the public sentence encoder towards our topics.

Run offline, in an environment of its own with torch, numpy, safetensors, tokenizers and pyyaml:

    python bench/train_adapter.py MODEL_FOLDER [--epochs 4] [--keep 3] [--output FILE]

MODEL_FOLDER holds the public `model.safetensors` and `tokenizer.json`. It reads the training sentences of
`data/*/nlu.yml` and nothing else, prints the accuracy on the tuning messages after each epoch, and writes the
adapter. Then `make train`.

All layers are trained and the first `--keep` of them are written: the upper ones fold each topic into one point, which
helps the head of the training and harms the one that serves (measured in `bench/RESULTS.md`).
"""

import argparse
import math
import random
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import nn

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.messages import TUNING, read_messages  # noqa: E402
from bench.noise import dropped_word, slips  # noqa: E402

OUTPUT = ROOT / "understanding" / "encoder" / "adapter.safetensors"
RANK, BATCH, RATE, SCALE, SMOOTHING = 16, 64, 1.5e-3, 20.0, 0.1
HEADS, WIDTH, LAYERS, EPSILON = 12, 384, 6, 1e-12
PARTS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


class LowRank(nn.Module):
    """A frozen dense layer plus B·A."""

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor) -> None:
        super().__init__()
        self.weight, self.bias = weight, bias
        self.A = nn.Parameter(torch.randn(RANK, weight.shape[1]) / math.sqrt(weight.shape[1]))
        self.B = nn.Parameter(torch.zeros(weight.shape[0], RANK))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        low = F.linear(F.dropout(x, 0.1, self.training), self.A)
        return F.linear(x, self.weight, self.bias) + F.linear(low, self.B)


class Encoder(nn.Module):
    """The public encoder with an adapter in every dense layer; gives unit vectors [batch, 384]."""

    def __init__(self, weights: dict[str, torch.Tensor]) -> None:
        super().__init__()
        self.frozen = weights
        self.adapters = nn.ModuleDict(
            {
                f"encoder.layer.{layer}.{part}".replace(".", "/"): LowRank(
                    weights[f"encoder.layer.{layer}.{part}.weight"], weights[f"encoder.layer.{layer}.{part}.bias"]
                )
                for layer in range(LAYERS)
                for part in PARTS
            }
        )

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        w = self.frozen
        x = F.embedding(ids, w["embeddings.word_embeddings.weight"])
        x = x + w["embeddings.position_embeddings.weight"][: ids.shape[1]]
        x = x + w["embeddings.token_type_embeddings.weight"][0]
        x = self._normalise(x, "embeddings")
        for layer in range(LAYERS):
            x = self._layer(x, mask, f"encoder.layer.{layer}.")
        weights = mask[..., None].float()
        return F.normalize((x * weights).sum(1) / weights.sum(1), dim=-1)

    def _layer(self, x: torch.Tensor, mask: torch.Tensor, name: str) -> torch.Tensor:
        batch, length, _ = x.shape

        def dense(part: str, value: torch.Tensor) -> torch.Tensor:
            return self.adapters[(name + part).replace(".", "/")](value)

        heads = [dense(part, x).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2) for part in PARTS[:3]]
        attended = F.scaled_dot_product_attention(*heads, attn_mask=mask[:, None, None, :])
        attended = dense(PARTS[3], attended.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self._normalise(x + F.dropout(attended, 0.1, self.training), name + "attention.output")
        wide = dense(PARTS[5], F.gelu(dense(PARTS[4], x)))
        return self._normalise(x + F.dropout(wide, 0.1, self.training), name + "output")

    def _normalise(self, x: torch.Tensor, name: str) -> torch.Tensor:
        gain, shift = self.frozen[f"{name}.LayerNorm.weight"], self.frozen[f"{name}.LayerNorm.bias"]
        return F.layer_norm(x, (WIDTH,), gain, shift, EPSILON)

    def matrices(self, layers: int) -> dict[str, torch.Tensor]:
        """The adapter of the first layers as `understanding.encoder.adapter` reads it, float16."""
        found = {}
        for name, adapter in list(self.adapters.items())[: layers * len(PARTS)]:
            found[name.replace("/", ".") + ".A"] = adapter.A.detach().half().contiguous()
            found[name.replace("/", ".") + ".B"] = adapter.B.detach().half().contiguous()
        return found


class Trainer:
    """Cosine classification of noisy sentences; the classes' vectors are thrown away afterwards."""

    def __init__(self, folder: Path, epochs: int, keep: int, output: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.encoder = Encoder(load_file(str(folder / "model.safetensors")))
        self.epochs, self.keep, self.output = epochs, keep, output
        self.examples = [m for file in sorted(ROOT.glob("data/*/nlu.yml")) for m in read_messages(file)]
        self.classes = sorted({message.intent for message in self.examples})
        self.labels = torch.tensor([self.classes.index(message.intent) for message in self.examples])

    def run(self) -> None:
        """Train and write the adapter after each epoch."""
        chance = random.Random(0)
        torch.manual_seed(0)
        vectors = self.encode([message.text for message in self.examples])
        centres = [F.normalize(vectors[self.labels == index].mean(0), dim=0) for index in range(len(self.classes))]
        head = nn.Parameter(torch.stack(centres))
        counts = torch.bincount(self.labels).float()
        weights = (counts.mean() / counts).clamp(0.4, 2.0).sqrt()
        trained = [*self.encoder.parameters()]
        optimiser = torch.optim.AdamW([{"params": trained, "weight_decay": 0.01}, {"params": [head]}])
        steps, step = self.epochs * math.ceil(len(self.examples) / BATCH), 0
        for epoch in range(self.epochs):
            self.encoder.train()
            for chosen, ids, mask in self._batches(chance):
                rate = RATE * min(1.0, step / (0.06 * steps)) * max(0.02, 1 - step / steps)
                optimiser.param_groups[0]["lr"], optimiser.param_groups[1]["lr"] = rate, 2 * rate
                scores = SCALE * self.encoder(ids, mask) @ F.normalize(head, dim=-1).T
                loss = F.cross_entropy(scores, self.labels[chosen], weight=weights, label_smoothing=SMOOTHING)
                optimiser.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(trained, 1.0)
                optimiser.step()
                step += 1
            save_file(self.encoder.matrices(self.keep), str(self.output))
            print(f"epoch {epoch + 1}: tuning messages right {self._accuracy(head):.1%}", flush=True)

    def encode(self, texts: list[str]) -> torch.Tensor:
        """Vectors [len(texts), 384] without noise."""
        self.encoder.eval()
        ids = [self._ids(text) for text in texts]
        found = torch.zeros(len(texts), WIDTH)
        order = sorted(range(len(texts)), key=lambda index: len(ids[index]))
        with torch.no_grad():
            for start in range(0, len(order), 128):
                chosen = order[start : start + 128]
                found[chosen] = self.encoder(*_padded([ids[index] for index in chosen]))
        return found

    def _batches(self, chance: random.Random):  # type: ignore[no-untyped-def]
        ids = [self._ids(_noisy(message.text, chance)) for message in self.examples]
        order = sorted(range(len(ids)), key=lambda index: len(ids[index]) + 6 * chance.random())
        batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        chance.shuffle(batches)
        for chosen in batches:
            yield (chosen, *_padded([ids[index] for index in chosen]))

    def _accuracy(self, head: torch.Tensor) -> float:
        messages = [m for file in sorted(TUNING.glob("tuning_in_scope_*.yml")) for m in read_messages(file)]
        best = (self.encode([m.text for m in messages]) @ F.normalize(head, dim=-1).T).argmax(1)
        return float(np.mean([self.classes[index] == m.intent for index, m in zip(best, messages)]))

    def _ids(self, text: str) -> list[int]:
        ids = self.tokenizer.encode(text).ids
        return ids if len(ids) <= 96 else ids[:24] + ids[-72:]


def _noisy(text: str, chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.6:
        return text
    return slips(text) if kind < 0.8 else dropped_word(text)


def _padded(rows: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    length = max(map(len, rows))
    ids, mask = torch.zeros(len(rows), length, dtype=torch.long), torch.zeros(len(rows), length, dtype=torch.bool)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = torch.tensor(row)
        mask[index, : len(row)] = True
    return ids, mask


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--keep", type=int, default=3)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    Trainer(options.folder, options.epochs, options.keep, options.output).run()


if __name__ == "__main__":
    main()
