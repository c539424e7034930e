"""Materials: cast concrete and everything plain, and the colours of the goods (linear red, green, blue)."""

import bpy

CONCRETE = (0.315, 0.30, 0.277)
LIGHT = (0.395, 0.38, 0.352)
DARK = (0.16, 0.157, 0.152)
RED = (0.36, 0.12, 0.075)
CREAM = (0.66, 0.60, 0.50)
WOOD = (0.33, 0.20, 0.10)


def concrete(colour=CONCRETE, pores=1.0, scale=1.0, variation=0.10):
    """Cast concrete: cloudy colour, a shade of its own for each cast, fine grain and pores as bump."""
    material, nodes, link, shader = _material()
    place = nodes.new("ShaderNodeTexCoord")
    info = nodes.new("ShaderNodeObjectInfo")
    shift = _math3(nodes, link, "ADD", place.outputs["Object"], _times(nodes, link, info.outputs["Random"], 37.0))
    cloud = _noise(nodes, link, shift, 9 * scale, 6)
    grain = _noise(nodes, link, shift, 420 * scale, 3)
    holes = nodes.new("ShaderNodeTexVoronoi")
    holes.inputs["Scale"].default_value = 125 * scale
    link(shift, holes.inputs["Vector"])
    pit = _range(nodes, link, holes.outputs["Distance"], 0.10, 0.24, 0, 1)
    shade = _add(
        nodes,
        link,
        _range(nodes, link, cloud, 0.3, 0.7, 0.80, 1.10),
        _range(nodes, link, info.outputs["Random"], 0, 1, -variation, variation),
    )
    shade = _add(nodes, link, shade, _range(nodes, link, grain, 0.3, 0.7, -0.06, 0.06))
    shade = _multiply(nodes, link, shade, _range(nodes, link, pit, 0, 1, 1 - 0.35 * pores, 1))
    tint = nodes.new("ShaderNodeVectorMath")
    tint.operation = "SCALE"
    tint.inputs[0].default_value = colour
    link(shade, tint.inputs["Scale"])
    link(tint.outputs[0], shader.inputs["Base Color"])
    bump = nodes.new("ShaderNodeBump")
    bump.inputs["Strength"].default_value = 0.35
    bump.inputs["Distance"].default_value = 0.0022 / scale
    link(
        _add(nodes, link, _times(nodes, link, pit, 0.7 * pores), _times(nodes, link, grain, 0.8)), bump.inputs["Height"]
    )
    link(bump.outputs[0], shader.inputs["Normal"])
    shader.inputs["Roughness"].default_value = 0.92
    shader.inputs["Specular IOR Level"].default_value = 0.25
    return material


def plain(colour, roughness=0.7, metal=0.0, variation=0.0, cloudy=0.0, scale=3.0):
    """Paint, wood, leaves, glass: one colour, optionally cloudy and different for each cast."""
    material, nodes, link, shader = _material()
    shader.inputs["Roughness"].default_value = roughness
    shader.inputs["Metallic"].default_value = metal
    info = nodes.new("ShaderNodeObjectInfo")
    place = nodes.new("ShaderNodeTexCoord")
    cloud = _noise(nodes, link, place.outputs["Object"], scale, 5)
    shade = _add(
        nodes,
        link,
        _range(nodes, link, cloud, 0.3, 0.7, 1 - cloudy, 1 + cloudy),
        _range(nodes, link, info.outputs["Random"], 0, 1, -variation, variation),
    )
    tint = nodes.new("ShaderNodeVectorMath")
    tint.operation = "SCALE"
    tint.inputs[0].default_value = colour
    link(shade, tint.inputs["Scale"])
    link(tint.outputs[0], shader.inputs["Base Color"])
    return material


def _material():
    material = bpy.data.materials.new("material")
    material.use_nodes = True
    tree = material.node_tree
    return material, tree.nodes, tree.links.new, tree.nodes["Principled BSDF"]


def _noise(nodes, link, where, scale, detail):
    node = nodes.new("ShaderNodeTexNoise")
    node.inputs["Scale"].default_value, node.inputs["Detail"].default_value = scale, detail
    link(where, node.inputs["Vector"])
    return node.outputs[0]


def _range(nodes, link, value, low, high, to_low, to_high):
    node = nodes.new("ShaderNodeMapRange")
    for socket, number in zip(node.inputs[1:5], (low, high, to_low, to_high)):
        socket.default_value = number
    link(value, node.inputs[0])
    return node.outputs[0]


def _math(nodes, link, kind, a, b):
    node = nodes.new("ShaderNodeMath")
    node.operation = kind
    link(a, node.inputs[0])
    if isinstance(b, float):
        node.inputs[1].default_value = b
    else:
        link(b, node.inputs[1])
    return node.outputs[0]


def _add(nodes, link, a, b):
    return _math(nodes, link, "ADD", a, b)


def _multiply(nodes, link, a, b):
    return _math(nodes, link, "MULTIPLY", a, b)


def _times(nodes, link, a, number):
    return _math(nodes, link, "MULTIPLY", a, number)


def _math3(nodes, link, kind, a, b):
    node = nodes.new("ShaderNodeVectorMath")
    node.operation = kind
    link(a, node.inputs[0])
    link(b, node.inputs[1])
    return node.outputs[0]
