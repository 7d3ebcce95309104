"""How pictures are prepared for a model, in the words of Kindred's manifests."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Preparation:
    width: int
    height: int
    fit: str
    """cover, contain or fill"""
    kernel: str
    """linear, cubic or lanczos3"""
    crop: float | None
    """Share of each edge that is kept, in (0, 1); None keeps all."""
    mean: tuple[float, float, float]
    """Of pixels in 0 to 1."""
    std: tuple[float, float, float]

    def manifest_keys(self) -> dict:
        keys = {"width": self.width, "height": self.height, "fit": self.fit, "kernel": self.kernel}
        return keys if self.crop is None else {**keys, "crop": self.crop}
