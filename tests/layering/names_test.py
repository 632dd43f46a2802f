"""Names show the way: no two files share one; each mechanism of the catalogue has its source and
its test where its name says; a source file starts with what it does.
"""
import collections
import re
import sys

import tree

SHARED = {"CMakeLists.txt", "README.md", ".clang-tidy"}  # every folder may have its own


def check_unique(root):
    paths = collections.defaultdict(list)
    for path in tree.files(root):
        paths[path.rsplit("/", 1)[-1]].append(path)
    for name, having in sorted(paths.items()):
        if len(having) > 1 and name not in SHARED:
            yield f"{having[1]}: shares its name with {having[0]}"


def check_catalogue(root):
    catalogue = re.sub(r"#[^\n]*", "", tree.read(root, "models/CMakeLists.txt"))
    listed = re.search(r"set\(RAPPORT_MECHANISMS\s+([^)]*)\)", catalogue)
    mechanisms = listed.group(1).split() if listed else []
    if not mechanisms:
        yield "models/CMakeLists.txt: no mechanism found: has RAPPORT_MECHANISMS another name?"
    present = set(tree.files(root, "models", "tests"))
    for name in mechanisms:
        for path in (f"models/{name}.cpp", f"tests/models/{name}_test.cpp"):
            if path not in present:
                yield f"{path}: missing, though models/CMakeLists.txt lists {name}"
    for path in tree.files(root, "models", suffixes={".cpp"}):
        if mechanisms and path[len("models/"):-len(".cpp")] not in mechanisms:
            yield f"{path}: not in models/CMakeLists.txt"


def check_heads(root):
    sources = set(map(str, tree.sources(root)))
    for path in tree.sources(root):
        # a definition file may leave it to the header of its name, which it includes
        if str(path).endswith(".cpp") and str(path)[:-4] + ".hpp" in sources:
            continue
        if not re.match(r"// ?\S", tree.read(root, path)):
            yield f"{path}:1: starts with no comment that says what it does"


def check(root):
    yield from check_unique(root)
    yield from check_catalogue(root)
    yield from check_heads(root)


GOOD = {
    "models/CMakeLists.txt": "# the catalogue\nset(RAPPORT_MECHANISMS\n  trade/need  # comment\n"
                             "  trade/visit)\n",
    "models/README.md": "",
    "models/trade/need.cpp": "// Need.\n",
    "models/trade/visit.cpp": "// Visit.\n",
    "tests/models/trade/need_test.cpp": "// Need, tested.\n",
    "tests/models/trade/visit_test.cpp": "// Visit, tested.\n",
    "tests/CMakeLists.txt": "",
    "tests/README.md": "",
    "build/need.cpp": "no comment",
    ".ci/run": "",
    "tests/run": "",
}
LONGER = "set(RAPPORT_MECHANISMS\n  trade/need\n  trade/visit trade/habit)\n"
BAD = {
    "two files of one name": ({"sim/core/need.cpp": "// Need.\n"}, "shares its name"),
    "a mechanism without a test": ({"models/CMakeLists.txt": LONGER,
                                    "models/trade/habit.cpp": "// Habit.\n"},
                                   "tests/models/trade/habit_test.cpp: missing"),
    "a mechanism without a source": ({"models/CMakeLists.txt": LONGER,
                                      "tests/models/trade/habit_test.cpp": "// Habit.\n"},
                                     "models/trade/habit.cpp: missing"),
    "a source outside the catalogue": ({"models/trade/habit.cpp": "// Habit.\n"}, "not in models/"),
    "no catalogue": ({"models/CMakeLists.txt": ""}, "no mechanism found"),
    "no head comment": ({"sim/core/ids.hpp": "#pragma once\n"}, "sim/core/ids.hpp:1"),
}

if __name__ == "__main__":
    sys.exit(tree.run(check, GOOD, BAD))
