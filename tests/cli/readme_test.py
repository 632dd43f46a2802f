"""Holds what the README's first screen says that the first run prints to what it prints.

    readme_test.py PROGRAM LIBRARY README.md
"""
import sys
from pathlib import Path

from program import Program

BEGIN, END = "What it prints for `scenarios/first_run.toml`, shortened:", "\nThe same run"


def folded(text):
    return " ".join(text.split())


def main():
    program = Program(sys.argv[1], sys.argv[2])
    _, found, rest = Path(sys.argv[3]).read_text().partition(BEGIN)
    block, end, _ = rest.partition(END)
    program.expect(found and end, "the README shows what the first run prints")
    answer = program("run", Path(program.library) / "first_run.toml", "--no-file", "--quiet")
    program.expect(answer.code == 0, "the first run passes", answer)
    printed = folded(answer.out)
    lines = [folded(line) for line in block.splitlines() if line.strip()]
    program.expect(len(lines) > 20, "the README shows a table", block)
    for line in lines:
        program.expect(line in printed, f"the first run prints: {line}")
    program.finish()


main()
