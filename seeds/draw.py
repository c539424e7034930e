"""Draws the pictures of the demo shop: `nice python seeds/draw.py [--fast | --draft] [name …]` (see README.md)."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from drawing import laid, products, receipts, scenes, snapshots, studio  # noqa: E402


def main(arguments):
    fast = "--fast" in arguments
    wanted = [name for name in arguments if not name.startswith("--")]
    if fast:
        studio.quality.update(width=480, height=360)
    if "--draft" in arguments:
        studio.quality.update(share=64)
    studio.PICTURES.mkdir(exist_ok=True)
    draw = {**products.DRAW, **laid.DRAW, **scenes.DRAW, **snapshots.DRAW, **receipts.DRAW}
    for name in wanted or draw:
        start = time.monotonic()
        draw[name]()
        print(f"{name}: {time.monotonic() - start:.0f} s", flush=True)


main(sys.argv[1:])
