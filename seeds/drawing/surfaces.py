"""Moulds and layings of goods sold by the square metre: cladding, paving, kerbs."""

from math import cos, radians, sin

from .moulds import box, join, mesh, plate, rectangle, softened, turned
from .studio import cast

HERE = (0, 0, 0)


def brick():
    return box(0.208, 0.103, 0.06, 0.005)


def hexagon(side=0.2):
    return _flat([(side * cos(radians(60 * k)), side * sin(radians(60 * k))) for k in range(6)], 0.08, 0.006)


def zigzag():
    """The biting zigzag stone, about 22 × 11 cm."""
    lower = [(-0.111, -0.042), (-0.056, -0.071), (0.0, -0.042), (0.056, -0.071), (0.111, -0.042)]
    return _flat(lower + [(x, y + 0.110) for x, y in lower[::-1]], 0.06, 0.004)


def grass_block():
    holes = [softened(rectangle(0.05, 0.05, x, y), 2, 0.16) for x in (-0.105, 0.105) for y in (-0.105, 0.105)]
    holes.append(softened([(0, -0.068), (0.068, 0), (0, 0.068), (-0.068, 0)], 2, 0.12))
    return _flat(softened(rectangle(0.198, 0.198), 1, 0.03), 0.08, 0.005, holes)


def kerb():
    """Kerb stone 40 cm long, 20 high, its front edge sloped; stands on 0."""
    section = [(-0.05, 0), (0.05, 0), (0.05, 0.2), (-0.012, 0.2), (-0.05, 0.135)]
    made = turned(plate(section, depth=0.398, edge=0.005), 90)
    return join((made, HERE))


def _flat(outline, height, edge, holes=()):
    return join((plate(outline, holes, height, edge, standing=False), (0, 0, height / 2)))


def stacked_stone(random, wide=1.0, high=0.72):
    """(mould, place) of long flat stones in rows, with differing fronts; the wall's back is at y = 0."""
    z = 0.0
    while z < high - 0.02:
        row, x = min(random.choice((0.028, 0.036, 0.045, 0.055)), high - z), 0.0
        while x < wide - 0.01:
            length = random.uniform(0.11, 0.27)
            length = wide - x if wide - x < length + 0.06 else length
            deep = random.uniform(0.025, 0.055)
            yield _rough(random, length - 0.003, deep, row - 0.003), (x + length / 2, -deep / 2, z)
            x += length
        z += row


def _rough(random, wide, deep, high):
    """A block whose front is broken unevenly."""
    columns, rows = max(3, int(wide / 0.03)), 3
    front = {}
    vertices, faces = [], []
    for r in range(rows + 1):
        for c in range(columns + 1):
            rim = r in (0, rows) or c in (0, columns)
            y = -deep / 2 + (0.007 if rim else random.uniform(-0.003, 0.005))
            front[r, c] = len(vertices)
            vertices.append((wide * (c / columns - 0.5), y, high * r / rows))
    back = {}
    for r, c in front:
        if r in (0, rows) or c in (0, columns):
            back[r, c] = len(vertices)
            x, _, z = vertices[front[r, c]]
            vertices.append((x, deep / 2, z))
    faces += [
        (front[r, c], front[r, c + 1], front[r + 1, c + 1], front[r + 1, c])
        for r in range(rows)
        for c in range(columns)
    ]
    rim = [(0, c) for c in range(columns)] + [(r, columns) for r in range(rows)]
    rim += [(rows, c) for c in range(columns, 0, -1)] + [(r, 0) for r in range(rows, 0, -1)]
    faces += [(front[a], back[a], back[b], front[b]) for a, b in zip(rim, rim[1:] + rim[:1])]
    return mesh(vertices, faces, 28)


def ribbed_slab(wide=0.6, high=0.3):
    """Cladding slab with upright half-round ribs."""
    points, count = [(-wide / 2, 0.012)], 20
    pitch = wide / count
    for k in range(count):
        middle = -wide / 2 + pitch * (k + 0.5)
        points += [
            (middle + pitch * 0.46 * cos(radians(a)), -0.004 + -0.016 * sin(radians(a))) for a in range(180, -1, -15)
        ]
    points.append((wide / 2, 0.012))
    return join((plate(points, depth=high - 0.003, edge=0.001, standing=False), (0, 0, high / 2)))


