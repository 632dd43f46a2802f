"""Every folder says what it is for: it has a README.md, and the files that one names are there.

Names of files are what stands in the first column of a table that is headed as one of files, in
backticks (or, without any, each word); in other tables and at the beginning of an item of a list,
what stands in backticks and ends like a file of the tree, or in a slash. A name may leave its
ending out; it is one of the folder or below, or a path from the root.
"""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "layering"))
import tree

README = "README.md"
HIDDEN = [".ci"]  # hidden folders that are looked at all the same
OF_FILES = {"file", "folder", "where", "chapter", "mechanism"}  # a first column's head

# Folders, with all below, that need no README.md: data that the next one above tells of.
EXEMPT = {
    "tests/cli/errors": "transcripts, a topic each; how they are read stands in errors_test.py",
    "tests/fuzz/corpus": "inputs to begin from, a folder for each fuzzer",
    "tests/profiles": "builds, one a file, each with a head",
}

QUOTED = re.compile(r"`([^`]+)`")
ITEM = re.compile(r"\s*[-*] ((?:`[^`]+`(?:, | and )?)+)")
RULE = re.compile(r"[\s|:-]+")


def folders_of(files):
    """Every folder on the way to a file."""
    return {str(up) for path in files for up in pathlib.PurePosixPath(path).parents}


def names_in(text, endings):
    """(line, name) of each file that a README.md names."""

    def is_file(name):
        return name.endswith("/") or pathlib.PurePosixPath(name).suffix in endings

    of_files = head = fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        fenced ^= line.startswith("```")
        if fenced or line.startswith("    "):
            continue
        if not line.startswith("|"):
            head = False
            item = ITEM.match(line)
            for name in QUOTED.findall(item.group(1)) if item else []:
                if is_file(name):
                    yield number, name
            continue
        first = line.split("|")[1].strip()
        if not head:
            head, of_files = True, first.lower() in OF_FILES
        elif not RULE.fullmatch(line):
            quoted = QUOTED.findall(first)
            for name in quoted or (re.split(r"[,\s]+", first) if of_files else []):
                if name.strip(".") and (of_files or is_file(name)):
                    yield number, name


def is_there(name, folder, paths):
    """`paths`: files and folders, from the root. The ending of a name may be left out."""
    wanted = re.compile(re.escape(name.rstrip("/")) + r"(?:\.[\w.]+)?")
    below = "" if folder == "." else folder + "/"
    for path in paths:
        if wanted.fullmatch(path) and "/" in path:
            return True
        inner = path[len(below):] if path.startswith(below) else ""
        if any(wanted.fullmatch(inner[start:])
               for start in [0, *(m.end() for m in re.finditer("/", inner))]):
            return True
    return False


def above(path):
    return pathlib.PurePosixPath(path).parent.as_posix()


def check_exempt(root, readmes, paths, exempt):
    for folder in exempt:
        if folder not in paths:
            yield f"{folder}: is gone: it is no exception"
            continue
        if f"{folder}/{README}" in readmes:
            yield f"{folder}: has a {README}: it is no exception"
        up = above(folder)
        while up != "." and f"{up}/{README}" not in readmes:
            up = above(up)
        told_by = README if up == "." else f"{up}/{README}"
        name = re.escape(pathlib.PurePosixPath(folder).name)
        if told_by not in readmes or not re.search(rf"\b{name}\b", tree.read(root, told_by)):
            yield f"{told_by}: does not tell of {folder}, which has no {README} of its own"


def check(root, exempt):
    files = tree.files(root) + tree.files(root, *HIDDEN)
    paths = set(files) | folders_of(files)
    readmes = [path for path in files if path.rsplit("/", 1)[-1] == README]
    endings = {pathlib.PurePosixPath(path).suffix for path in files} - {""}
    if not files:
        yield "no file found: is this the root?"
    for folder in sorted({above(path) for path in files}):
        if any((folder + "/").startswith(one + "/") for one in exempt):
            continue
        if (README if folder == "." else f"{folder}/{README}") not in readmes:
            yield f"{folder}: has no {README} that says what it is for"
    yield from check_exempt(root, readmes, paths, exempt)
    for path in readmes:
        text = tree.read(root, path)
        if not text.startswith("# "):
            yield f"{path}:1: begins with no heading"
        for line, name in names_in(text, endings):
            if not is_there(name, above(path), paths):
                yield f"{path}:{line}: names '{name}', which is not there"


