"""Pictures that Kindred makes in the same way, so that no file and no resampling lies between both. Needs nothing installed.

`python -m export_encoder.painted <width> <height> <seed>` prints one as hex digits; seed 0 is the synthetic one.
"""

import math
import sys


def synthetic_picture(width: int, height: int) -> bytes:
    """RGB, row-major [height, width, 3]; value i is (7 i + 13 ⌊i / 256⌋) mod 256."""
    return bytes((7 * i + 13 * (i // 256)) % 256 for i in range(width * height * 3))


def painted_picture(width: int, height: int, seed: int) -> bytes:
    """RGB, row-major [height, width, 3]: coloured stripes and blobs, another picture for each seed from 1."""
    data = bytearray()
    for y in range(height):
        v = y / height
        for x in range(width):
            u = x / width
            data.append(int(127 + 127 * math.sin(seed * 2.1 + u * (3 + seed))))
            data.append(int(127 + 127 * math.sin(seed * 4.7 + v * (9 - seed))))
            data.append(int(127 + 127 * math.sin(seed * 1.3 + (u - v) * 8)))
    return bytes(data)


if __name__ == "__main__":
    width, height, seed = (int(argument) for argument in sys.argv[1:4])
    picture = synthetic_picture(width, height) if seed == 0 else painted_picture(width, height, seed)
    print(picture.hex())
