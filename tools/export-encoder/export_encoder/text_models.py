"""Text networks of transformers: token states, which Kindred pools."""

from pathlib import Path

import torch

from .errors import ExportError


class TokenStates(torch.nn.Module):
    """[batch, tokens] → [batch, tokens, dimension], with nothing else around it."""

    def __init__(self, model: torch.nn.Module):
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        return self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state


def load_transformers(name: str, out: Path):
    """The network and its tokenizer, whose files are written to `out`. `name` is a folder, or a model of the hub."""
    try:
        from transformers import AutoModel, AutoTokenizer
    except ImportError as error:
        raise ExportError("transformers is not installed. Run: pip install '.[text]'") from error
    tokenizer = AutoTokenizer.from_pretrained(name, use_fast=True)
    if not tokenizer.is_fast:
        raise ExportError(f"'{name}' has no tokenizer.json, which Kindred reads.")
    tokenizer.save_pretrained(out)
    model = AutoModel.from_pretrained(name, attn_implementation="eager")
    return TokenStates(model).eval(), tokenizer


def embed_text(model: TokenStates, tokenizer, text: str, *, pooling: str, max_tokens: int) -> torch.Tensor:
    """[dimension], unit length: as Kindred computes it from the token states."""
    encoded = tokenizer(text, truncation=True, max_length=max_tokens, return_tensors="pt")
    with torch.inference_mode():
        states = model(encoded["input_ids"], encoded["attention_mask"])[0]
    pooled = {"mean": states.mean(0), "cls": states[0], "lastToken": states[-1]}[pooling]
    return torch.nn.functional.normalize(pooled, dim=0)
