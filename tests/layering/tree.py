"""What the checks of this folder share: the source files of a tree, their text without comments,
and a self-test on a tiny bad tree, so that a check that can no longer fail is found out.
"""
import os
import pathlib
import re
import sys
import tempfile

# Folders that hold nothing of ours; hidden ones (.git, .ci) are left out too.
NOT_OURS = {"build", "out", "__pycache__"}

TOKEN = re.compile(
    r'R"(?P<mark>\w*)\(.*?\)(?P=mark)"'  # raw string
    r"|//[^\n]*|/\*.*?\*/"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])'",  # a character, not a digit separator
    re.DOTALL)


def files(root, *folders, suffixes=None):
    """Paths relative to `root`, sorted, below `folders` (none: the whole tree)."""
    found = []
    for top in folders or (".",):
        for folder, inner, names in os.walk(pathlib.Path(root, top)):
            inner[:] = [n for n in inner if n not in NOT_OURS and not n.startswith(".")]
            for name in names:
                path = pathlib.Path(folder, name)
                if suffixes is None or path.suffix in suffixes:
                    found.append(path.relative_to(root).as_posix())
    return sorted(found)


def sources(root, *folders):
    return files(root, *folders, suffixes={".cpp", ".hpp"})


def read(root, path):
    return pathlib.Path(root, path).read_text(encoding="utf-8")


def blank(text, keep_strings=False):
    """`text` without comments (and what stands in quotes); line numbers stay."""

    def replace(match):
        token = match.group()
        if token.startswith("/"):
            return "\n" * token.count("\n") or " "
        return token if keep_strings else '""' + "\n" * token.count("\n")

    return TOKEN.sub(replace, text)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def run(check, good, bad):
    """The main program of a check. `check(root)` yields complaints, one line each.

    usage: X_test.py ROOT           exit 1 when there is a complaint
           X_test.py --self-test    the tree `good` must pass; `good` with each tree of `bad`
                                    must cause the one complaint that stands beside it
    """
    if sys.argv[1:] != ["--self-test"]:
        complaints = list(check(sys.argv[1]))
        for complaint in complaints:
            print(complaint)
        return 1 if complaints else 0

    failures = []
    complaints = complaints_about(check, good)
    if complaints:
        failures.append(f"the good tree was refused: {complaints}")
    for name, (tree, expected) in bad.items():
        complaints = complaints_about(check, {**good, **tree})
        if len(complaints) != 1 or expected not in complaints[0]:
            failures.append(f"{name}: expected one complaint with '{expected}', got {complaints}")
    for failure in failures:
        print(failure)
    print(f"{len(bad)} bad trees tried, {len(failures)} complaints about the check itself")
    return 1 if failures or not bad else 0


def complaints_about(check, tree):
    with tempfile.TemporaryDirectory() as folder:
        for path, text in tree.items():
            target = pathlib.Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return list(check(folder))
