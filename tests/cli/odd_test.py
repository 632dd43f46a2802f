"""Holds the parameter tables of models/ODD.md to `rapport explain --all --markdown`.

    odd_test.py PROGRAM LIBRARY ODD.md             compares
    odd_test.py PROGRAM LIBRARY ODD.md --refresh   rewrites them
"""
import difflib
import sys
from pathlib import Path

from program import Program

BEGIN, END = "<!-- generated -->", "<!-- end of generated -->"


def main():
    program = Program(sys.argv[1], sys.argv[2])
    page = Path(sys.argv[3])
    answer = program("explain", "--all", "--markdown")
    program.expect(answer.code == 0, "explain --all --markdown exits with 0", answer)
    before, begin, rest = page.read_text().partition(BEGIN)
    stored, end, after = rest.partition(END)
    program.expect(begin and end, f"{page} has the marker lines")
    if program.failures:
        program.finish()
    if "--refresh" in sys.argv:
        page.write_text(before + BEGIN + "\n" + answer.out.strip() + "\n" + END + after)
        return
    lines = list(difflib.unified_diff(stored.strip().splitlines(), answer.out.strip().splitlines(),
                                      str(page), "the program", lineterm="", n=0))
    program.expect(not lines, "the tables are the program's", "\n".join(lines[:60]))
    if lines:
        print("refresh: " + " ".join([sys.executable, *sys.argv]) + " --refresh")
    program.finish()


main()
