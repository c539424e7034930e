"""The yard: ground and far trees under the sky, and goods in stacks."""

from math import cos, radians, sin

from . import materials, moulds, posts, rosters, studio, surfaces
from .materials import concrete, plain
from .studio import cast

WOOD = (0.30, 0.18, 0.09)


def outdoors(name, earth=(0.27, 0.19, 0.12), elevation=52, azimuth=-50):
    """An empty yard under the sky; returns the picture's random source."""
    random = studio.empty(name)
    studio.sky(studio.light(sun=5.0, elevation=elevation, azimuth=azimuth, soft=1.2))
    cast(
        moulds.mesh([(-80, -80, 0), (80, -80, 0), (80, 80, 0), (-80, 80, 0)], [(0, 1, 2, 3)]),
        plain(earth, 1, cloudy=0.28, scale=2.2),
    )
    _hills(random)
    pebble = moulds.lathe([(0.0005, 0), (0.02, 0.004), (0.022, 0.012), (0.0005, 0.02)], segments=7)
    grey = plain((0.33, 0.30, 0.26), 1, variation=0.3)
    for _ in range(260):
        stone = cast(pebble, grey, (random.uniform(-6, 6), random.uniform(-5, 6), -0.004), random.uniform(0, 360))
        stone.scale = [random.uniform(0.4, 1.6)] * 3
    return random


def _hills(random):
    """A far line of trees that closes the horizon."""
    points = [(-75 + 1.5 * k, 46, random.uniform(2.4, 4.6) + 1.6 * sin(k / 9)) for k in range(101)]
    vertices = [v for x, y, z in points for v in ((x, y - 2, 0), (x, y, z))]
    faces = [(2 * k, 2 * k + 2, 2 * k + 3, 2 * k + 1) for k in range(100)]
    cast(moulds.mesh(vertices, faces, 90), plain((0.05, 0.09, 0.035), 1, cloudy=0.4, scale=0.7))


def lawn(random, field, count=5000):
    """Grass of `count` blades over a green field (x0, y0, x1, y1)."""
    x0, y0, x1, y1 = field
    turf = moulds.mesh([(x0, y0, 0.004), (x1, y0, 0.004), (x1, y1, 0.004), (x0, y1, 0.004)], [(0, 1, 2, 3)])
    cast(turf, plain((0.055, 0.095, 0.02), 1, cloudy=0.4, scale=6))
    cast(surfaces.grass(random, field, count, 0.06), plain((0.06, 0.13, 0.014), 0.9, cloudy=0.4, scale=2.5))


def pallet(at, turn=0, wide=0.95, deep=0.95):
    wood = plain(WOOD, cloudy=0.3, scale=20, variation=0.2)
    c, s = cos(radians(turn)), sin(radians(turn))

    def place(dx, dy, dz):
        return at[0] + dx * c - dy * s, at[1] + dx * s + dy * c, at[2] + dz

    for k in range(5):
        cast(moulds.box(wide, 0.1, 0.02), wood, place(0, (k / 4 - 0.5) * (deep - 0.1), 0.1), turn)
    for k in range(3):
        cast(moulds.box(0.09, deep, 0.1), wood, place((k / 2 - 0.5) * (wide - 0.09), 0, 0), turn)


def stack(random, mould, material, at, size, count, turn=0, missing=0):
    """`count` (x, y, z) casts of `size` metres piled around `at`; the last `missing` of the top layer are gone."""
    c, s = cos(radians(turn)), sin(radians(turn))
    for z in range(count[2]):
        for y in range(count[1]):
            for x in range(count[0]):
                if z == count[2] - 1 and y * count[0] + x >= count[0] * count[1] - missing:
                    continue
                dx = (x - (count[0] - 1) / 2) * size[0] + random.uniform(-0.004, 0.004)
                dy = (y - (count[1] - 1) / 2) * size[1] + random.uniform(-0.004, 0.004)
                place = (at[0] + dx * c - dy * s, at[1] + dx * s + dy * c, at[2] + z * size[2])
                cast(mould, material, place, turn + random.uniform(-1, 1))


def brick_pallet(random, at, colour=materials.CONCRETE, turn=0, layers=9, missing=5):
    pallet(at, turn)
    stack(
        random,
        surfaces.brick(),
        concrete(colour, 0.6, 0.8),
        (at[0], at[1], at[2] + 0.121),
        (0.214, 0.109, 0.061),
        (4, 8, layers),
        turn,
        missing,
    )


def roster_pile(random, slug, at, count=(5, 2, 5), turn=0, missing=3, colour=materials.LIGHT):
    """Rosters piled `count` high and wide; `count[1]` says how many double rows deep."""
    block, stone = rosters.ALL[slug](), concrete(colour, 0.7, 0.9)
    size = 0.252 if slug == "roster-bintang" else 0.202
    deep = (count[0], 2 * count[1], count[2])
    stack(random, block, stone, (at[0], at[1], at[2] + size / 2), (size, 0.104, size - 0.002), deep, turn, missing)


def lying_pillars(at, made, stone, count=4, turn=0, gap=0.48):
    wood = plain(WOOD, cloudy=0.3, scale=10)
    for dx in (-0.85, 0.85):
        cast(
            moulds.box(0.1, gap * count, 0.1),
            wood,
            (at[0] + dx * cos(radians(turn)), at[1] + dx * sin(radians(turn)), at[2]),
            turn,
        )
    for k in range(count):
        dy = (k - (count - 1) / 2) * gap
        start = (-posts.PILLAR / 2, dy)
        c, s = cos(radians(turn)), sin(radians(turn))
        cast(
            made,
            stone,
            (at[0] + start[0] * c - start[1] * s, at[1] + start[0] * s + start[1] * c, at[2] + 0.31),
            turn,
            (0, 90),
        )
