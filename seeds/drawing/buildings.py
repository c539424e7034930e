"""A village house, an open work shed, and the shop's truck."""

from math import cos, pi, radians, sin

from . import moulds
from .materials import plain
from .studio import cast
from .yard import WOOD

TILE = (0.34, 0.11, 0.055)
WALL = (0.72, 0.66, 0.54)


def corrugated(width, length, pitch=0.16, rise=0.03):
    """A wavy roof sheet lying in x/y, its waves along y, standing on 0."""
    count = int(width / pitch * 6)
    top = [(-width / 2 + width * k / count, rise * cos(2 * pi * k / 6)) for k in range(count + 1)]
    outline = [(x, y - 0.02) for x, y in top[::-1]] + top
    return moulds.plate(outline[::-1], depth=length, edge=0.0005)


def house(at=(0, 5, 0), width=7.0, wall=WALL, roof=TILE, porch=False):
    """A village house, front towards the viewer at `at`."""
    x, y, z = at
    plaster = plain(wall, 0.9, cloudy=0.04, scale=1.5)
    white, glass = plain((0.75, 0.73, 0.68), 0.6), plain((0.03, 0.045, 0.05), 0.08)
    door = plain((0.20, 0.085, 0.035), 0.5, cloudy=0.3, scale=8)
    cast(moulds.box(width, 5, 3.1), plaster, (x, y + 2.5, z))
    cast(moulds.box(width + 0.1, 5.1, 0.35), plain((0.25, 0.24, 0.22), 0.9), (x, y + 2.5, z))
    cast(moulds.box(1.1, 0.08, 2.2), white, (x, y - 0.02, z + 0.3))
    cast(moulds.box(0.92, 0.08, 2.08), door, (x, y - 0.05, z + 0.32))
    for side in (-1, 1):
        cast(moulds.box(1.6, 0.08, 1.4), white, (x + side * width * 0.3, y - 0.02, z + 1.05))
        for half in (-1, 1):
            cast(moulds.box(0.68, 0.06, 1.24), glass, (x + side * width * 0.3 + half * 0.37, y - 0.045, z + 1.13))
    tiles = plain(roof, 0.8, cloudy=0.25, scale=5)
    sheet = corrugated(width + 1.2, 3.9)
    cast(sheet, tiles, (x, y + 0.85, z + 3.98), 0, (28, 0))
    cast(sheet, tiles, (x, y + 4.2, z + 3.98), 0, (-28, 0))
    gable = moulds.plate([(-2.6, 0), (2.6, 0), (0, 1.5)], depth=0.1)
    for side in (-1, 1):
        cast(gable, plaster, (x + side * (width / 2 - 0.1), y + 2.5, z + 3.1), 90)
    cast(moulds.box(width + 1.2, 0.05, 0.16), white, (x, y - 0.86, z + 3.0))
    if porch:
        cast(moulds.box(width * 0.62, 2.4, 0.3), plain((0.42, 0.38, 0.33), 0.5), (x, y - 1.2, z))
        cast(moulds.box(width * 0.66, 2.6, 0.32), white, (x, y - 1.25, z + 2.6))


def shed(at, width=7.0, deep=3.5, height=2.9):
    """An open work shed with a sheet-metal roof."""
    x, y, z = at
    wood = plain(WOOD, cloudy=0.3, scale=8)
    for px in (-0.5, 0, 0.5):
        for py in (0, deep):
            cast(moulds.box(0.13, 0.13, height + (0.5 if py else 0)), wood, (x + px * width * 0.95, y + py, z))
    for py, up in ((0, 0), (deep, 0.5)):
        cast(moulds.box(width, 0.1, 0.16), wood, (x, y + py, z + height + up))
    cast(
        corrugated(width + 0.8, deep + 1.6, 0.2, 0.025),
        plain((0.42, 0.45, 0.46), 0.45, 0.6, cloudy=0.12, scale=0.8),
        (x, y + deep / 2, z + height + 0.48),
        0,
        (8.1, 0),
    )


def truck(at, turn=0, cab=(0.05, 0.22, 0.11)):
    """The shop's flatbed truck; its bed is 0.95 m high, from x = -2.2 to 1.6; the cab stands at x = 2.4."""
    c, s = cos(radians(turn)), sin(radians(turn))

    def put(mould, material, x, y, z, more=0, tilt=(0, 0)):
        cast(mould, material, (at[0] + x * c - y * s, at[1] + x * s + y * c, at[2] + z), turn + more, tilt)

    paint, dark, glass = plain(cab, 0.3), plain((0.02, 0.02, 0.02), 0.8), plain((0.02, 0.03, 0.035), 0.05)
    bed, chrome = plain((0.36, 0.22, 0.11), 0.8, cloudy=0.25, scale=3), plain((0.6, 0.6, 0.6), 0.3, 0.8)
    side = [(-0.72, 0.5), (0.78, 0.5), (0.78, 1.25), (0.6, 2.05), (0.45, 2.15), (-0.72, 2.15)]
    window = [(-0.45, 1.3), (0.62, 1.3), (0.5, 1.9), (-0.45, 1.9)]
    put(moulds.plate(side, depth=1.75, edge=0.06), paint, 2.4, 0, 0)
    put(moulds.plate(window, depth=1.79, edge=0.01), glass, 2.4, 0, 0)
    put(moulds.turned(moulds.box(0.04, 1.5, 0.72), -13, "Y"), glass, 3.165, 0, 1.3)
    put(moulds.box(0.08, 1.78, 0.22, 0.03), dark, 3.2, 0, 0.48)
    for y in (-0.66, 0.66):
        put(
            moulds.turned(moulds.lathe([(0.11, 0), (0.11, 0.05), (0.08, 0.06)], segments=24), 90, "Y"),
            chrome,
            3.16,
            y,
            0.92,
        )
    put(moulds.box(5.2, 0.7, 0.16), dark, 0.4, 0, 0.62)
    put(moulds.box(3.8, 1.9, 0.12), bed, -0.3, 0, 0.83)
    for y in (-0.93, 0.93):
        for k in range(3):
            put(moulds.box(3.8, 0.04, 0.13), bed, -0.3, y, 0.97 + 0.15 * k)
        for x in (-2.15, -0.9, 0.35, 1.55):
            put(moulds.box(0.07, 0.06, 0.6), dark, x, y * 1.02, 0.85)
    put(moulds.box(0.05, 1.9, 0.9), bed, 1.58, 0, 0.95)
    tyre = moulds.lathe([(0.2, -0.13), (0.4, -0.13), (0.43, -0.1), (0.43, 0.1), (0.4, 0.13), (0.2, 0.13)], segments=40)
    rim = moulds.lathe(
        [(0.001, -0.11), (0.21, -0.11), (0.23, -0.14), (0.23, 0.14), (0.21, 0.11), (0.001, 0.11)], segments=32
    )
    for x in (2.45, -0.95, -1.85)[:3]:
        for y in (-0.78, 0.78):
            put(moulds.turned(tyre, 90, "X"), dark, x, y, 0.43)
            put(moulds.turned(rim, 90, "X"), chrome, x, y, 0.43)
