"""Exports torch models as ONNX encoders for Kindred, with manifest and goldens."""
