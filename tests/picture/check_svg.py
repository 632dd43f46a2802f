"""Reads an SVG with a real XML parser: well-formed, finite numbers, nothing outside the picture.

Usage: check_svg.py FILE. Prints what is wrong; exit 0 = nothing.
"""
import math
import re
import sys
import xml.etree.ElementTree as tree

SVG = "{http://www.w3.org/2000/svg}"
NUMERIC = {"x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "width", "height"}


def problems(path):
    root = tree.parse(path).getroot()
    if root.tag != SVG + "svg" or root.get("role") != "img":
        yield "the root is not an svg with the role img"
    children = [child.tag for child in root]
    if children[:2] != [SVG + "title", SVG + "desc"]:
        yield "title and desc do not come first"
    width, height = float(root.get("width")), float(root.get("height"))
    for element in root.iter():
        numbers = [float(element.get(name)) for name in NUMERIC if element.get(name)]
        for name, bound in (("x", width), ("x1", width), ("x2", width), ("cx", width),
                            ("y", height), ("y1", height), ("y2", height), ("cy", height)):
            value = element.get(name)
            if value is not None and not -0.01 <= float(value) <= bound + 0.01:
                yield f"{element.tag} {name}={value} lies outside the picture"
        for name in ("points", "d"):
            for pair in re.findall(r"([^\sMZ,]+),([^\sMZ,]+)", element.get(name, "")):
                x, y = float(pair[0]), float(pair[1])
                numbers += [x, y]
                if not (0 <= x <= width and 0 <= y <= height):
                    yield f"a point {x},{y} lies outside the picture"
        if not all(math.isfinite(number) for number in numbers):
            yield f"{element.tag} has a number that is not finite"


if __name__ == "__main__":
    found = list(problems(sys.argv[1]))
    print("\n".join(found))
    sys.exit(1 if found else 0)
