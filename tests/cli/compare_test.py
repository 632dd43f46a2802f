"""Holds `rapport compare` to what the runs printed, and its numbers across files to numbers made
here from the files' arrays.

    compare_test.py PROGRAM LIBRARY             exit 77 without h5py
"""
import json
import shutil
import sys

from program import Program
from student import paired, welch

try:
    import h5py
except ImportError:
    print("h5py is missing: skipped")
    sys.exit(77)

THREE = '[strategies]\ncompare = ["existing", "living", "existing_and_reach"]\n'


def works(program, *line):
    answer = program(*line)
    program.expect(answer.code == 0, f"'{' '.join(map(str, line))}' exits with 0", answer)
    return answer


def studies(program):
    """a and b are pairs; c has another seed, d another number of replicates, e one strategy."""
    program.tiny(replicates=9, weeks=3)
    for name, text in (
            ("a", THREE), ("b", "[costs]\nmargin = 20\n"), ("c", "[run]\nseed = 2\n"),
            ("d", "[run]\nreplicates = 5\n"), ("e", '[strategies]\ncompare = ["living"]\n'
                                                    'baseline = "living"\n'),
            ("once", "[run]\nreplicates = 1\n")):
        program.write(f"{name}.toml", 'extends = "tiny.toml"\n' + text)
        works(program, "run", f"{name}.toml", "--quiet")


def says_what_the_run_said(program):
    for name in ("a", "e", "once"):
        told = works(program, "run", f"{name}.toml", "--quiet", "--force")
        again = works(program, "compare", f"{name}.h5")
        program.expect(told.out.split("\nwrote ")[0] == again.out.rstrip("\n"),
                       f"compare {name}.h5 prints what the run printed", again)
        told = works(program, "run", f"{name}.toml", "--no-file", "--json")
        again = works(program, "compare", f"{name}.h5", "--json")
        program.expect(told.out == again.out, f"compare {name}.h5 --json is the run's", again)


def reads_what_is_stored(program):
    """A file that was changed by hand says what it now says, and not what would follow."""
    shutil.copy(program.folder / "a.h5", program.folder / "edited.h5")
    with h5py.File(program.folder / "edited.h5", "r+") as file:
        group = file["differences"]
        group["verdict"][0] = "By hand."
        place = [name.decode() for name in group["measure"][:]].index("profit")
        group["mean"][0, place] = 123456.0
    answer = works(program, "compare", "edited.h5")
    program.expect("Verdict: By hand." in answer.out and "+123,456" in answer.out,
                   "stored verdicts and differences are read", answer)


def totals(path, strategy, measure):
    with h5py.File(path) as file:
        names = [name.decode() for name in file["strategy"][:]]
        brands = [name.decode() for name in file["brand"][:]]
        focal = brands.index(file.attrs["focal_brand"].decode())
        return list(file[f"totals/{measure}"][names.index(strategy), :, focal])


def near(got, wanted):
    return all(abs(g - w) <= 1e-6 * max(1, abs(w)) for g, w in zip(got, wanted))


def holds(program, answer, other, estimator):
    """Every comparison of a.h5 with the other file, against the estimator's numbers."""
    checked = 0
    for comparison in answer["comparisons"]:
        file, strategy = comparison["second"].split(":")
        if file == "a":
            continue
        program.expect(comparison["first"] == "a:existing", "the first file's baseline", comparison)
        for measure in ("profit", "units_sold", "cost", "relationships", "followers"):
            told = comparison["measures"][measure]
            if told["method"] == "BCa bootstrap":
                continue
            first = totals(program.folder / "a.h5", "existing", measure)
            second = totals(program.folder / f"{other}.h5", strategy, measure)
            got = [told["difference"][end] for end in ("mean", "low", "high")]
            wanted = estimator(first, second)
            program.expect(near(got, wanted), f"{measure} of {other}:{strategy} is {wanted}", told)
            checked += 1
    program.expect(checked >= 6, f"numbers of {other} were compared: {checked}")


def compares_pairs(program):
    answer = works(program, "compare", "a.h5", "b.h5")
    for words in ("a.h5: Tiny", "b.h5: Tiny", "paired with a.h5: the same seed, network",
                  "strategies side by side (ours, all 3 weeks; means over replicates)",
                  "b:living against a:existing", "luck: unpaired replicates that one pair is worth",
                  "Verdict: b:living earned", "9 paired replicates"):
        program.expect(words in answer.out, f"across files it says '{words}'", answer)
    stored = json.loads(works(program, "compare", "a.h5", "b.h5", "--json").out)
    program.expect([c["paired"] for c in stored["comparisons"]] == [True] * 4
                   and stored["files"][1]["unpaired_by"] == [], "they are pairs", stored["files"])
    holds(program, stored, "b", paired)
    across = [c for c in stored["comparisons"] if c["second"].startswith("b:")]
    program.expect(all(c["break_even_margin"] is None for c in across),
                   "no balance of two studies' margins", across)
    alone = json.loads(works(program, "compare", "a.h5", "--json").out)
    within = next(c for c in stored["comparisons"] if c["second"] == "a:living")
    same = next(c for c in alone["comparisons"] if c["second"] == "living")
    for name in ("present_value_of_difference", "break_even_margin", "break_even_wage"):
        program.expect(within[name] == same[name], f"{name} within a file is the run's",
                       (within[name], same[name]))
    for name, told in same["measures"].items():
        program.expect(dict(told, weeks_bootstrapped=None) == within["measures"][name],
                       f"{name} within a file is the run's", within["measures"][name])


def compares_others(program):
    for other, why in (("c", "seed 1 and 2"), ("d", "replicates 9 and 5")):
        answer = works(program, "compare", "a.h5", f"{other}.h5")
        program.expect(f"not paired with a.h5: {why}\n" in answer.out
                       and "nothing pairs the replicates: Welch's 95 % intervals" in answer.out
                       and "unpaired" in answer.out, f"it says why {other} is no pair", answer)
        stored = json.loads(works(program, "compare", "a.h5", f"{other}.h5", "--json").out)
        program.expect(stored["files"][1]["unpaired_by"] == [why], "and so it does as JSON",
                       stored["files"])
        methods = {m["method"] for c in stored["comparisons"] if not c["paired"]
                   for m in c["measures"].values()}
        program.expect(methods == {"Welch t"}, "unpaired intervals are Welch's", methods)
        holds(program, stored, other, welch)


def tells_files_apart(program):
    (program.folder / "sub").mkdir()
    shutil.copy(program.folder / "c.h5", program.folder / "sub" / "a.h5")
    stored = json.loads(works(program, "compare", "a.h5", "sub/a.h5", "--json").out)
    names = [strategy["name"] for strategy in stored["strategies"]]
    program.expect("a:living" in names and "sub/a:living" in names,
                   "files of one name are told apart by their folders", names)


def main():
    program = Program(sys.argv[1], sys.argv[2])
    studies(program)
    says_what_the_run_said(program)
    reads_what_is_stored(program)
    compares_pairs(program)
    compares_others(program)
    tells_files_apart(program)
    program.finish()


main()
