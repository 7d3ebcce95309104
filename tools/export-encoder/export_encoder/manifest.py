"""Manifests as Kindred's `onnx:` encoders read them."""

from .preparation import Preparation


def image_manifest(name: str, preparation: Preparation, *, provenance: str, licence: str | None) -> dict:
    return {
        "kind": "image",
        "file": f"{name}.onnx",
        "dtype": "fp32",
        **preparation.manifest_keys(),
        "layout": "NCHW",
        "input": {
            "name": "pixels",
            "type": "float32",
            "scale": 1 / 255,
            "mean": list(preparation.mean),
            "std": list(preparation.std),
        },
        "output": "embedding",
        "pooling": "none",
        "normalise": True,
        **_facts(name, provenance, licence),
    }


def text_manifest(
    name: str,
    *,
    pooling: str,
    max_tokens: int,
    query_prefix: str,
    document_prefix: str,
    provenance: str,
    licence: str | None,
) -> dict:
    return {
        "kind": "text",
        "file": f"{name}.onnx",
        "dtype": "fp32",
        "tokenizer": {"file": "tokenizer.json", "config": "tokenizer_config.json"},
        "inputs": {"inputIds": "input_ids", "attentionMask": "attention_mask"},
        "output": "token_states",
        "pooling": pooling,
        "maxTokens": max_tokens,
        "queryPrefix": query_prefix,
        "documentPrefix": document_prefix,
        "normalise": True,
        **_facts(name, provenance, licence),
    }


def _facts(name: str, provenance: str, licence: str | None) -> dict:
    facts = {"goldens": f"{name}.goldens.json", "provenance": provenance}
    return facts if licence is None else {**facts, "licence": licence}
