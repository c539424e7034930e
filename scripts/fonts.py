"""Makes the two small fonts of printed documents (crates/shop/src/paper/fonts) from Liberation Sans of Debian's package
fonts-liberation2. Kept: the signs of Latin writing, rupiah and measures. The licence reserves the name Liberation, so the smaller
fonts carry another one. Needs: pip install fonttools. Run: python3 scripts/fonts.py [folder of the originals]"""

import pathlib
import sys

from fontTools import subset, ttLib

ORIGINALS = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/truetype/liberation2")
TARGET = pathlib.Path(__file__).resolve().parent.parent / "crates/shop/src/paper/fonts"
SIGNS = [*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, "–—‘’“”†•…‰′″‹›€−×÷½¼¾²³≤≥≈→")]

for weight in ("Regular", "Bold"):
    options = subset.Options(hinting=False, layout_features=[], name_IDs=[0, 1, 2, 4, 6, 13, 14], notdef_outline=True)
    font = subset.load_font(str(ORIGINALS / f"LiberationSans-{weight}.ttf"), options)
    maker = subset.Subsetter(options)
    maker.populate(unicodes=SIGNS)
    maker.subset(font)
    names = {1: "Paper Sans", 2: weight, 4: f"Paper Sans {weight}", 6: f"PaperSans-{weight}"}
    for record in font["name"].names:
        record.string = names.get(record.nameID, record.toUnicode())
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    path = TARGET / f"PaperSans-{weight}.ttf"
    font.save(path)
    kept = ttLib.TTFont(path).getBestCmap()
    missing = [chr(sign) for sign in SIGNS if sign not in kept]
    print(path.name, path.stat().st_size, "bytes; not in the original:", missing)
