"""Photos by drivers and customers: delivery proofs and feedback. `DRAW[name]()` draws one picture."""

from functools import partial

from . import buildings, materials, moulds, plants, pawns, posts, rosters, studio, surfaces, yard
from .materials import concrete, plain
from .scenes import backwoods, fence_front, porch
from .studio import cast, look


def unloaded_rosters():
    """A driver's snapshot: rosters before a house, a little crooked."""
    random = yard.outdoors("proof-delivery-1", (0.31, 0.25, 0.18), azimuth=-30)
    buildings.house((0.6, 3.4, 0), wall=(0.36, 0.55, 0.40))
    backwoods(random, 11)
    yard.roster_pile(random, "roster-wajik", (-0.2, 0.9, 0), (6, 3, 4), 7, 5)
    yard.roster_pile(random, "roster-wajik", (1.5, 1.2, 0), (4, 2, 3), -5, 2)
    plants.bush(random, (-2.6, 2.4, 0), 0.7)
    look("proof-delivery-1", (-0.9, -2.7, 1.6), (0.35, 1.4, 0.75), 28)


def unloaded_paving():
    random = yard.outdoors("proof-delivery-2", (0.25, 0.20, 0.15), azimuth=35)
    buildings.house((-2.4, 5.4, 0), wall=(0.62, 0.50, 0.36), roof=(0.16, 0.17, 0.19))
    backwoods(random, 12)
    buildings.truck((3.2, 3.4, 0), 168)
    for k in range(3):
        yard.brick_pallet(
            random,
            (-1.5 + 1.25 * k, 1.2 + 0.12 * k, 0),
            materials.CONCRETE if k < 2 else materials.RED,
            5 - 6 * k,
            8 - k,
        )
    look("proof-delivery-2", (-0.6, -2.9, 1.65), (0.35, 2.0, 0.75), 27)


def unloaded_pillars():
    random = yard.outdoors("proof-delivery-3", (0.34, 0.27, 0.19), azimuth=-45)
    buildings.house((0, 4.4, 0), wall=(0.55, 0.60, 0.66))
    backwoods(random, 12)
    stone = concrete(materials.LIGHT, scale=0.6)
    yard.lying_pillars((0.2, 1.2, 0), posts.pilar_ulir(), stone, 4, 12)
    for k in range(4):
        cast(pawns.pion_bola(), stone, (1.75 + 0.32 * k, 0.7 + 0.1 * k, 0), 9 * k)
    plants.bush(random, (2.9, 3.2, 0), 0.6)
    look("proof-delivery-3", (-0.9, -2.4, 1.7), (0.5, 1.6, 0.5), 28)


def roster_room():
    """A wall of rosters above a side table."""
    studio.empty("feedback-1")
    studio.sky(studio.light(sun=3.4, elevation=34, azimuth=-46, soft=1), 0.45)
    wall, tiles = plain((0.36, 0.46, 0.36), 0.9), plain((0.50, 0.44, 0.36), 0.35, cloudy=0.06)
    cast(moulds.box(5, 6, 0.05), tiles, (0, -1.5, -0.05))
    block, stone = rosters.bulan(), concrete(materials.LIGHT)
    for x in range(11):
        for z in range(8):
            cast(block, stone, (-1.0 + 0.2 * x, 0.5, 0.95 + 0.2 * z))
    for x in (-1.85, 1.85):
        cast(moulds.box(1.5, 0.14, 2.9), wall, (x, 0.5, 0))
    cast(moulds.box(2.2, 0.14, 0.85), wall, (0, 0.5, 0))
    cast(moulds.box(2.2, 0.14, 0.5), wall, (0, 0.5, 2.45))
    cast(moulds.box(0.14, 6, 2.9), wall, (2.0, -1.5, 0))
    wood = plain(yard.WOOD, 0.5, cloudy=0.3, scale=5)
    cast(moulds.box(1.5, 0.5, 0.06), wood, (-0.4, 0.1, 0.8))
    for x in (-1.05, 0.25):
        cast(moulds.box(0.07, 0.45, 0.8), wood, (x, 0.1, 0))
    cast(pawns.pion_guci(), plain((0.30, 0.12, 0.06), 0.6), (-0.75, 0.1, 0.86)).scale = [0.7] * 3
    look("feedback-1", (0.7, -3.0, 1.5), (0.1, 0.4, 1.15), 27)


def driveway():
    random = yard.outdoors("feedback-2", (0.2, 0.18, 0.14))
    buildings.house((1.6, 6.2, 0))
    backwoods(random, 13)
    stone = surfaces.brick()
    greys, reds = [concrete(c) for c in ((0.30, 0.285, 0.265), (0.26, 0.25, 0.235))], [concrete(materials.RED)]
    surfaces.running(stone, greys, random, 15, 58, (-1.5, -0.6, -0.04))
    for side in (-1.68, 1.78):
        for k in range(30):
            cast(stone, reds[0], (side, -0.55 + 0.212 * k, -0.035), 90)
    yard.lawn(random, (-5, 0.0, -1.8, 6), 9000)
    yard.lawn(random, (1.9, 0.0, 5, 6), 9000)
    for k in range(3):
        plants.bush(random, (-2.4, 1.6 + 1.6 * k, 0), 0.5, (0.06, 0.16, 0.02), 350)
    look("feedback-2", (-0.7, -2.6, 1.6), (0.3, 3.0, 0.5), 28)


def gate_pawns():
    random = yard.outdoors("feedback-3", azimuth=-40)
    backwoods(random, 6)
    buildings.house((4.0, 7, 0), wall=(0.45, 0.58, 0.62))
    fence_front(random, (-0.8, 0.5, 0), 3, "roster-silang", pawns.pion_nanas)
    plants.bush(random, (0.3, 1.6, 0), 0.75, (0.07, 0.15, 0.02), 500)
    look("feedback-3", (-1.7, -1.9, 1.55), (0.5, 0.9, 1.35), 32)


def green_yard():
    """Grass blocks a few weeks after laying."""
    random = yard.outdoors("feedback-4", (0.12, 0.10, 0.06))
    backwoods(random, 7)
    block, stone = surfaces.grass_block(), concrete((0.27, 0.26, 0.24))
    green = plain((0.10, 0.20, 0.035), 0.9, cloudy=0.4, scale=6)
    tuft = surfaces.grass(random, (-0.045, -0.045, 0.045, 0.045), 130, 0.065)
    for x in range(11):
        for y in range(12):
            at = (-2.1 + 0.405 * x, -0.4 + 0.405 * y, -0.04)
            cast(block, stone, at)
            for hx, hy in ((0, 0), (-0.105, -0.105), (0.105, -0.105), (-0.105, 0.105), (0.105, 0.105)):
                cast(tuft, green, (at[0] + hx, at[1] + hy, 0.0), random.uniform(0, 360))
    for k in range(6):
        cast(surfaces.kerb(), stone, (2.5, -0.2 + 0.405 * k, 0), 90)
    fence_front(random, (-3.2, 5.0, 0), 3, "roster-jendela", pawns.pion_piramida)
    look("feedback-4", (-0.5, -2.0, 1.45), (0.2, 2.2, 0.25), 28)


DRAW = {
    "proof-delivery-1": unloaded_rosters,
    "proof-delivery-2": unloaded_paving,
    "proof-delivery-3": unloaded_pillars,
    "feedback-1": roster_room,
    "feedback-2": driveway,
    "feedback-3": gate_pawns,
    "feedback-4": green_yard,
    "feedback-5": partial(porch, "feedback-5", posts.pilar_polos, (1.9, -2.2, 1.65), (0.4, 1.6, 1.25), 28),
}
