"""Runs analysis/examples on a fresh file and holds the numbers that they print to numbers made here
from the file's raw weekly arrays, without the file's own totals and differences.

    examples_test.py PROGRAM LIBRARY EXAMPLES python|r|shell      exit 77 without what it needs
"""
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from program import Program
from student import mean_of, paired

try:
    import h5py
    import numpy
except ImportError:
    print("h5py is missing: skipped")
    sys.exit(77)

WEEKS = 16  # a full quarter and a part of the next


class Raw:
    """The weekly arrays of the brand `ours`, by strategy."""

    def __init__(self, path):
        with h5py.File(path) as file:
            self.strategies = [name.decode() for name in file["strategy"][:]]
            brand = [name.decode() for name in file["brand"][:]].index("ours")
            platforms = len(file["platform"])
            self.weekly = {}
            for name, item in file.items():
                if isinstance(item, h5py.Dataset) and len(item.shape) in (4, 5):
                    array = item[:, :, brand]  # strategy, replicate, (platform,) week
                    self.weekly[name] = array.sum(axis=2) if array.ndim == 4 else array
                    assert array.ndim == 3 or array.shape[2] == platforms

    def sums(self, name, strategy, weeks=slice(None)):
        return self.weekly[name][self.strategies.index(strategy)][:, weeks].sum(axis=1).tolist()

    def last(self, name, strategy):
        return self.weekly[name][self.strategies.index(strategy)][:, -1].tolist()


def call(program, *words):
    done = subprocess.run(list(map(str, words)), cwd=program.folder, text=True, capture_output=True,
                          env=dict(os.environ, RAPPORT=program.path), check=False)
    program.expect(done.returncode == 0, f"{words[0]} runs {words[1]}", done.stderr)
    return done.stdout


def numbers(line, count):
    words = line.replace(" to ", " ").replace(",", "").split()
    return [float(word) for word in words[len(words) - count:]]


def agree(program, what, got, wanted, half_unit=0.0051):
    program.expect(len(got) == len(wanted) and all(abs(g - w) <= half_unit
                                                   for g, w in zip(got, wanted)),
                   f"{what} is {wanted}", got)


def with_python(program, examples, raw):
    for module in ("xarray", "netCDF4"):
        if importlib.util.find_spec(module) is None:
            print(f"{module} is missing: skipped")
            sys.exit(77)
    lines = call(program, sys.executable, examples / "read_with_python.py", "study.h5").splitlines()
    program.expect(lines[0] == f"living less existing, ours, {WEEKS} weeks, 5 replicates", "a title",
                   lines)
    names = {line.split()[0]: line for line in lines[2:]}
    for name, of in (("profit", raw.sums), ("units_sold", raw.sums), ("relationships", raw.last),
                     ("questions_answered", raw.sums), ("followers", raw.last)):
        first, second = of(name, "existing"), of(name, "living")
        agree(program, name, numbers(names[name], 5),
              [mean_of(first), mean_of(second), *paired(first, second)])


def with_r(program, examples, raw):
    if shutil.which("Rscript") is None or subprocess.run(
            ["Rscript", "-e", "library(ncdf4)"], capture_output=True, check=False).returncode != 0:
        print("R or ncdf4 is missing: skipped")
        sys.exit(77)
    lines = call(program, "Rscript", examples / "read_with_r.R", "study.h5").splitlines()
    program.expect(lines[0] == "living less existing, XTS of profit" and len(lines) == 4,
                   "a title and two quarters", lines)
    for number, weeks in ((1, slice(0, 13)), (2, slice(13, WEEKS))):
        wanted = paired(raw.sums("profit", "existing", weeks), raw.sums("profit", "living", weeks))
        agree(program, f"quarter {number}", numbers(lines[number + 1], 3), list(wanted))


def with_shell(program, examples, raw):
    lines = call(program, "bash", examples / "read_with_shell.sh", "study.h5").splitlines()
    rows = [line.split() for line in lines]
    wanted = {(strategy, name): mean_of(raw.sums(name, strategy))
              for strategy in raw.strategies for name in raw.weekly if name.startswith("cost_")}
    program.expect({(row[0], row[1]) for row in rows} == set(wanted), "every kind of cost", lines)
    for strategy, name, value in rows:
        agree(program, f"{name} of {strategy}", [float(value)], [wanted[strategy, name]])
    for strategy in raw.strategies:
        values = [float(row[2]) for row in rows if row[0] == strategy]
        program.expect(values == sorted(values, reverse=True), f"dearest of {strategy} first", lines)
    program.expect(wanted["living", "cost_wages"] > 0, "something was spent", wanted)


def main():
    program, examples, which = Program(sys.argv[1], sys.argv[2]), Path(sys.argv[3]).resolve(), sys.argv[4]
    program.tiny(replicates=5, weeks=WEEKS)
    answer = program("run", "tiny.toml", "-o", "study.h5", "--quiet")
    program.expect(answer.code == 0, "the tiny scenario runs", answer)
    raw = Raw(program.folder / "study.h5")
    program.expect(numpy.isfinite(raw.weekly["profit"]).all(), "profit is known in every week")
    {"python": with_python, "r": with_r, "shell": with_shell}[which](program, examples, raw)
    program.finish()


main()
