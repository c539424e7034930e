"""Moulds: functions that make meshes (metres). A mesh is cast into a scene any number of times by `studio.cast`."""

from math import cos, pi, radians, sin

import bpy

RESOLUTION = 72


def mesh(vertices, faces, smooth_below=35):
    """A mesh from lists; edges sharper than `smooth_below` degrees stay sharp."""
    made = bpy.data.meshes.new("mould")
    made.from_pydata(vertices, [], faces)
    made.validate()
    made.update()
    made.shade_smooth()
    made.set_sharp_from_angle(angle=radians(smooth_below))
    return made


def join(*parts):
    """One mesh of several `(mesh, (x, y, z))` parts, so that the cast has one colour."""
    vertices, faces = [], []
    for part, (x, y, z) in parts:
        start = len(vertices)
        vertices += [(v.co.x + x, v.co.y + y, v.co.z + z) for v in part.vertices]
        faces += [[start + i for i in polygon.vertices] for polygon in part.polygons]
    return mesh(vertices, faces)


def turned(made, degrees, axis="Z"):
    """The mesh turned about an axis through its origin."""
    from mathutils import Matrix

    copy = made.copy()
    copy.transform(Matrix.Rotation(radians(degrees), 4, axis))
    return copy


def plate(outline, holes=(), depth=0.1, edge=0.002, standing=True):
    """A slab with holes: polygons in x/y, extruded; standing slabs face the viewer (-y) with their outline in x/z."""
    curve = bpy.data.curves.new("plate", "CURVE")
    curve.dimensions, curve.fill_mode = "2D", "BOTH"
    curve.extrude, curve.bevel_depth, curve.bevel_resolution, curve.offset = depth / 2 - edge, edge, 2, -edge
    for points in (outline, *holes):
        spline = curve.splines.new("POLY")
        spline.points.add(len(points) - 1)
        for target, (x, y) in zip(spline.points, points):
            target.co = (x, y, 0, 1)
        spline.use_cyclic_u = True
    carrier = bpy.data.objects.new("plate", curve)
    bpy.context.scene.collection.objects.link(carrier)
    made = bpy.data.meshes.new_from_object(carrier.evaluated_get(bpy.context.evaluated_depsgraph_get()))
    bpy.data.objects.remove(carrier)
    if standing:
        made = turned(made, 90, "X")
    made.shade_smooth()
    made.set_sharp_from_angle(angle=radians(40))
    return made


def box(width, depth, height, edge=0.004):
    """A block standing on z = 0 with softened edges."""
    x, y = width / 2, depth / 2
    made = plate([(-x, -y), (x, -y), (x, y), (-x, y)], depth=height, edge=min(edge, height / 3), standing=False)
    return join((made, (0, 0, height / 2)))


def lathe(profile, round_=None, segments=RESOLUTION):
    """A turned body from `(radius, z)` pairs; `round_(angle, z)` scales the radius for flutes and twists."""
    vertices, faces = [], []
    for radius, z in profile:
        for k in range(segments):
            angle = 2 * pi * k / segments
            r = radius * (round_(angle, z) if round_ else 1)
            vertices.append((r * cos(angle), r * sin(angle), z))
    for row in range(len(profile) - 1):
        a = row * segments
        for k in range(segments):
            n = (k + 1) % segments
            faces.append((a + k, a + n, a + segments + n, a + segments + k))
    faces += [tuple(range(segments))[::-1], tuple(range(len(vertices) - segments, len(vertices)))]
    return mesh(vertices, faces)


def squared(profile):
    """A body with a square section from `(half width, z)` pairs."""
    vertices = [(sx * r, sy * r, z) for r, z in profile for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    faces = [(3, 2, 1, 0), tuple(range(len(vertices) - 4, len(vertices)))]
    for row in range(0, len(vertices) - 4, 4):
        faces += [(row + k, row + (k + 1) % 4, row + 4 + (k + 1) % 4, row + 4 + k) for k in range(4)]
    return mesh(vertices, faces, smooth_below=20)


def curved(points, steps=8):
    """A smooth profile through `(radius, z)` points (Catmull-Rom)."""
    made = []
    for i in range(len(points) - 1):
        p = [points[max(0, min(len(points) - 1, i + k))] for k in (-1, 0, 1, 2)]
        for s in range(steps):
            made.append(tuple(_blend([q[axis] for q in p], s / steps) for axis in (0, 1)))
    return made + [points[-1]]


def _blend(p, t):
    a, b, c, d = p
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def square(half, x=0, y=0):
    return rectangle(half, half, x, y)


def rectangle(half_x, half_y, x=0, y=0):
    return [(x - half_x, y - half_y), (x + half_x, y - half_y), (x + half_x, y + half_y), (x - half_x, y + half_y)]


def circle(radius, x=0, y=0, start=0, end=360, segments=48):
    """Points of a circle or an arc, in degrees."""
    count = segments if end - start == 360 else segments + 1
    turns = [radians(start + (end - start) * k / segments) for k in range(count)]
    return [(x + radius * cos(t), y + radius * sin(t)) for t in turns]


def softened(points, times=2, share=0.12):
    """A polygon with its corners cut `times` times."""
    for _ in range(times):
        cut = []
        for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1]):
            cut += [(ax + (bx - ax) * share, ay + (by - ay) * share), (bx - (bx - ax) * share, by - (by - ay) * share)]
        points, share = cut, 0.25
    return points
