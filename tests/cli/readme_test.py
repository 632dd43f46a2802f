"""The first of the README's two commands: `scenarios/try` answers, keeps its file where it is told
to, and prints what the README's first screen says that it prints.

    readme_test.py PROGRAM LIBRARY README.md

The program is not built again: `try` is given the folder that PROGRAM was built in.
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from program import Program

BEGIN, END = "What it prints for `scenarios/first_run.toml`, shortened:", "\nThe same run"


def folded(text):
    return " ".join(text.split())


def first_run(program, folder):
    """What `scenarios/try` says in an empty folder."""
    build = Path(program.path).resolve().parents[1]
    (folder / "release").symlink_to(build)
    return subprocess.run([Path(program.library) / "try"], cwd="/", capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, check=False, env={
                              **os.environ, "NO_COLOR": "1", "RAPPORT_BUILD": str(folder),
                              "RAPPORT_OUT": str(folder / "out")})


def main():
    program = Program(sys.argv[1], sys.argv[2])
    _, found, rest = Path(sys.argv[3]).read_text().partition(BEGIN)
    block, end, _ = rest.partition(END)
    program.expect(found and end, "the README shows what the first run prints")
    with tempfile.TemporaryDirectory(prefix="rapport_readme_") as folder:
        answer = first_run(program, Path(folder))
        program.expect(answer.returncode == 0, "the first run passes", answer.stderr)
        kept = sorted(path.name for path in (Path(folder) / "out").iterdir())
        program.expect("first_run.h5" in kept and "first_run.svg" in kept,
                       "the first run keeps its file and its picture", str(kept))
        program.expect(not any("checkpoint" in name for name in kept),
                       "nothing unfinished stays beside them", str(kept))
    printed = folded(answer.stdout)
    lines = [folded(line) for line in block.splitlines() if line.strip()]
    program.expect(len(lines) > 20, "the README shows a table", block)
    for line in lines:
        program.expect(line in printed, f"the first run prints: {line}")
    program.finish()


main()
