"""What the program says to users' mistakes: exit codes, places, and what to do about it.

    mistakes_test.py PROGRAM LIBRARY
"""
import json
import shutil
import subprocess
import sys
from pathlib import Path

from program import TINY, Program


def refuses(program, code, line, *words):
    """A call that must end with `code` and say all of `words` on stderr."""
    answer = program(*line)
    missing = [word for word in words if word not in answer.err]
    program.expect(answer.code == code and not missing,
                   f"'{' '.join(map(str, line))}' ends with {code} and says {words}; missing: {missing}",
                   answer)
    return answer


def command_line(program):
    refuses(program, 2, [], "Examples:", "rapport run scenarios/first_run.toml")
    refuses(program, 2, ["rnu"], "no command 'rnu'", "did you mean 'run'?")
    refuses(program, 2, ["run", "x.toml", "--threads", "0"], "--threads", "See: rapport run --help")
    refuses(program, 66, ["check", "nowhere.toml"], "nowhere.toml", "No such file")
    answer = refuses(program, 66, ["run", "nowhere.toml", "--json"], "nowhere.toml")
    try:
        error = json.loads(answer.out)
        program.expect(error["exit"] == 66 and "nowhere.toml" in error["error"],
                       "the JSON error says file and exit code", answer)
    except ValueError as problem:
        program.expect(False, f"the JSON error parses: {problem}", answer)
    for name, near in (("trst", "'trust'"), ("trust.half_lif", "'trust.half_life'"),
                       ("staff_laod", "'staff_load'"), ("cost_wage", "'cost_wages'"),
                       ("last_voise", "'last_voice'"), ("custmer_lifetime_value",
                                                        "'customer_lifetime_value'")):
        refuses(program, 2, ["explain", name], f"'{name}'", f"did you mean {near}?")
    answer = refuses(program, 2, ["explain", "nosuch"], "'nosuch'")
    program.expect(not answer.err.rstrip().endswith(";"),
                   "'explain nosuch' ends with a suggestion: what there is, or how to list it", answer)


def scenarios(program):
    program.tiny()
    tail = 'extends = "tiny.toml"\n'
    program.write("key.toml", tail + "[run]\nweks = 3\n")
    refuses(program, 65, ["check", "key.toml"], "key.toml:3:1: error:", "'weks'",
            "    3 | weks = 3\n      | ^^^^\n", "did you mean 'weeks'?")
    program.write("range.toml", tail + "[trust]\nhalf_life = -4\n")
    refuses(program, 65, ["check", "range.toml"], "range.toml:3:13: error:", "'half_life'", "-4",
            "from 1 to 520", "      |             ^^\n")
    refuses(program, 65, ["check", "tiny.toml", "--set", "run.weeks=0"], "--set", "from 1 to 4160")
    program.write("nan.toml", tail + "[trust]\nhalf_life = nan\n")
    refuses(program, 65, ["check", "nan.toml"], "nan.toml:3:13: error:", "'half_life'", "nan")
    program.write("syntax.toml", tail + "[run\nweeks = 3\n")
    refuses(program, 65, ["check", "syntax.toml"], "syntax.toml:2:")
    program.write("many.toml", tail + "[run]\nweks = 3\n[trust]\nhalf_life = -4\n[choice]\nshare = 7\n"
                                      "[nosuch]\nx = 1\n")
    answer = refuses(program, 65, ["check", "many.toml"], "5 problems")
    # the share is out of its range, and in it may take no more than the other brand's leaves
    places = [answer.err.find(f"many.toml:{line}:") for line in (3, 5, 7, 8)]
    program.expect(-1 not in places and places == sorted(places),
                   "all mistakes are reported, in the order of the file", answer)
    stored = program("check", "many.toml", "--json")
    try:
        problems = json.loads(stored.out)["problems"]
        program.expect([p["line"] for p in problems] == [3, 5, 7, 7, 8] and stored.code == 65,
                       "as JSON they stand in the same order", stored)
    except (ValueError, KeyError) as problem:
        program.expect(False, f"the problems parse as JSON: {problem}", stored)
    program.write("round.toml", 'extends = "about.toml"\n')
    program.write("about.toml", 'extends = "round.toml"\n')
    refuses(program, 65, ["check", "round.toml"], "circle", "round.toml", "about.toml")
    program.write("listed.toml", 'extends = ["tiny.toml"]\n')
    told = refuses(program, 65, ["check", "listed.toml"], "listed.toml:1:11: error: 'extends' must be")
    program.expect(told.err.count("error:") == 1, "nothing that follows from it is told", told)
    program.write("strategies/sly.toml", '[strategy]\ntitle = "Sly"\n[trust]\nhalf_life = 5\n')
    program.write("sly.toml", tail + '[strategies]\ncompare = ["existing", "sly"]\n')
    refuses(program, 65, ["check", "sly.toml"], "sly.toml:4:1: error:", "'half_life' of [trust]",
            "organisation")


