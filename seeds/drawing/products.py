"""Pictures of goods that stand: rosters, pillars, posts, pawns. `DRAW[name]()` draws one picture."""

from functools import partial

from . import materials, moulds, pawns, posts, rosters
from .materials import WOOD, concrete, plain
from .studio import backdrop, cast, empty, light, photograph


def roster(slug):
    """One block turned to the viewer, two stacked behind it, one lying."""
    empty(slug)
    block, stone = rosters.ALL[slug](), concrete(materials.LIGHT)
    half = 0.1235 if slug == "roster-bintang" else 0.0985
    wide = 2 * half + 0.006
    pieces = [cast(block, stone, (-0.45 * wide, -0.02, half), 14), cast(block, stone, (0.62 * wide, 0.17, half), -8)]
    pieces += [
        cast(block, stone, (0.58 * wide, 0.17, half + wide), -10),
        cast(block, stone, (0.78 * wide, -0.10, 0.05), 24, (90, 0)),
    ]
    backdrop(half * 10)
    light()
    photograph(slug, azimuth=-6, elevation=17, subjects=pieces, room=1.22)


def roster_wall(slug):
    """A wall of blocks in raking sun."""
    empty(slug)
    block, stone = rosters.ALL[slug](), concrete(materials.LIGHT)
    pieces = [cast(block, stone, (0.2 * x, 0, 0.1 + 0.2 * z)) for x in range(6) for z in range(4)]
    backdrop(0.5)
    light(azimuth=-62, elevation=40, soft=1.5)
    photograph(f"{slug}-2", azimuth=30, elevation=10, subjects=pieces, room=1.1)


def pillar(slug):
    """Two standing, one lying on battens."""
    empty(slug)
    made, stone, wood = posts.PILLARS[slug](), concrete(materials.LIGHT, scale=0.5), plain(WOOD, cloudy=0.3, scale=20)
    pieces = [cast(made, stone, (-0.55, 0.1, 0), 8), cast(made, stone, (0.35, 0.62, 0), 0)]
    pieces.append(cast(made, stone, (-0.95, -0.75, 0.30), -12, (0, 90)))
    pieces += [cast(moulds.box(0.1, 0.5, 0.09), wood, (x, -0.75 - 0.21 * (x + 0.95), 0), -12) for x in (-0.6, 0.9)]
    backdrop(2.2)
    light()
    photograph(slug, azimuth=-4, elevation=11, subjects=pieces, room=1.1)


def pillar_close():
    """The head and foot of a fluted pillar from near."""
    empty("pilar-alur-2")
    made, stone = posts.pilar_alur(), concrete(materials.LIGHT, scale=0.7)
    pieces = [cast(made, stone, (0.0, 0, -1.55)), cast(posts.foot(), stone, (-0.62, -0.05, -0.02), 20)]
    cast(made, stone, (0.75, 0.75, -1.55))
    frame = cast(posts.head(), stone, (0, 0, 0.51))
    frame.hide_render = True
    backdrop(1.4)
    light()
    photograph("pilar-alur-2", azimuth=-10, elevation=12, subjects=[pieces[1], frame], room=1.12)


def pillar_set():
    empty("kepala-kaki-pilar")
    stone = concrete(materials.LIGHT, scale=0.8)
    pieces = [cast(posts.foot(), stone, (-0.3, 0, 0), 14), cast(posts.head(), stone, (0.32, 0.1, 0.01), -12)]
    backdrop(1.2)
    light()
    photograph("kepala-kaki-pilar", azimuth=-4, elevation=22, subjects=pieces, room=1.1)


def panel_posts():
    """A stack of grooved posts, their ends to the viewer, two standing behind."""
    empty("tiang-panel")
    made, stone, wood = posts.tiang_panel(1.7), concrete(scale=0.6), plain(WOOD, cloudy=0.3, scale=20)
    pieces = [
        cast(made, stone, (0.19 * k - 0.3, -0.9 + 0.02 * (k % 2), 0.15 + 0.125 * r), 0, (-90, 0))
        for r in range(3)
        for k in range(4 - r % 2)
    ]
    pieces += [cast(made, stone, (-0.66, 0.3, 0), 35), cast(made, stone, (0.66, 0.2, 0.075), 96, (-90, 0))]
    [cast(moulds.box(0.95, 0.08, 0.085), wood, (0, y, 0)) for y in (-0.6, 0.5)]
    backdrop(1.8)
    light()
    photograph("tiang-panel", azimuth=-20, elevation=20, subjects=pieces, room=1.15)


def panel_fence():
    empty("tiang-panel-2")
    stone = concrete(scale=0.6)
    pieces = [cast(posts.tiang_panel(1.75), stone, (1.53 * k, 0, 0)) for k in range(3)]
    pieces += [cast(posts.panel(), stone, (0.765 + 1.53 * k, 0, 0.02 + 0.402 * r)) for k in range(2) for r in range(4)]
    backdrop(1.8)
    light()
    photograph("tiang-panel-2", azimuth=-24, elevation=10, subjects=pieces, room=1.1)


