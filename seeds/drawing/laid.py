"""Pictures of goods sold by the square metre: cladding, paving, kerbs. `DRAW[name]()` draws one picture."""

from functools import partial

from . import materials, moulds, surfaces
from .materials import WOOD, concrete, plain
from .studio import backdrop, cast, empty, light, photograph

GREEN = (0.10, 0.20, 0.035)


def cladding(slug, lay, colours, loose):
    """A clad wall piece on its board, with loose stones before it."""
    random = empty(slug)
    stones = [concrete(colour, variation=0.16) for colour in colours]
    wide, high = 1.0, 0.72
    pieces = [cast(moulds.box(wide + 0.02, 0.06, high + 0.01), concrete(materials.DARK, 0.2), (0.5, 0.035, 0))]
    for mould, place in lay(random, wide, high):
        pieces.append(cast(mould, random.choice(stones), place))
    for k in range(loose):
        mould, _ = list(lay(random, wide, high))[3 * k + 2]
        cast(mould, stones[k % len(stones)], (0.2 + 0.24 * k, -0.2 - 0.05 * (k % 2), 0.02), 25 * (-1) ** k, (-82, 0))
    backdrop(1.0)
    light(azimuth=-64, elevation=44, soft=2)
    photograph(slug, azimuth=22, elevation=13, subjects=pieces, room=1.16)


def _ribbed(_random, wide, high):
    slab = surfaces.ribbed_slab(wide / 2 - 0.004, high / 2)
    return [(slab, (wide * (0.25 + 0.5 * x), 0, high / 2 * z)) for x in range(2) for z in range(2)]


def stone_wall():
    """A long stacked-stone wall seen along its face."""
    random = empty("batu-susun-2")
    stones = [concrete(colour, variation=0.16) for colour in (materials.DARK, (0.24, 0.23, 0.215), (0.30, 0.275, 0.24))]
    pieces = [cast(mould, random.choice(stones), place) for mould, place in surfaces.stacked_stone(random, 2.0, 0.9)]
    backdrop(0.6)
    light(azimuth=-70, elevation=50, soft=1.5)
    photograph("batu-susun-2", azimuth=48, elevation=6, subjects=pieces, room=0.8)


def paving(slug, stone, colours, lay, extra, sand=True):
    """A laid field with loose stones on it."""
    random = empty(slug)
    stone = stone()
    materials = [concrete(colour, variation=0.09, pores=1.2) for colour in colours]
    pieces = lay(stone, materials, random)
    low, high = (
        [min(p.location[k] for p in pieces) for k in (0, 1)],
        [max(p.location[k] for p in pieces) for k in (0, 1)],
    )
    if sand:
        bed = moulds.box(high[0] - low[0] + 0.16, high[1] - low[1] + 0.1, 0.012)
        cast(
            bed,
            plain((0.22, 0.17, 0.11), 1, cloudy=0.2, scale=60),
            ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2, 0.0),
        )
    middle = ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2)
    pieces += [
        cast(stone, random.choice(materials), (middle[0] + x, middle[1] + y, z), turn, tilt)
        for x, y, z, turn, tilt in extra
    ]
    backdrop(1.2)
    light()
    photograph(slug, azimuth=-20, elevation=38, subjects=pieces, room=1.08)


def brick_stack():
    """Grey paving bricks stacked on a pallet."""
    random = empty("paving-bata-abu-2")
    stone, material, wood = surfaces.brick(), concrete(variation=0.1), plain(WOOD, cloudy=0.3, scale=20)
    pieces = []
    for layer in range(8):
        for x in range(4):
            for y in range(8):
                if layer == 7 and x + y // 3 > 3:
                    continue
                place = (0.213 * x + random.uniform(-0.004, 0.004), 0.108 * y, 0.13 + 0.061 * layer)
                pieces.append(cast(stone, material, place, random.uniform(-1, 1)))
    pieces += [cast(moulds.box(0.95, 0.1, 0.02), wood, (0.32, 0.19 * k, 0.108)) for k in range(5)]
    pieces += [cast(moulds.box(0.09, 0.95, 0.1), wood, (0.4 * k - 0.08, 0.38, 0)) for k in range(3)]
    backdrop(1.1)
    light()
    photograph("paving-bata-abu-2", azimuth=-30, elevation=20, subjects=pieces, room=1.16)