def rubble(random, wide=1.0, high=0.72):
    """(mould, place) of irregular flat stones with deep joints."""
    columns, rows = 6, 5
    knot = {
        (c, r): (
            wide * c / columns + (0 if c in (0, columns) else random.uniform(-0.045, 0.045)),
            high * r / rows + (0 if r in (0, rows) else random.uniform(-0.036, 0.036)),
        )
        for c in range(columns + 1)
        for r in range(rows + 1)
    }
    for c in range(columns):
        for r in range(rows):
            corners = [knot[c, r], knot[c + 1, r], knot[c + 1, r + 1], knot[c, r + 1]]
            mx, mz = sum(x for x, _ in corners) / 4, sum(z for _, z in corners) / 4
            outline = softened([(0.93 * (x - mx), 0.92 * (z - mz)) for x, z in corners], 3, 0.2)
            yield plate(outline, depth=random.uniform(0.03, 0.045), edge=0.010), (mx, -0.012, mz)


def brick_slips(random, wide=1.0, high=0.72):
    """(mould, place) of thin bricks in running bond."""
    whole, half = box(0.192, 0.022, 0.05, 0.003), box(0.092, 0.022, 0.05, 0.003)
    for row in range(int(high / 0.06)):
        x = 0.0
        while x < wide - 0.05:
            short = (x == 0 and row % 2) or wide - x < 0.19
            yield (
                (half if short else whole),
                (x + (0.05 if short else 0.1), -0.011 + random.uniform(-0.002, 0.002), row * 0.06),
            )
            x += 0.1 if short else 0.2


def herringbone(stone, materials, random, columns=9, rows=12, at=(0, 0, 0)):
    """Lays bricks as a herringbone, clipped to a field about `columns` × `rows` half bricks."""
    unit, pieces = 0.106, []
    for y in range(rows):
        for x in range(-1, columns + 1):
            step = (x - y) % 4
            if step == 0 and x + 2 <= columns + 1:
                pieces.append(
                    _lay(stone, materials, random, (at[0] + (x + 1) * unit, at[1] + (y + 0.5) * unit, at[2]), 0)
                )
            if step == 3 and y + 2 <= rows + 1:
                pieces.append(
                    _lay(stone, materials, random, (at[0] + (x + 0.5) * unit, at[1] + (y + 1) * unit, at[2]), 90)
                )
    return pieces


def running(stone, materials, random, columns=5, rows=10, at=(0, 0, 0), pitch=(0.212, 0.107), turns=(0, 180)):
    """Lays rows, every other one moved by half a stone; `turns` says which ways round a stone fits."""
    pieces = []
    for y in range(rows):
        for x in range(columns):
            place = (at[0] + (x + 0.5 * (y % 2)) * pitch[0], at[1] + y * pitch[1], at[2])
            pieces.append(_lay(stone, materials, random, place, random.choice(turns)))
    return pieces


def honeycomb(stone, materials, random, columns=4, rows=4, at=(0, 0, 0), side=0.2):
    pieces = []
    for x in range(columns):
        for y in range(rows):
            place = (at[0] + x * side * 1.53, at[1] + (y + 0.5 * (x % 2)) * side * 1.765, at[2])
            pieces.append(_lay(stone, materials, random, place, random.choice((0, 180))))
    return pieces


def _lay(stone, materials, random, place, turn):
    lifted = (place[0], place[1], place[2] + random.uniform(-0.0015, 0.0015))
    return cast(stone, random.choice(materials), lifted, turn + random.uniform(-0.4, 0.4))


def grass(random, field, count=900, height=0.05):
    """One mould of many blades within `field` (x0, y0, x1, y1)."""
    vertices, faces = [], []
    for _ in range(count):
        x, y = random.uniform(field[0], field[2]), random.uniform(field[1], field[3])
        turn, lean, tall = random.uniform(0, 360), random.uniform(0.1, 0.7), height * random.uniform(0.5, 1.2)
        c, s = cos(radians(turn)), sin(radians(turn))
        w = 0.06 * height + 0.001
        start = len(vertices)
        vertices += [
            (x - s * w, y + c * w, 0),
            (x + s * w, y - c * w, 0),
            (x + c * lean * tall, y + s * lean * tall, tall),
        ]
        faces.append((start, start + 1, start + 2))
    return mesh(vertices, faces)
