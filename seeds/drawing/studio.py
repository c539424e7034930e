"""The studio: an empty scene, light, camera and the finished JPEG."""

from math import cos, radians, sin
from pathlib import Path
from random import Random

import bpy
from mathutils import Vector
from PIL import Image

from . import moulds
from .materials import plain

PICTURES = Path(__file__).resolve().parent.parent / "pictures"
BACKDROP = (0.57, 0.515, 0.44)
GAIN = 1.1  # the pictures stand on a warm white page and are printed a little brighter

quality = {"width": 1200, "height": 900, "samples": 6, "share": 100, "bytes": 118_000}


def empty(seed):
    """Starts a new picture; returns its own random source."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.world = bpy.data.worlds.new("world")
    scene.view_settings.view_transform = "AgX"
    scene.view_settings.look = "AgX - Medium High Contrast"
    return Random(seed)


def cast(mould, material, at=(0, 0, 0), turn=0, tilt=(0, 0)):
    """Puts one cast of the mould into the scene; `turn` and `tilt` (x, y) in degrees."""
    piece = bpy.data.objects.new("cast", mould)
    piece.location = at
    piece.rotation_euler = (radians(tilt[0]), radians(tilt[1]), radians(turn))
    if not mould.materials:
        mould.materials.append(None)
    piece.material_slots[0].link = "OBJECT"
    piece.material_slots[0].material = material
    bpy.context.scene.collection.objects.link(piece)
    return piece


def backdrop(size, colour=BACKDROP):
    """Seamless warm-grey paper behind goods of about `size` metres."""
    bend, far = 1.6 * size, 3.2 * size
    line = [(-9 * size, 0), (far, 0)]
    line += [(far + bend * sin(radians(a)), bend - bend * cos(radians(a))) for a in range(6, 91, 6)]
    line.append((far + bend, 14 * size))
    points = [(x, y, z) for y, z in line for x in (-16 * size, 16 * size)]
    faces = [(k, k + 1, k + 3, k + 2) for k in range(0, len(points) - 2, 2)]
    paper = moulds.mesh(points, faces, smooth_below=60)
    return cast(paper, plain(colour, 0.95, cloudy=0.03, scale=0.8 / size))


def light(sun=3.2, elevation=48, azimuth=-52, soft=4.0, sky=(0.80, 0.88, 1.0), fill=0.55):
    """Warm sun from the left front (`azimuth` from the viewer's axis) and cool sky light."""
    lamp = bpy.data.lights.new("sun", "SUN")
    lamp.energy, lamp.angle, lamp.color = sun, radians(soft), (1.0, 0.93, 0.82)
    holder = bpy.data.objects.new("sun", lamp)
    towards = Vector((sin(radians(azimuth)), -cos(radians(azimuth)), 0)) * cos(radians(elevation))
    towards.z = sin(radians(elevation))
    holder.rotation_euler = towards.to_track_quat("Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(holder)
    world = bpy.context.scene.world
    world.use_nodes = True
    node = world.node_tree.nodes.get("Background") or world.node_tree.nodes.new("ShaderNodeBackground")
    out = next((n for n in world.node_tree.nodes if n.type == "OUTPUT_WORLD"), None)
    out = out or world.node_tree.nodes.new("ShaderNodeOutputWorld")
    world.node_tree.links.new(node.outputs[0], out.inputs[0])
    node.inputs[0].default_value, node.inputs[1].default_value = (*sky, 1), fill
    return node


def sky(node, strength=0.75):
    """Gives the world a tropical sky: white at the horizon, blue above."""
    tree = bpy.context.scene.world.node_tree
    place = tree.nodes.new("ShaderNodeTexCoord")
    split = tree.nodes.new("ShaderNodeSeparateXYZ")
    ramp = tree.nodes.new("ShaderNodeValToRGB")
    ramp.color_ramp.elements[0].color = (0.80, 0.88, 0.95, 1)
    ramp.color_ramp.elements[1].position = 0.42
    ramp.color_ramp.elements[1].color = (0.16, 0.38, 0.80, 1)
    tree.links.new(place.outputs["Generated"], split.inputs[0])
    tree.links.new(split.outputs["Z"], ramp.inputs[0])
    tree.links.new(ramp.outputs[0], node.inputs[0])
    node.inputs[1].default_value = strength


def photograph(name, azimuth=-24, elevation=16, room=1.16, lens=62, subjects=()):
    """Fits the camera around the goods (all but the backdrop) and writes the picture."""
    camera = _camera(lens)
    ahead = Vector(
        (
            -sin(radians(azimuth)) * cos(radians(elevation)),
            cos(radians(azimuth)) * cos(radians(elevation)),
            -sin(radians(elevation)),
        )
    )
    camera.rotation_euler = ahead.to_track_quat("-Z", "Y").to_euler()
    bpy.context.view_layer.update()
    corners = [piece.matrix_world @ Vector(c) for piece in subjects for c in piece.bound_box]
    turn = camera.rotation_euler.to_matrix().transposed()
    seen = [turn @ corner for corner in corners]
    near = max(point.z for point in seen)
    distance = _fit(camera, seen, near, room)
    camera.location = turn.transposed() @ Vector((0, 0, near + distance))
    return render(name)


def look(name, eye, target, lens=35):
    """Puts the camera at `eye`, looking at `target`, and writes the picture."""
    camera = _camera(lens)
    camera.location = eye
    camera.rotation_euler = (Vector(target) - Vector(eye)).to_track_quat("-Z", "Y").to_euler()
    return render(name)


def render(name):
    """Renders the scene and writes `<name>.jpg`, no larger than the quality's number of bytes."""
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.device, scene.cycles.samples, scene.cycles.seed = "CPU", quality["samples"], 7
    scene.cycles.denoising_prefilter, scene.cycles.denoising_quality = "FAST", "BALANCED"
    scene.cycles.use_denoising, scene.cycles.max_bounces, scene.cycles.diffuse_bounces = True, 4, 2
    scene.render.threads_mode, scene.render.threads = "FIXED", 1
    scene.render.resolution_x, scene.render.resolution_y = quality["width"], quality["height"]
    scene.render.resolution_percentage = quality["share"]
    raw = PICTURES / f".{name}.png"
    scene.render.filepath = str(raw)
    bpy.ops.render.render(write_still=True)
    drawn = Image.open(raw).convert("RGB").resize((quality["width"], quality["height"]), Image.Resampling.LANCZOS)
    save(drawn.point(lambda value: min(255, round(value * GAIN))), name)
    raw.unlink()


def save(image, name):
    """Writes a JPEG of at most quality 82 that fits the number of bytes."""
    path = PICTURES / f"{name}.jpg"
    for grade in range(82, 28, -3):
        image.save(path, quality=grade, optimize=True, progressive=True)
        if path.stat().st_size <= quality["bytes"]:
            break


def _fit(camera, seen, near, room):
    """The distance from the nearest corner at which everything fits; the camera's shift puts it in the middle."""
    wide = camera.data.sensor_width / camera.data.lens
    high = wide * quality["height"] / quality["width"]
    shallow, deep = 0.01, 400.0
    for _ in range(40):
        distance = (shallow + deep) / 2
        across = [point.x / (near + distance - point.z) for point in seen]
        up = [point.y / (near + distance - point.z) for point in seen]
        fits = (max(across) - min(across)) * room < wide and (max(up) - min(up)) * room < high
        shallow, deep = (shallow, distance) if fits else (distance, deep)
    camera.data.shift_x = (max(across) + min(across)) / 2 / wide
    camera.data.shift_y = (max(up) + min(up)) / 2 / wide
    return distance


def _camera(lens):
    data = bpy.data.cameras.new("camera")
    data.lens, data.clip_end = lens, 500
    camera = bpy.data.objects.new("camera", data)
    scene = bpy.context.scene
    scene.render.resolution_x, scene.render.resolution_y = quality["width"], quality["height"]
    scene.collection.objects.link(camera)
    scene.camera = camera
    return camera
