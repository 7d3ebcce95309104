"""Command line: `python -m export_encoder image|text …`; --help says more."""

import argparse
import json
import re
import sys
from pathlib import Path

from .errors import ExportError


def main() -> int:
    options = _parser().parse_args()
    if re.fullmatch(r"[\w.-]+", options.name) is None:
        print(f"--name '{options.name}' may have letters, digits and . _ - only.", file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        manifest, goldens = (_export_image if options.kind == "image" else _export_text)(options)
    except (ExportError, OSError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    _write_json(options.out / f"{options.name}.goldens.json", goldens)
    path = options.out / f"{options.name}.json"
    _write_json(path, manifest)
    print(f"{path}\nNow: kindred encoders check onnx:{path}")
    return 0


def _export_image(options: argparse.Namespace) -> tuple[dict, dict]:
    import torch

    from .goldens import image_goldens
    from .image_models import load_timm, load_torchvision
    from .manifest import image_manifest
    from .onnx_file import write_image_model

    torch.manual_seed(options.seed)
    load, network = (load_timm, options.timm) if options.timm else (load_torchvision, options.torchvision)
    model, preparation = load(network, pretrained=options.pretrained, checkpoint=options.checkpoint)
    write_image_model(model, preparation.width, preparation.height, options.out / f"{options.name}.onnx")
    library = "timm" if options.timm else "torchvision"
    provenance = f"{library} {network}, {_weights(options)}, torch {torch.__version__}"
    return (
        image_manifest(options.name, preparation, provenance=provenance, licence=options.licence),
        image_goldens(model, preparation),
    )


def _export_text(options: argparse.Namespace) -> tuple[dict, dict]:
    import torch

    from .goldens import text_goldens
    from .manifest import text_manifest
    from .onnx_file import write_text_model
    from .text_models import embed_text, load_transformers

    model, tokenizer = load_transformers(options.transformers, options.out)
    write_text_model(model, options.out / f"{options.name}.onnx")
    pooling, max_tokens = options.pooling, options.max_tokens
    manifest = text_manifest(
        options.name,
        pooling=pooling,
        max_tokens=max_tokens,
        query_prefix=options.query_prefix,
        document_prefix=options.document_prefix,
        provenance=f"transformers {options.transformers}, torch {torch.__version__}",
        licence=options.licence,
    )

    def embed(text: str) -> torch.Tensor:
        return embed_text(model, tokenizer, text, pooling=pooling, max_tokens=max_tokens)

    return manifest, text_goldens(embed, options.query_prefix)


def _weights(options: argparse.Namespace) -> str:
    if options.checkpoint is not None:
        return f"weights of {options.checkpoint.name}"
    return "its pretrained weights" if options.pretrained else f"untrained, seed {options.seed}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="export-encoder", description=__doc__)
    kinds = parser.add_subparsers(dest="kind", required=True)
    image = kinds.add_parser("image", help="a network of timm or torchvision")
    source = image.add_mutually_exclusive_group(required=True)
    source.add_argument("--timm", metavar="MODEL", help="for example vit_small_patch14_dinov2")
    source.add_argument("--torchvision", metavar="MODEL", help="for example resnet50")
    weights = image.add_mutually_exclusive_group(required=True)
    weights.add_argument("--pretrained", action="store_true", help="the weights that the library downloads")
    weights.add_argument("--checkpoint", type=Path, help="a file of weights (.pt, .pth) of your own training")
    weights.add_argument("--untrained", action="store_true", help="random weights, to try the way")
    image.add_argument("--seed", type=int, default=1, help="of random weights")
    text = kinds.add_parser("text", help="a network of transformers")
    text.add_argument("--transformers", metavar="MODEL", required=True, help="a folder, or a model of the hub")
    text.add_argument("--pooling", choices=["mean", "cls", "lastToken"], required=True, help="as the model's card says")
    text.add_argument("--max-tokens", type=int, default=256)
    text.add_argument("--query-prefix", default="")
    text.add_argument("--document-prefix", default="")
    for kind in (image, text):
        kind.add_argument("--name", required=True, help="of the encoder and its files")
        kind.add_argument("--out", type=Path, required=True, help="folder; it is made")
        kind.add_argument("--licence", help="of the weights")
    return parser


def _write_json(path: Path, value: dict) -> None:
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