def wire_posts():
    empty("tiang-kawat")
    made, stone, wire = posts.tiang_kawat(), concrete(scale=0.7), plain((0.3, 0.3, 0.3), 0.4, 0.9)
    pieces = [cast(made, stone, (0.75 * k, 0.25 * k, 0), 90 + 18) for k in range(4)]
    long = moulds.turned(moulds.lathe([(0.004, 0), (0.004, 2.6)], segments=8), 90, "Y")
    [cast(long, wire, (-0.1, -0.035, z), 18.4) for z in (0.55, 0.85, 1.15, 1.45, 1.75)]
    backdrop(1.8)
    light()
    photograph("tiang-kawat", azimuth=-14, elevation=10, subjects=pieces, room=1.14)


def panels():
    empty("panel-pagar")
    made, stone, wood = posts.panel(), concrete(scale=0.6), plain(WOOD, cloudy=0.3, scale=20)
    pieces = [cast(made, stone, (0.012 * (k % 3), 0.2, 0.12 + 0.053 * k), (-1, 1, 0)[k % 3], (90, 0)) for k in range(7)]
    pieces.append(cast(made, stone, (-0.12, -0.40, 0.008), 3, (-22, 0)))
    pieces.append(cast(made, stone, (0.16, -0.52, 0.008), -3, (-24, 0)))
    [cast(moulds.box(0.1, 0.45, 0.09), wood, (x, 0.0, 0)) for x in (-0.5, 0.5)]
    backdrop(1.3)
    light()
    photograph("panel-pagar", azimuth=-28, elevation=22, subjects=pieces, room=1.14)


def balusters():
    empty("baluster-botol")
    made, stone = posts.baluster(), concrete(materials.LIGHT)
    pieces = [cast(made, stone, (x, y, 0), turn) for x, y, turn in ((-0.24, 0, 12), (0.02, 0.16, -6), (0.28, 0.03, 20))]
    pieces.append(cast(made, stone, (-0.12, -0.24, 0.066), -10, (0, 90)))
    backdrop(0.8)
    light()
    photograph("baluster-botol", azimuth=-8, elevation=15, subjects=pieces, room=1.16)


def balustrade():
    empty("baluster-botol-2")
    made, stone = posts.baluster(), concrete(materials.LIGHT)
    pieces = [cast(made, stone, (0.2 * k, 0, 0.08)) for k in range(8)]
    pieces += [
        cast(moulds.box(1.75, 0.2, 0.08), stone, (0.7, 0, 0)),
        cast(moulds.box(1.75, 0.19, 0.07, 0.015), stone, (0.7, 0, 0.68)),
    ]
    pieces.append(cast(moulds.box(0.22, 0.22, 0.86), stone, (-0.24, 0, 0)))
    backdrop(1.0)
    light()
    photograph("baluster-botol-2", azimuth=-30, elevation=11, subjects=pieces, room=1.12)


def gate_posts():
    empty("tiang-gerbang")
    made, stone = posts.tiang_gerbang(), concrete(materials.LIGHT, scale=0.6)
    pieces = [cast(made, stone, (-0.6, 0, 0), 22), cast(made, stone, (0.6, 0.35, 0), 16)]
    backdrop(1.6)
    light()
    photograph("tiang-gerbang", azimuth=-4, elevation=10, subjects=pieces, room=1.14)


def pawn(slug):
    """Three pawns, the middle one in front."""
    empty(slug)
    made, stone = pawns.PAWNS[slug](), concrete(materials.LIGHT)
    pieces = [
        cast(made, stone, place, turn)
        for place, turn in (((-0.05, -0.08, 0), 18), ((-0.29, 0.16, 0), -10), ((0.25, 0.12, 0), 35))
    ]
    backdrop(0.8)
    light()
    photograph(slug, azimuth=-5, elevation=14, subjects=pieces, room=1.16)


def pawn_on_posts():
    empty("pion-catur-2")
    stone, plaster = concrete(materials.LIGHT), concrete(materials.CREAM, pores=0.3)
    post = moulds.join((moulds.box(0.2, 0.2, 0.5), (0, 0, 0)), (moulds.box(0.25, 0.25, 0.04), (0, 0, 0.5)))
    pieces = []
    for k in range(3):
        cast(post, plaster, (0.62 * k, 0.12 * k, 0), 11)
        pieces.append(cast(pawns.pion_catur(), stone, (0.62 * k, 0.12 * k, 0.54), 11))
    pieces.append(cast(moulds.box(1.9, 0.09, 0.34), plaster, (0.62, 0.12, 0), 11))
    backdrop(1.4)
    light()
    photograph("pion-catur-2", azimuth=-24, elevation=7, subjects=pieces, room=1.12)


DRAW = {
    **{slug: partial(roster, slug) for slug in rosters.ALL},
    **{f"{slug}-2": partial(roster_wall, slug) for slug in ("roster-bulan", "roster-wajik", "roster-kawung")},
    **{slug: partial(pillar, slug) for slug in posts.PILLARS},
    "pilar-alur-2": pillar_close,
    "kepala-kaki-pilar": pillar_set,
    "tiang-panel": panel_posts,
    "tiang-panel-2": panel_fence,
    "tiang-kawat": wire_posts,
    "panel-pagar": panels,
    "baluster-botol": balusters,
    "baluster-botol-2": balustrade,
    "tiang-gerbang": gate_posts,
    **{slug: partial(pawn, slug) for slug in pawns.PAWNS},
    "pion-catur-2": pawn_on_posts,
}
