"""Bushes, trees and coconut palms."""

from math import cos, pi, sin

from . import moulds
from .materials import plain
from .studio import cast

LEAF = (0.045, 0.13, 0.02)


def bush(random, at, radius=0.7, colour=LEAF, count=800):
    """A ball of leaves."""
    vertices, faces = [], []
    for _ in range(count):
        theta, up, r = random.uniform(0, 2 * pi), random.uniform(-0.75, 1), radius * random.uniform(0.7, 1.05)
        ring = (1 - up * up) ** 0.5
        centre = [r * ring * cos(theta), r * ring * sin(theta), radius * 0.75 + r * up * 0.85]
        size, start = radius * random.uniform(0.09, 0.19), len(vertices)
        sides = [[random.uniform(-1, 1) * size for _ in range(3)] for _ in range(2)]
        for a, b in ((1, 0), (0, 0.45), (-1, 0), (0, -0.45)):
            vertices.append(tuple(centre[k] + a * sides[0][k] + b * sides[1][k] for k in range(3)))
        faces.append((start, start + 1, start + 2, start + 3))
    cast(moulds.mesh(vertices, faces), plain(colour, 0.6, cloudy=0.45, scale=7 / radius), at, random.uniform(0, 360))


def tree(random, at, height=4.0):
    trunk = moulds.lathe([(0.16, 0), (0.11, height * 0.4), (0.08, height * 0.8)], segments=12)
    cast(trunk, plain((0.16, 0.11, 0.07), 1, cloudy=0.4, scale=9), at)
    for _ in range(6):
        turn, out = random.uniform(0, 6.3), random.uniform(0.2, 0.36) * height
        bush(
            random,
            (at[0] + out * cos(turn), at[1] + out * sin(turn), at[2] + height * random.uniform(0.5, 0.8)),
            0.28 * height,
            count=500,
        )
    bush(random, (at[0], at[1], at[2] + height * 0.8), 0.3 * height, count=600)


def palm(random, at, height=6.0):
    """A coconut palm with hanging fronds."""
    bend = random.uniform(-0.8, 0.8)
    bark = plain((0.22, 0.17, 0.12), 1, cloudy=0.3, scale=6)
    rings, vertices, faces = 14, [], []
    for k in range(rings + 1):
        t = k / rings
        for s in range(10):
            r = 0.16 - 0.07 * t
            vertices.append((bend * t * t + r * cos(s * pi / 5), r * sin(s * pi / 5), height * t))
    for k in range(rings * 10):
        row, s = divmod(k, 10)
        faces.append((row * 10 + s, row * 10 + (s + 1) % 10, row * 10 + 10 + (s + 1) % 10, row * 10 + 10 + s))
    cast(moulds.mesh(vertices, faces), bark, at)
    green = plain(LEAF, 0.5, cloudy=0.3, variation=0.15, scale=2)
    frond = _frond(2.6)
    for k in range(17):
        cast(frond, green, (at[0] + bend, at[1], at[2] + height), 137.5 * k, (0, -38 + 4.6 * k))


def _frond(length):
    vertices, faces = [], []
    for k in range(34):
        t = k / 33
        x, z = length * t * (1 - 0.18 * t), 0.35 * length * (t - 1.75 * t * t)
        reach = 0.62 * (1 - t) ** 0.5 * min(1, 0.25 + 3 * t)
        for side in (-1, 1):
            start = len(vertices)
            vertices += [(x, 0, z), (x + 0.05, 0, z - 0.01), (x + 0.35 * reach, side * reach, z - 0.45 * reach)]
            faces.append((start, start + 1, start + 2))
    return moulds.mesh(vertices, faces)
