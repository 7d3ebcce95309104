"""First values of vectors as torch computes them, for `kindred encoders check`."""

import math
from collections.abc import Callable

import torch

from .painted import painted_picture, synthetic_picture
from .preparation import Preparation

SEEDS = (1, 2, 3, 4)
TEXTS = (
    "Nikon D90 digital SLR camera 18-105mm lens",
    "red summer dress with floral print, size M",
    "café crème – Größe XL",
)


def image_goldens(model: torch.nn.Module, preparation: Preparation) -> dict:
    def embed(picture: bytes) -> torch.Tensor:
        shape = (preparation.height, preparation.width, 3)
        pixels = torch.frombuffer(bytearray(picture), dtype=torch.uint8).reshape(shape).float() / 255
        scaled = (pixels - torch.tensor(preparation.mean)) / torch.tensor(preparation.std)
        with torch.inference_mode():
            vector = model(scaled.permute(2, 0, 1).unsqueeze(0))[0]
        return torch.nn.functional.normalize(vector, dim=0)

    width, height = preparation.width, preparation.height
    return {
        "about": "first values of the vectors of pictures that export_encoder.painted makes, by torch, unit length",
        "synthetic": _golden(embed(synthetic_picture(width, height))),
        "painted": [{"seed": seed, **_golden(embed(painted_picture(width, height, seed)))} for seed in SEEDS],
    }


def text_goldens(embed: Callable[[str], torch.Tensor], query_prefix: str) -> dict:
    return {
        "about": "first values of the vectors of queries, by torch, unit length",
        "texts": [{"text": text, **_golden(embed(query_prefix + text))} for text in TEXTS],
    }


def _golden(vector: torch.Tensor) -> dict:
    values = vector.tolist()
    norm = math.sqrt(sum(value * value for value in values))
    return {"dims": len(values), "norm": round(norm, 6), "first16": [round(value, 7) for value in values[:16]]}
