"""Moulds of standing goods: porch pillars, fence posts and balusters."""

from math import cos, pi, sin

from .moulds import box, circle, curved, join, lathe, plate, rectangle, squared, turned

HERE = (0, 0, 0)
PILLAR = 2.3  # metres, drawn a little shorter than sold so that it fills the picture


def _foot(radius):
    """Square plinth and round mouldings, standing on 0; 0.24 m high."""
    rings = [
        (radius * 1.36, 0.10),
        (radius * 1.44, 0.115),
        (radius * 1.44, 0.145),
        (radius * 1.30, 0.16),
        (radius * 1.18, 0.175),
        (radius * 1.16, 0.19),
        (radius * 1.22, 0.20),
        (radius * 1.22, 0.22),
        (radius * 1.03, 0.25),
    ]
    return join((box(radius * 3.1, radius * 3.1, 0.10), HERE), (lathe(rings), HERE))


def _head(radius):
    """The foot turned over with a wider slab, 0.24 m high, its top at 0.24."""
    rings = [
        (radius * 1.0, -0.01),
        (radius * 1.2, 0.015),
        (radius * 1.2, 0.035),
        (radius * 1.08, 0.045),
        (radius * 1.08, 0.08),
        *curved([(radius * 1.12, 0.085), (radius * 1.3, 0.11), (radius * 1.55, 0.135)], 6),
        (radius * 1.55, 0.15),
    ]
    return join((lathe(rings), HERE), (box(radius * 3.4, radius * 3.4, 0.09), (0, 0, 0.15)))


def foot():
    return _foot(0.125)


def head():
    return _head(0.125)


def pillar(shaft, radius=0.125):
    return join((_foot(radius), HERE), (shaft, (0, 0, 0.24)), (_head(radius), (0, 0, PILLAR - 0.24)))


def _shaft(shape, rows, segments, radius=0.125):
    height = PILLAR - 0.48
    profile = [(radius * (1 - 0.10 * (k / rows) ** 1.6), height * k / rows) for k in range(rows + 1)]
    return lathe(profile, shape, segments)


def pilar_polos():
    return pillar(_shaft(None, 8, 96))


def pilar_alur():
    return pillar(_shaft(lambda angle, _: 1 - 0.075 * abs(sin(10 * angle)) ** 0.7, 6, 320))


def pilar_ulir():
    return pillar(_shaft(lambda angle, z: 0.86 + 0.24 * abs(cos(2 * (angle + 4.2 * z))) ** 0.75, 220, 160))


def pilar_kotak():
    groove = lambda z: [(0.125, z - 0.012), (0.113, z - 0.008), (0.113, z + 0.008), (0.125, z + 0.012)]
    profile = [(0.155, 0), (0.16, 0.01), (0.16, 0.2), (0.152, 0.21), (0.125, 0.22)]
    for z in (0.55, 0.62, 1.5, 1.57):
        profile += groove(z)
    profile += [(0.125, 2.02), (0.14, 2.03), (0.14, 2.08), (0.165, 2.10), (0.165, 2.24), (0.158, 2.25)]
    return squared(profile)


def tiang_panel(length=2.2):
    """Post with a groove on two sides for the panels."""
    outline = [
        (-0.075, -0.06),
        (0.075, -0.06),
        (0.075, -0.028),
        (0.04, -0.024),
        (0.04, 0.024),
        (0.075, 0.028),
        (0.075, 0.06),
        (-0.075, 0.06),
        (-0.075, 0.028),
        (-0.04, 0.024),
        (-0.04, -0.024),
        (-0.075, -0.028),
    ]
    made = plate(outline, depth=length, edge=0.003, standing=False)
    return join((made, (0, 0, length / 2)))


def panel(width=1.5, height=0.4):
    """Fence panel with two long sunk fields; the width is shortened for the picture."""
    face = plate(
        rectangle(width / 2, height / 2, 0, height / 2),
        [rectangle(width / 2 - 0.07, 0.055, 0, 0.12), rectangle(width / 2 - 0.07, 0.055, 0, 0.28)],
        0.05,
        0.004,
    )
    return join((face, HERE), (box(width - 0.05, 0.03, height - 0.05), (0, 0, 0.025)))


def tiang_kawat():
    holes = [circle(0.009, 0, z, segments=20) for z in (0.55, 0.85, 1.15, 1.45, 1.75)]
    top = [(-0.05, 0), (0.05, 0), (0.05, 1.9), (0.025, 1.95), (-0.025, 1.95), (-0.05, 1.9)]
    return plate(top, holes, 0.1, 0.005)


def baluster():
    body = curved(
        [
            (0.045, 0.09),
            (0.052, 0.10),
            (0.045, 0.112),
            (0.034, 0.125),
            (0.05, 0.165),
            (0.073, 0.22),
            (0.07, 0.275),
            (0.05, 0.34),
            (0.034, 0.41),
            (0.03, 0.455),
            (0.045, 0.475),
            (0.05, 0.488),
            (0.042, 0.50),
            (0.036, 0.52),
        ]
    )
    return join((box(0.13, 0.13, 0.09), HERE), (lathe(body), HERE), (box(0.13, 0.13, 0.085), (0, 0, 0.515)))


def tiang_gerbang():
    profile = [
        (0.16, 0),
        (0.16, 0.22),
        (0.15, 0.235),
        (0.125, 0.24),
        (0.125, 1.46),
        (0.14, 1.47),
        (0.14, 1.51),
        (0.155, 1.53),
        (0.17, 1.56),
        (0.17, 1.62),
        (0.16, 1.63),
        (0.13, 1.635),
        (0.13, 1.67),
        (0.02, 1.76),
        (0.001, 1.761),
    ]
    frame = plate(rectangle(0.085, 0.52), [rectangle(0.065, 0.5)], 0.02, 0.003)
    sides = [(turned(frame, 90 * k), (0.125 * sin(pi / 2 * k), -0.125 * cos(pi / 2 * k), 0.85)) for k in range(4)]
    return join((squared(profile), HERE), *sides)


PILLARS = {"pilar-polos": pilar_polos, "pilar-alur": pilar_alur, "pilar-ulir": pilar_ulir, "pilar-kotak": pilar_kotak}
