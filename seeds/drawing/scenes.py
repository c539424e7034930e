"""The hero picture and the gallery. `DRAW[name]()` draws one picture."""

from . import buildings, materials, moulds, plants, pawns, posts, rosters, studio, surfaces, yard
from .materials import concrete, plain
from .studio import cast, look


def hero():
    """The yard on a clear morning, wide."""
    studio.quality.update(width=studio.quality["height"] * 16 // 9, bytes=138_000)
    random = yard.outdoors("hero", elevation=46, azimuth=-58)
    backwoods(random, 10)
    buildings.shed((-5.2, 5.2, 0), 6.5, 3.2)
    for k, slug in enumerate(("roster-kawung", "roster-wajik", "roster-jendela")):
        yard.roster_pile(random, slug, (-4.6 + 1.5 * k, 3.2 - 0.5 * k, 0), (6, 3, 5 - k), 6 * k - 4)
    yard.brick_pallet(random, (0.75, 2.6, 0), turn=-8)
    yard.brick_pallet(random, (2.1, 3.1, 0), materials.RED, -4, 7)
    stone = concrete(materials.LIGHT, scale=0.6)
    for k in range(4):
        cast(posts.pilar_alur(), stone, (3.3 + 0.75 * k, 4.6, 0), 4)
    yard.lying_pillars((5.2, 3.2, 0), posts.pilar_polos(), stone, 3, -8)
    _pawn_table((1.75, 0.95, 0), -10)
    yard.roster_pile(random, "roster-bulan", (-2.0, 0.9, 0), (4, 1, 3), 12, 2)
    for k in range(7):
        cast(posts.baluster(), stone, (-0.5 + 0.2 * k, 1.15 + 0.04 * k, 0), 5 * k)
    yard.roster_pile(random, "roster-bintang", (-0.75, 2.3, 0), (4, 2, 3), -6, 1)
    yard.brick_pallet(random, (3.4, 1.9, 0), materials.DARK, 10, 6)
    yard.roster_pile(random, "roster-silang", (-3.6, 1.5, 0), (5, 2, 4), 10, 4)
    look("hero", (-0.1, -2.9, 1.55), (0.15, 3.2, 1.2), 26)
    studio.quality.update(width=studio.quality["height"] * 4 // 3, bytes=118_000)


def backwoods(random, y):
    """Bushes, palms and two trees in a row `y` metres away."""
    for k in range(6):
        plants.bush(
            random, (-10 + 4 * k + random.uniform(-1, 1), y + random.uniform(0, 2), 0), random.uniform(1.0, 1.7)
        )
    for x in (-9, -1.5, 4.2, 9.5):
        plants.palm(random, (x + random.uniform(-1, 1), y + random.uniform(0, 3), 0), random.uniform(4.6, 6.6))
    plants.tree(random, (1.8, y + 2.5, 0), 4.5)
    plants.tree(random, (-5.5, y + 3, 0), 5.2)


def _pawn_table(at, turn):
    stone, wood = concrete(materials.LIGHT), plain(yard.WOOD, cloudy=0.3, scale=8)
    cast(moulds.box(1.7, 0.6, 0.05), wood, (at[0], at[1], 0.5), turn)
    for x in (-0.7, 0.7):
        cast(moulds.box(0.1, 0.5, 0.5), wood, (at[0] + x, at[1] - 0.17 * x, 0), turn)
    for k, make in enumerate(
        (pawns.pion_bola, pawns.pion_catur, pawns.pion_nanas, pawns.pion_guci, pawns.pion_piramida)
    ):
        x = -0.66 + 0.33 * k
        cast(make(), stone, (at[0] + x, at[1] - 0.17 * x, 0.55), turn + 12 * k)


def casting():
    """Rosters fresh from the mould in rows under the shed."""
    random = yard.outdoors("gallery-cetak")
    backwoods(random, 9)
    buildings.shed((0, 3.4, 0), 8, 3)
    wet, block, wood = concrete((0.24, 0.228, 0.21)), rosters.kawung(), plain(yard.WOOD, cloudy=0.3, scale=12)
    for x in range(9):
        for y in range(9):
            if x + y < 15:
                cast(block, wet, (-1.9 + 0.36 * x, 0.2 + 0.38 * y, 0.07), random.uniform(-2, 2), (90, 0))
    frame = moulds.plate(moulds.square(0.135), [moulds.square(0.104)], 0.13, 0.004, standing=False)
    for x, y, turn, lean in ((1.55, 0.1, 20, 0), (1.95, 0.35, -15, 0), (1.72, 0.22, 40, 0)):
        cast(frame, wood, (x, y, 0.07 if turn != 40 else 0.2), turn, (lean, 0))
    yard.brick_pallet(random, (3.2, 3.6, 0), turn=10, layers=6)
    yard.roster_pile(random, "roster-wajik", (-3.0, 4.4, 0), (5, 2, 5), 4)
    look("gallery-cetak", (0.9, -3.0, 1.6), (-0.1, 2.4, 0.85), 27)


def loaded_truck():
    random = yard.outdoors("gallery-truk", azimuth=-40)
    backwoods(random, 8)
    buildings.truck((0, 2.2, 0), -16)
    yard.stack(
        random, surfaces.brick(), concrete(scale=0.6), (-1.1, 2.5, 0.96), (0.214, 0.109, 0.061), (6, 13, 13), -16, 9
    )
    yard.stack(
        random,
        rosters.bulan(),
        concrete(materials.LIGHT, scale=0.7),
        (0.55, 2.05, 1.05),
        (0.202, 0.104, 0.2),
        (6, 13, 5),
        -16,
        5,
    )
    yard.brick_pallet(random, (-3.6, 1.2, 0), materials.RED, 12, 8)
    yard.roster_pile(random, "roster-jendela", (-3.2, 4.6, 0), (6, 2, 6), 0)
    look("gallery-truk", (1.9, -5.0, 1.7), (-0.15, 2.2, 0.95), 32)


def stacks():
    random = yard.outdoors("gallery-tumpukan", azimuth=-62, elevation=40)
    backwoods(random, 9)
    for k, slug in enumerate(("roster-bulan", "roster-kawung", "roster-silang", "roster-bintang")):
        yard.roster_pile(random, slug, (-0.95 + 0.3 * k, 0.9 + 1.3 * k, 0), (5, 3, 5), 8, 4 + k)
    for k in range(3):
        yard.brick_pallet(
            random,
            (1.25 + 0.35 * k, 0.7 + 1.5 * k, 0),
            (materials.CONCRETE, materials.RED, materials.DARK)[k],
            -6,
            9 - k,
        )
    look("gallery-tumpukan", (0.2, -2.5, 1.45), (0.15, 1.8, 0.62), 30)


def fence_front(random, at=(0, 0, 0), bays=3, slug="roster-kawung", pawn=pawns.pion_bola):
    """A house fence: plinth, roster field, cap, posts with pawns; runs along x from `at`."""
    x0, y, z = at
    paint, stone = plain((0.72, 0.68, 0.60), 0.9, cloudy=0.05), concrete(materials.LIGHT)
    post = moulds.join((moulds.box(0.3, 0.3, 1.45), (0, 0, 0)), (moulds.box(0.38, 0.38, 0.06), (0, 0, 1.45)))
    block, top = rosters.ALL[slug](), pawn()
    for bay in range(bays + 1):
        x = x0 + 1.9 * bay
        cast(post, paint, (x, y, z))
        cast(top, stone, (x, y, z + 1.51), 8).scale = [1.35] * 3
        if bay < bays:
            cast(moulds.box(1.62, 0.16, 0.42), paint, (x + 0.95, y, z))
            cast(moulds.box(1.62, 0.2, 0.07), paint, (x + 0.95, y, z + 1.23))
            for c in range(8):
                for r in range(4):
                    cast(block, stone, (x + 0.245 + 0.2015 * c, y, z + 0.52 + 0.2015 * r))


def fence():
    random = yard.outdoors("gallery-pagar", azimuth=-55)
    buildings.house((1.6, 6.4, 0))
    backwoods(random, 13)
    fence_front(random, (-2.6, 0.4, 0), 4)
    for k in range(4):
        plants.bush(random, (-1.6 + 1.9 * k, 1.3, 0), 0.62, (0.06, 0.16, 0.02), 400)
    yard.lawn(random, (-3.4, -0.9, 8, 0.2), 9000)
    yard.lawn(random, (-6, 0.7, 9, 12), 9000)
    look("gallery-pagar", (-2.9, -4.4, 1.6), (0.9, 1.2, 1.5), 27)


def porch(name="gallery-teras", pillar=posts.pilar_alur, eye=(-3.4, -5.2, 1.75), target=(-0.1, 1.6, 1.45), lens=32):
    random = yard.outdoors(name, azimuth=-48, elevation=40)
    buildings.house((0, 3.4, 0), porch=True)
    backwoods(random, 11)
    stone = concrete(materials.LIGHT, scale=0.6)
    for x in (-2.0, -0.75, 0.75, 2.0):
        cast(pillar(), stone, (x, 1.15, 0.3))
    baluster = posts.baluster()
    for side in (-1, 1):
        cast(moulds.box(1.0, 0.17, 0.07), stone, (side * 1.37, 1.15, 0.30))
        cast(moulds.box(1.0, 0.17, 0.07, 0.015), stone, (side * 1.37, 1.15, 0.95))
        for k in range(5):
            cast(baluster, stone, (side * (0.97 + 0.2 * k), 1.15, 0.36))
    cast(moulds.box(1.6, 0.45, 0.15), plain((0.42, 0.38, 0.33), 0.5), (0, 0.78, 0))
    for x in (-3.2, -2.5, 2.6, 3.3):
        plants.bush(random, (x, 1.7, 0), 0.5, (0.06, 0.16, 0.02), 380)
    yard.lawn(random, (-6, -1.2, -0.9, 2.9), 8000)
    yard.lawn(random, (0.9, -1.2, 6, 2.9), 8000)
    look(name, eye, target, lens)


DRAW = {
    "hero": hero,
    "gallery-cetak": casting,
    "gallery-truk": loaded_truck,
    "gallery-tumpukan": stacks,
    "gallery-pagar": fence,
    "gallery-teras": porch,
}
