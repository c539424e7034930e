"""Moulds of the ventilation blocks (roster), 20 × 20 × 10 cm unless said."""

from math import cos, radians, sin

from .moulds import box, circle, join, plate, rectangle, softened, square, turned

HALF = 0.0985  # 20 cm less the joint
DEEP = 0.1
HERE = (0, 0, 0)


def bulan():
    frame = plate(softened(square(HALF), 1, 0.02), [circle(0.078)], DEEP)
    ring = plate(circle(0.046), [circle(0.031)], 0.08)
    spokes = [(turned(plate(rectangle(0.019, 0.0065, 0.0605), depth=0.075), 45 + 90 * k, "Y"), HERE) for k in range(4)]
    return join((frame, HERE), (ring, HERE), *spokes)


def wajik():
    diamond = softened([(0, -0.056), (0.056, 0), (0, 0.056), (-0.056, 0)], 1, 0.06)
    corner = [(0.083, 0.083), (0.017, 0.083), (0.083, 0.017)]
    holes = [diamond] + [softened([(sx * x, sy * y) for x, y in corner], 1, 0.05) for sx in (1, -1) for sy in (1, -1)]
    return plate(square(HALF), holes, DEEP)


def jendela():
    holes = [softened(square(0.034, 0.044 * sx, 0.044 * sy), 2, 0.1) for sx in (1, -1) for sy in (1, -1)]
    return plate(square(HALF), holes, DEEP)


def kawung():
    petals = [_petal(45 + 90 * k) for k in range(4)]
    edges = [_edge_leaf(90 * k) for k in range(4)]
    dots = [circle(0.009)]
    return plate(square(HALF), petals + edges + dots, DEEP)


def _petal(angle):
    """A lens from near the centre to the corner."""
    long, wide = 0.103, 0.036
    points = []
    for side in (1, -1):
        for k in range(32):
            t = k / 32 if side == 1 else 1 - k / 32
            points.append((0.018 + long * t, side * wide * (4 * t * (1 - t)) ** 0.62))
    c, s = cos(radians(angle)), sin(radians(angle))
    return [(x * c - y * s, x * s + y * c) for x, y in points]


def _edge_leaf(angle):
    points = softened([(0.084, 0.027), (0.047, 0), (0.084, -0.027)], 2, 0.1)
    c, s = cos(radians(angle)), sin(radians(angle))
    return [(x * c - y * s, x * s + y * c) for x, y in points]


def sisik():
    frame = plate(square(HALF), [square(0.083)], DEEP)
    arcs = []
    for row, (z, middles) in enumerate(
        [(-0.086, (-0.043, 0.043)), (-0.043, (-0.086, 0, 0.086)), (0.0, (-0.043, 0.043)), (0.043, (-0.086, 0, 0.086))]
    ):
        for x in middles:
            start, end = (0, 90) if x < -0.05 else (90, 180) if x > 0.05 else (0, 180)
            arc = circle(0.047, 0, 0, start, end, 24) + circle(0.0385, 0, 0, start, end, 24)[::-1]
            arcs.append((plate(arc, depth=0.085 - 0.002 * row, edge=0.001), (x, 0, z)))
    return join((frame, HERE), *arcs)


def nako():
    frame = plate(square(HALF), [square(0.081)], DEEP)
    slat = turned(box(0.166, 0.115, 0.013, 0.003), -38, "X")
    return join((frame, HERE), *[(slat, (0, 0, z)) for z in (-0.058, -0.004, 0.05)])


def silang():
    triangle = softened([(0.083, 0.066), (0.017, 0), (0.083, -0.066)], 2, 0.06)
    holes = []
    for angle in (0, 90, 180, 270):
        c, s = cos(radians(angle)), sin(radians(angle))
        holes.append([(x * c - y * s, x * s + y * c) for x, y in triangle])
    return plate(square(HALF), holes, DEEP)


def bintang():
    star = [
        (r * cos(radians(a)), r * sin(radians(a)))
        for k in range(8)
        for r, a in ((0.098, 45 * k), (0.072, 45 * k + 22.5))
    ]
    corner = [(0.108, 0.108), (0.074, 0.108), (0.108, 0.074)]
    corners = [softened([(sx * x, sy * y) for x, y in corner], 1, 0.1) for sx in (1, -1) for sy in (1, -1)]
    frame = plate(square(0.1235), [star] + corners, DEEP)
    inner = [
        (r * cos(radians(a)), r * sin(radians(a)))
        for k in range(8)
        for r, a in ((0.052, 45 * k), (0.037, 45 * k + 22.5))
    ]
    hole = [(0.62 * x, 0.62 * y) for x, y in inner]
    bars = [(turned(plate(rectangle(0.026, 0.006, 0.064), depth=0.07), 22.5 + 45 * k, "Y"), HERE) for k in (0, 2, 4, 6)]
    return join((frame, HERE), (plate(inner, [hole], 0.08), HERE), *bars)


ALL = {
    "roster-bulan": bulan,
    "roster-wajik": wajik,
    "roster-jendela": jendela,
    "roster-kawung": kawung,
    "roster-sisik": sisik,
    "roster-nako": nako,
    "roster-silang": silang,
    "roster-bintang": bintang,
}
