"""Networks of timm and torchvision, cut before their classifier, with the preparation they were trained with."""

from pathlib import Path

import torch

from .errors import ExportError
from .preparation import Preparation

KERNELS = {"bicubic": "cubic", "bilinear": "linear", "lanczos": "lanczos3"}
FITS = {"center": "cover", "squash": "fill", "border": "contain"}
IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)
HEADS = ("fc", "classifier", "heads", "head")


def load_timm(name: str, *, pretrained: bool, checkpoint: Path | None) -> tuple[torch.nn.Module, Preparation]:
    """A model of timm whose output is its pooled features, [batch, dimension]."""
    timm = _import("timm")
    if name not in timm.list_models():
        raise ExportError(f"timm has no model '{name}'. timm.list_models() lists them.")
    model = timm.create_model(name, pretrained=pretrained, num_classes=0)
    _load_checkpoint(model, checkpoint)
    config = timm.data.resolve_model_data_config(model)
    _, height, width = config["input_size"]
    crop = config["crop_pct"]
    preparation = Preparation(
        width=width,
        height=height,
        fit=_known(FITS, config.get("crop_mode", "center"), "crop mode"),
        kernel=_known(KERNELS, config["interpolation"], "interpolation"),
        crop=crop if 0 < crop < 1 else None,
        mean=tuple(config["mean"]),
        std=tuple(config["std"]),
    )
    return model.eval(), preparation


def load_torchvision(name: str, *, pretrained: bool, checkpoint: Path | None) -> tuple[torch.nn.Module, Preparation]:
    """A classifier of torchvision without its last layer, [batch, dimension]."""
    models = _import("torchvision").models
    if name not in models.list_models():
        raise ExportError(f"torchvision has no model '{name}'. torchvision.models.list_models() lists them.")
    weights = models.get_model_weights(name).DEFAULT
    model = models.get_model(name, weights=weights if pretrained else None)
    _remove_classifier(model)
    _load_checkpoint(model, checkpoint)
    transforms = weights.transforms()
    size, resized = transforms.crop_size[0], transforms.resize_size[0]
    preparation = Preparation(
        width=size,
        height=size,
        fit="cover",
        kernel=_known(KERNELS, transforms.interpolation.value, "interpolation"),
        crop=size / resized if size < resized else None,
        mean=tuple(transforms.mean),
        std=tuple(transforms.std),
    )
    return model.eval(), preparation


def _remove_classifier(model: torch.nn.Module) -> None:
    """In place of the last linear layer nothing is done."""
    for name in HEADS:
        head = getattr(model, name, None)
        if isinstance(head, torch.nn.Linear):
            setattr(model, name, torch.nn.Identity())
            return
        if isinstance(head, torch.nn.Sequential) and isinstance(head[-1], torch.nn.Linear):
            head[-1] = torch.nn.Identity()
            return
    raise ExportError(f"{type(model).__name__} has no classifier that is known. Export it with timm.")


def _load_checkpoint(model: torch.nn.Module, path: Path | None) -> None:
    """Weights of the network; those of a classifier are left aside. Nothing in the file is run."""
    if path is None:
        return
    loaded = torch.load(path, map_location="cpu", weights_only=True)
    for key in ("state_dict", "model", "model_state_dict"):
        loaded = loaded.get(key, loaded)
    weights = {key.removeprefix("module.").removeprefix("_orig_mod."): value for key, value in loaded.items()}
    missing, _ = model.load_state_dict(weights, strict=False)
    if missing:
        raise ExportError(f"'{path}' lacks {len(missing)} weights of the model (first: {missing[0]}). Is it of this model?")


def _known(words: dict[str, str], word: str, what: str) -> str:
    if word not in words:
        raise ExportError(f"The {what} '{word}' can't be said in a manifest; known are {', '.join(words)}.")
    return words[word]


def _import(name: str):
    try:
        return __import__(name)
    except ImportError as error:
        raise ExportError(f"{name} is not installed. Run: pip install '.[{name}]'") from error
