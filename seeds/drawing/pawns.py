"""Moulds of fence-post finials (pion)."""

from math import cos, pi, sin

from .moulds import curved, join, lathe, mesh, squared, turned

HERE = (0, 0, 0)


def _pawn_foot():
    return squared([(0.092, 0), (0.092, 0.035), (0.088, 0.04), (0.075, 0.042), (0.075, 0.062), (0.068, 0.068)])


def pion_catur():
    body = (
        curved(
            [
                (0.066, 0.062),
                (0.07, 0.075),
                (0.066, 0.09),
                (0.05, 0.105),
                (0.04, 0.15),
                (0.033, 0.2),
                (0.036, 0.222),
                (0.056, 0.232),
                (0.056, 0.242),
                (0.034, 0.252),
            ]
        )
        + _ball(0.058, 0.298)[3:]
    )
    return join((_pawn_foot(), HERE), (lathe(body), HERE))


def pion_bola():
    neck = curved([(0.07, 0.06), (0.074, 0.075), (0.06, 0.09), (0.055, 0.1), (0.062, 0.112)])
    return join((_pawn_foot(), HERE), (lathe(neck), HERE), (lathe(_ball(0.122, 0.215), segments=96), HERE))


def _ball(radius, middle):
    return [(max(0.0005, radius * sin(pi * k / 40)), middle - radius * cos(pi * k / 40)) for k in range(41)]


def pion_nanas():
    rows = 150
    body = [(0.032 + 0.062 * sin(pi * (k / rows) ** 0.85) ** 0.65, 0.085 + 0.2 * k / rows) for k in range(rows + 1)]
    scales = lambda angle, z: 0.93 + 0.13 * abs(cos(5 * angle + 48 * z) * cos(5 * angle - 48 * z)) ** 0.55
    neck = curved([(0.066, 0.062), (0.07, 0.072), (0.05, 0.085), (0.04, 0.095)])
    leaves = []
    for ring, (count, lean, length) in enumerate([(9, 48, 0.09), (8, 30, 0.11), (5, 12, 0.12)]):
        for k in range(count):
            leaves.append((turned(turned(_leaf(length), lean, "Y"), 360 * k / count + 20 * ring), (0, 0, 0.275)))
    return join((_pawn_foot(), HERE), (lathe(neck), HERE), (lathe(body, scales, 180), HERE), *leaves)


def _leaf(length):
    """A thick pointed leaf, bending outward (towards +x)."""
    rings = []
    for k in range(7):
        t = k / 6
        wide, thick, out = 0.024 * (1 - t**1.7) + 0.001, 0.008 * (1 - t) + 0.001, 0.035 * t * t
        rings += [
            (out + thick, 0, length * t),
            (out, wide, length * t),
            (out - thick, 0, length * t),
            (out, -wide, length * t),
        ]
    faces = [
        (4 * r + k, 4 * r + (k + 1) % 4, 4 * r + 4 + (k + 1) % 4, 4 * r + 4 + k) for r in range(6) for k in range(4)
    ]
    return mesh(rings, faces, 50)


def pion_piramida():
    return squared(
        [
            (0.12, 0),
            (0.12, 0.05),
            (0.115, 0.055),
            (0.105, 0.058),
            (0.105, 0.075),
            (0.11, 0.08),
            (0.004, 0.2),
            (0.0005, 0.201),
        ]
    )


def pion_guci():
    body = curved(
        [
            (0.06, 0.062),
            (0.066, 0.075),
            (0.05, 0.09),
            (0.036, 0.105),
            (0.05, 0.13),
            (0.09, 0.19),
            (0.108, 0.25),
            (0.1, 0.30),
            (0.075, 0.335),
            (0.07, 0.345),
            (0.095, 0.36),
            (0.097, 0.372),
            (0.08, 0.385),
            (0.05, 0.41),
            (0.022, 0.425),
            (0.02, 0.435),
            (0.028, 0.447),
            (0.024, 0.463),
            (0.0005, 0.475),
        ]
    )
    ribs = lambda angle, z: 1 + 0.028 * abs(cos(12 * angle)) if 0.14 < z < 0.31 else 1
    return join((_pawn_foot(), HERE), (lathe(body, ribs, 288), HERE))


PAWNS = {
    "pion-catur": pion_catur,
    "pion-bola": pion_bola,
    "pion-nanas": pion_nanas,
    "pion-piramida": pion_piramida,
    "pion-guci": pion_guci,
}