def impossible_together(program):
    program.tiny()
    tail = 'extends = "tiny.toml"\n'
    program.write("together.toml", tail + "[costs]\nprice = 10\nmargin = 12.5\n")
    refuses(program, 65, ["check", "together.toml"],
            "together.toml:4:10: error: 'margin' of [costs] is 12.5, must be from 0 to 10 currency: "
            "'margin' must not exceed 'price'\n"
            "    4 | margin = 12.5\n"
            "      |          ^^^^\n"
            "      = help: 'price' is 10 (together.toml:3)\n")
    program.write("strategies/night.toml", "[staff]\nfirst_hour = 20\n")
    program.write("night.toml", tail + '[strategies]\ncompare = ["existing", "night"]\n')
    refuses(program, 65, ["run", "night.toml", "--no-file"],
            "strategies/night.toml:2:14: error: 'first_hour' of [staff] of strategy 'night' is 20, "
            "must be from 0 to below 17 hours: 'first_hour' must be before 'last_hour'\n"
            "    2 | first_hour = 20\n"
            "      |              ^^\n"
            "      = help: 'last_hour' is 17 (default)\n")
    refuses(program, 65, ["check", "tiny.toml", "--set", "brand.rival.choice.share=0.8"],
            "--set:1:26: error: 'share' of [brand.rival.choice] is 0.8, must be from 0 to 0.75: ",
            "= help: 'share' is 0.25 for 'ours' (default)\n")
    program.write("both.toml", tail + "[desk]\nsolve_by_skill = 0.9\n[trust]\nhalf_life = -4\n"
                                      "[questions]\nlead_to = 12\n")
    answer = refuses(program, 65, ["check", "both.toml"], "3 problems")
    places = [answer.err.find(f"both.toml:{line}:") for line in (3, 5, 7)]
    program.expect(-1 not in places and places == sorted(places),
                   "they stand among the other mistakes, in the order of the file", answer)


def networks(program):
    whole = (Path(program.library) / "networks" / "pgp.graph").read_bytes()
    (program.folder / "cut.graph").write_bytes(whole[:1000])
    text = TINY.format(customers=0, replicates=1, weeks=1, warm_up=0, panel=0)
    text = text.replace('generator = "holme_kim"\ncustomers = 0', 'file = "cut.graph"')
    program.write("cut.toml", text)
    refuses(program, 65, ["check", "cut.toml"], "cut.graph", "truncated")
    program.write("none.toml", text.replace("cut.graph", "none.graph"))
    answer = program("check", "none.toml")
    program.expect(answer.code in (65, 66) and "none.graph" in answer.err,
                   "a network file that is not there is named", answer)


def outputs(program):
    scenario = program.tiny(replicates=1, weeks=1, warm_up=0)
    old = program.write("old.h5", "precious")
    refuses(program, 73, ["run", scenario, "-o", old], "old.h5", "--force")
    program.expect(old.read_text() == "precious", "without --force the old file stays as it is")
    picture = program.write("drawn.svg", "precious")
    refuses(program, 73, ["run", scenario, "-o", "drawn.h5"], "drawn.svg", "--force")
    refuses(program, 73, ["run", scenario, "-o", "new.svg"], "new.svg", "-o NAME.h5")
    program.expect(picture.read_text() == "precious" and not (program.folder / "new.svg").exists(),
                   "a picture is not overwritten, and takes no study's place")
    # below a regular file not even root can create anything
    refuses(program, 73, ["run", scenario, "-o", old / "sub" / "new.h5"], "cannot create", "old.h5")
    answer = program("run", scenario, "-o", old, "--force", "--quiet")
    program.expect(answer.code == 0 and old.read_bytes()[1:4] == b"HDF", "--force replaces it", answer)
    with open("/dev/full", "w") as full:
        for words in (["run", scenario, "-o", "kept.h5"], ["explain", "trust"]):
            told = subprocess.run([program.path, *words], cwd=program.folder, stdout=full,
                                  stderr=subprocess.PIPE, text=True)
            program.expect(told.returncode == 74 and "No space left" in told.stderr,
                           f"a full disk behind standard output is no fault of ours: {told}")
    program.expect((program.folder / "kept.h5").exists(), "the study is kept all the same")
    refuses(program, 66, ["rerun", "nowhere.h5"], "nowhere.h5")
    program.write("words.h5", "words")
    refuses(program, 74, ["rerun", "words.h5"], "words.h5", "HDF5")
    refuses(program, 74, ["export", "words.h5"], "words.h5", "HDF5")
    cut = program.folder / "cut.h5"
    cut.write_bytes(old.read_bytes()[:20000])
    refuses(program, 74, ["export", "cut.h5"], "cut.h5")


