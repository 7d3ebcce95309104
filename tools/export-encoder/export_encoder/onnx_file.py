"""Writes a network as an ONNX file whose batch, and number of tokens, may have any size."""

from pathlib import Path

import torch

OPSET = 18


def write_image_model(model: torch.nn.Module, width: int, height: int, path: Path) -> None:
    """One input `pixels` [batch, 3, height, width], one output `embedding` [batch, dimension]."""
    _write(
        model,
        (torch.zeros(2, 3, height, width),),
        path,
        inputs={"pixels": {0: torch.export.Dim("batch")}},
        output="embedding",
    )


def write_text_model(model: torch.nn.Module, path: Path) -> None:
    """Inputs `input_ids` and `attention_mask` [batch, tokens], one output `token_states` [batch, tokens, dimension]."""
    batch, tokens = torch.export.Dim("batch"), torch.export.Dim("tokens", min=2, max=4096)
    example = torch.ones(2, 8, dtype=torch.int64)
    _write(
        model,
        (example, example.clone()),
        path,
        inputs={"input_ids": {0: batch, 1: tokens}, "attention_mask": {0: batch, 1: tokens}},
        output="token_states",
    )


def _write(model: torch.nn.Module, example: tuple, path: Path, *, inputs: dict, output: str) -> None:
    torch.onnx.export(
        model,
        example,
        str(path),
        dynamo=True,
        input_names=list(inputs),
        output_names=[output],
        dynamic_shapes=tuple(inputs.values()),
        opset_version=OPSET,
        external_data=False,
        verbose=False,
    )