def grass_blocks():
    random = empty("grass-block")
    made, stone, green = surfaces.grass_block(), concrete(), plain(GREEN, cloudy=0.35, scale=18)
    pieces = [cast(made, stone, (0.41 * x, 0.41 * y, 0)) for x in range(2) for y in range(2)]
    cast(moulds.box(0.79, 0.78, 0.03), plain((0.10, 0.07, 0.04), 1, cloudy=0.3, scale=60), (0.205, 0.2, 0.002))
    for x in range(2):
        for y in range(2):
            for hx, hy in ((0, 0), (-0.105, -0.105), (0.105, -0.105), (-0.105, 0.105), (0.105, 0.105)):
                blades = surfaces.grass(random, (-0.045, -0.045, 0.045, 0.045), 170, 0.065)
                cast(blades, green, (0.41 * x + hx, 0.41 * y + hy, 0.045))
    pieces.append(cast(made, stone, (0.52, 0.72, 0.19), -24, (76, 0)))
    backdrop(1.2)
    light()
    photograph("grass-block", azimuth=-18, elevation=28, subjects=pieces, room=1.12)


def kerbs():
    empty("kanstin")
    made, stone = surfaces.kerb(), concrete()
    pieces = [cast(made, stone, (0.4 * k, -0.25, 0), 0) for k in range(3)]
    pieces += [cast(made, stone, (0.25 + 0.41 * k, 0.1 + 0.11 * j, 0)) for k in range(2) for j in range(3)]
    pieces += [
        cast(made, stone, (0.26 + 0.41 * k, 0.12 + 0.11 * j, 0.2), 1) for k, j in ((0, 0), (0, 1), (1, 1), (1, 2))
    ]
    pieces.append(cast(made, stone, (1.12, 0.12, 0), 62))
    backdrop(1.1)
    light()
    photograph("kanstin", azimuth=-22, elevation=20, subjects=pieces, room=1.14)


GREYS = ((0.36, 0.345, 0.32), (0.33, 0.315, 0.295), (0.39, 0.37, 0.345))
REDS = (materials.RED, (0.31, 0.10, 0.065), (0.40, 0.145, 0.09))
ON_TOP = ((-0.2, 0.25, 0.062, 20, (0, 0)), (-0.17, 0.26, 0.123, 8, (0, 0)), (0.16, 0.22, 0.062, -35, (0, 0)))
PAVING = {
    "paving-bata-abu": lambda: paving("paving-bata-abu", surfaces.brick, GREYS, surfaces.herringbone, ON_TOP),
    "paving-bata-merah": lambda: paving("paving-bata-merah", surfaces.brick, REDS, surfaces.running, ON_TOP),
    "paving-segi-enam": lambda: paving(
        "paving-segi-enam", surfaces.hexagon, GREYS, surfaces.honeycomb, ((0, 0.35, 0.082, 10, (0, 0)),)
    ),
    "paving-cacing": lambda: paving(
        "paving-cacing",
        surfaces.zigzag,
        GREYS,
        partial(surfaces.running, pitch=(0.2235, 0.112), turns=(0,)),
        ON_TOP[:2],
    ),
}
SLATE = (materials.DARK, (0.24, 0.23, 0.215), (0.30, 0.275, 0.24))
DRAW = {
    "batu-susun": partial(cladding, "batu-susun", surfaces.stacked_stone, SLATE, 3),
    "batu-susun-2": stone_wall,
    "batu-alur": partial(cladding, "batu-alur", _ribbed, (materials.CREAM,), 0),
    "batu-acak": partial(cladding, "batu-acak", surfaces.rubble, (*SLATE, (0.34, 0.33, 0.31)), 3),
    "bata-ekspos": partial(cladding, "bata-ekspos", surfaces.brick_slips, REDS, 4),
    **PAVING,
    "paving-bata-abu-2": brick_stack,
    "grass-block": grass_blocks,
    "kanstin": kerbs,
}