def new_scenarios(program):
    refuses(program, 2, ["new"], "new what?", "rapport new shop", "rapport new --list")
    refuses(program, 2, ["new", "shop", "--market", "specialst"], "no market 'specialst'",
            "did you mean 'specialist'?")
    refuses(program, 2, ["new", "shop", "--market", "airline"], "no market 'airline'",
            "known are: first_run, specialist")
    program.expect(not (program.folder / "shop.toml").exists(), "of no market nothing is written")
    old = program.write("shop.toml", "precious")
    for name in ("shop", "shop.toml"):
        refuses(program, 73, ["new", name], "shop.toml", "--force")
    program.expect(old.read_text() == "precious", "without --force the old scenario stays as it is")
    refuses(program, 73, ["new", "nowhere/shop"], "nowhere/shop.toml")
    answer = program("new", "shop", "--force")
    program.expect(answer.code == 0 and old.read_text() != "precious", "--force replaces it", answer)


def comparisons(program):
    program.tiny("base.toml", customers=300, replicates=2, weeks=2, warm_up=1, panel=0)
    for name, text in (("base", ""), ("longer", "[run]\nweeks = 3\n"),
                       ("euros", '[market]\ncurrency = "EUR"\n')):
        program.write(f"{name}_.toml", 'extends = "base.toml"\n' + text)
        answer = program("run", f"{name}_.toml", "-o", f"{name}.h5", "--quiet")
        program.expect(answer.code == 0, f"{name} runs", answer)
    refuses(program, 2, ["compare"], "FILE", "See: rapport compare --help")
    refuses(program, 66, ["compare", "nowhere.h5"], "nowhere.h5")
    refuses(program, 74, ["compare", program.write("words.h5", "words")], "words.h5", "HDF5")
    refuses(program, 2, ["compare", "base.h5", "base.h5"], "'base.h5' is named twice")
    answer = refuses(program, 65, ["compare", "base.h5", "longer.h5", "euros.h5"],
                     "longer.h5: error: cannot be compared with base.h5: the number of weeks is 2 "
                     "there and 3 here\n      = help: totals grow with time",
                     "euros.h5: error: cannot be compared with base.h5: the currency is XTS there "
                     "and EUR here\n      = help: run both scenarios with one 'market.currency'\n",
                     "2 problems")
    program.expect(answer.out == "", "nothing is compared then", answer)
    answer = program("compare", "base.h5", "longer.h5", "--json")
    problems = json.loads(answer.out)["problems"]
    program.expect(answer.code == 65 and [p["file"] for p in problems] == ["longer.h5"],
                   "and as JSON", answer)


def studies_of_others(program):
    """Files that rapport did not write, or another rapport."""
    try:
        import h5py
    except ImportError:
        return
    with h5py.File(program.folder / "other.h5", "w") as file:
        file["x"] = [1, 2, 3]
    refuses(program, 74, ["compare", "other.h5"],
            "other.h5 is not a study of rapport: it has no attribute 'format_version'")
    refuses(program, 74, ["rerun", "other.h5"], "other.h5 is not a study of rapport")
    for name, attribute, value, code, words in (
            ("newer", "format_version", "3.0", 74, "newer.h5 has format 3.0, and this program reads"),
            ("older", "model_version", "0.9", 65,
             "older.h5: error: cannot be compared with base.h5: the model's version is")):
        shutil.copy(program.folder / "base.h5", program.folder / f"{name}.h5")
        with h5py.File(program.folder / f"{name}.h5", "r+") as file:
            file.attrs[attribute] = value
        refuses(program, code, ["compare", "base.h5", f"{name}.h5"], words)
    shutil.copy(program.folder / "base.h5", program.folder / "robbed.h5")
    with h5py.File(program.folder / "robbed.h5", "r+") as file:
        del file["totals"]
    refuses(program, 74, ["compare", "robbed.h5"],
            "robbed.h5 is not a study of rapport: it has no group 'totals'")


def completions(program):
    refuses(program, 2, ["completion"], "SHELL", "See: rapport completion --help")
    refuses(program, 2, ["completion", "csh"], "csh", "bash", "zsh", "fish",
            "See: rapport completion --help")
    refuses(program, 2, ["completions"], "no command 'completions'", "did you mean 'completion'?")


def main():
    program = Program(sys.argv[1], sys.argv[2])
    command_line(program)
    new_scenarios(program)
    comparisons(program)
    studies_of_others(program)
    completions(program)
    scenarios(program)
    impossible_together(program)
    networks(program)
    outputs(program)
    program.finish()


main()