GOOD = {
    "README.md": "# a\n\n    gone.cpp     no list and no table\n\n- `sim/core/` and what is in it\n"
                 "- *not* `gone.cpp`, which does not begin the item\n- `gone.of_no_file`\n",
    "first.cpp": "",
    "sim/README.md": "# b\n\n| folder | what |\n|---|---|\n| core ... tick | `gone.cpp` |\n"
                     "| sim/core | from the root |\n\n| question | answer |\n| --- | --- |\n"
                     "| is `gone` a file? | `ids.hpp` knows |\n",
    "sim/core/README.md": "# c\n\n| file | what |\n| --- | --- |\n| `ids`, `made.hpp.in` | x |\n"
                          "| `ids.hpp` | of ids |\n\n```\n| `gone.hpp` |\n```\n",
    "sim/core/ids.hpp": "",
    "sim/core/made.hpp.in": "",
    "sim/tick/README.md": "# d\n\n| mechanism | off |\n| --- | --- |\n| `turn` | `gone` |\n",
    "sim/tick/turn.cpp": "",
    ".ci/run": "",
    ".ci/README.md": "# e\n",
    ".git/config": "",
    "build/x/y.cpp": "",
    "tests/README.md": "# f\n\nThe data folder holds data.\n",
    "tests/data/some/a.txt": "",
}
GOOD_EXEMPT = {"tests/data": "data"}
BAD = {
    "a folder": ({"sim/new/a.cpp": ""}, "sim/new: has no README.md"),
    "a folder below one that has one": ({"sim/core/more/a.hpp": ""}, "sim/core/more: has no"),
    "a hidden folder that is looked at": ({".ci/more/run": ""}, ".ci/more: has no"),
    "no heading": ({"sim/tick/README.md": "tick\n"}, "sim/tick/README.md:1: begins with"),
    "a file that is gone": (
        {"sim/tick/README.md": "# d\n| file | what |\n| --- | --- |\n| `turn` | x |\n"
                               "| `gone.cpp` | y |\n"}, "sim/tick/README.md:5: names 'gone.cpp'"),
    "one of two": ({"sim/tick/README.md": "# d\n| file |\n|---|\n| `turn.cpp`, `run` |\n"},
                   "names 'run'"),
    "without backticks": ({"sim/tick/README.md": "# d\n| file |\n|---|\n| turn.hpp |\n"},
                          "names 'turn.hpp'"),
    "a mechanism": ({"sim/tick/README.md": "# d\n| mechanism |\n|---|\n| `need` |\n"}, "'need'"),
    "in any table": ({"sim/tick/README.md": "# d\n| law |\n|---|\n| `gone.cpp` |\n"}, "gone.cpp"),
    "in a list": ({"sim/tick/README.md": "# d\n- `turn.cpp`, `gone.cpp` a turn\n"}, "gone.cpp"),
    "a folder that is gone": ({"sim/tick/README.md": "# d\n- `inner/` more\n"}, "'inner/'"),
    "of a folder beside": ({"sim/tick/README.md": "# d\n| file |\n|---|\n| `ids.hpp` |\n"},
                           "names 'ids.hpp'"),
    "an exception that nobody tells of": ({"tests/README.md": "# f\n"}, "does not tell of"),
    "an exception that is none": ({"tests/data/README.md": "# g\n"}, "it is no exception"),
}

if __name__ == "__main__":
    self_test = sys.argv[1:] == ["--self-test"]
    sys.exit(tree.run(lambda root: check(root, GOOD_EXEMPT if self_test else EXEMPT), GOOD, BAD))
