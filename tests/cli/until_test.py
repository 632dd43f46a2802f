"""Runs that stop by themselves: what they say and store, stopped and gone on with, run again,
compared, forecast; and what their writers are told.

    until_test.py PROGRAM LIBRARY
"""
import json
import signal
import sys

from program import Program
from stopping import Run, beside, has_lived, output, reference, remove, resumes

RULE = '[run]\nreplicates = {{ until = "profit", within = {within}, at_most = 64 }}\n'


def works(program, *line):
    answer = program(*line)
    program.expect(answer.code == 0, f"'{' '.join(map(str, line))}' exits with 0", answer)
    return answer


def share(program, replicates):
    """Half of the interval at a look, at the level of 3 looks, as a share of the baseline's mean."""
    answer = works(program, "run", "tiny.toml", "--no-file", "--json", "--quiet", "--set",
                   f"run.replicates={{until=\"profit\", within=1e-6, at_most={replicates}}}")
    stop = json.loads(answer.out)["stopping"]
    program.expect(stop["replicates"] == replicates and not stop["reached"] and stop["saved"] == 0,
                   "all replicates are lived where nothing is enough", stop)
    return stop["differences"][0]["share"]


def stops_at_a_look(program):
    """Wide enough by half for 64 replicates: it ends there or before, and what nothing satisfies says so."""
    never = program("run", "tiny.toml", "--no-file", "--quiet", "--set",
                    "run.replicates={until=\"profit\", within=1e-6, at_most=64}")
    for words in ("64 paired replicates, seed 1", "Not known well enough after all 64 replicates.",
                  "profit, living less existing: ", " %, not enough\n", "By hindsight ",
                  "at whichever of 3 looks (16, 32, 64)", "each is computed at 98.33 %"):
        program.expect(words in never.out, f"at the last look it says '{words}'", never)
    wide = share(program, 64) * 1.6
    program.write("rule.toml", 'extends = "tiny.toml"\n' + RULE.format(within=wide))
    works(program, "run", "rule.toml", "-o", "rule.h5", "--quiet")
    told = json.loads(works(program, "compare", "rule.h5", "--json").out)
    stop, replicates = told["stopping"], told["replicates"]
    program.expect(stop["reached"] and replicates in (32, 64) and stop["looks"] == [16, 32, 64]
                   and stop["replicates"] == replicates and stop["saved"] == 64 - replicates
                   and abs(stop["level"] - (1 - .05 / 3)) < 1e-12
                   and stop["differences"][0]["share"] <= wide, "it stops at a look", stop)
    interval = told["comparisons"][0]["measures"]["profit"]["difference"]
    program.expect(abs((interval["high"] - interval["low"]) / 2 - stop["differences"][0]["half_width"])
                   < 1e-9, "the width is that of the interval which is told", interval)
    return replicates


def says_and_stores(program):
    program.write("easy.toml", 'extends = "tiny.toml"\n' + RULE.format(within='"90 %"'))
    told = works(program, "run", "easy.toml", "-o", "easy.h5", "--quiet")
    for words in ("16 of at most 64 paired replicates, seed 1",
                  "Known well enough after 16 of at most 64 replicates, which saved 48.",
                  "(wanted: at most 90 %)", "16 paired replicates)",
                  "the 48 replicates that were not needed would have taken about "):
        program.expect(words in told.out, f"the answer says '{words}'", told)
    again = works(program, "compare", "easy.h5")
    program.expect(told.out.split("\nwrote ")[0] == again.out.rstrip("\n"),
                   "compare prints what the run printed", again)
    told = works(program, "run", "easy.toml", "--no-file", "--json")
    again = works(program, "compare", "easy.h5", "--json")
    program.expect(told.out == again.out, "compare --json is the run's", again)
    fixed = works(program, "run", "tiny.toml", "--set", "run.replicates=16", "-o", "fixed.h5", "--json")
    easy, fixed = json.loads(told.out), json.loads(fixed.out)
    program.expect(fixed["stopping"] is None and easy["digest"] == fixed["digest"],
                   "it is the study of 16 fixed replicates, bit for bit", (easy["digest"], fixed["digest"]))
    for name in ("profit", "trust", "cost"):
        wide, narrow = (one["comparisons"][0]["measures"][name]["difference"] for one in (easy, fixed))
        program.expect(wide["mean"] == narrow["mean"] and wide["low"] < narrow["low"]
                       and wide["high"] > narrow["high"], f"the interval of {name} is wider", (wide, narrow))
    works(program, "rerun", "easy.h5")
    works(program, "export", "easy.h5", "--quiet")
    rows = (program.folder / "easy_csv" / "totals_strategy_replicate_brand.csv").read_text()
    program.expect("\nliving,15,ours," in rows and "\nliving,16,ours," not in rows,
                   "tables have the replicates that were lived", rows[:300])
    across = works(program, "compare", "easy.h5", "fixed.h5", "--json")
    across = json.loads(across.out)
    program.expect(all(c["paired"] for c in across["comparisons"])
                   and across["files"][0]["stopping"]["replicates"] == 16
                   and across["files"][1]["stopping"] is None, "paired with 16 fixed ones", across["files"])
    own = next(c for c in across["comparisons"] if c["second"] == "easy:living")
    program.expect(own["measures"]["profit"]["difference"]
                   == easy["comparisons"][0]["measures"]["profit"]["difference"],
                   "within a file its own level is kept", own["measures"]["profit"])


def is_in_the_file(program, replicates):
    try:
        import h5py
    except ImportError:
        return
    with h5py.File(program.folder / "rule.h5") as file:
        attributes = {name: file.attrs[name] for name in file.attrs}
        lived = len(file["replicate"])
    program.expect(lived == attributes["replicates"] == replicates
                   and attributes["replicates_at_most"] == 64 and attributes["until"] == b"profit"
                   and abs(attributes["interval_level"] - (1 - .05 / 3)) < 1e-12
                   and b"replicates.until = [\"profit\"]" in attributes["scenario"],
                   "the file holds the rule and what was lived", attributes)


def goes_on(program):
    """Stopped before its first look a study that ends there, and after it one that never knows."""
    path = output(program, "stopped.h5")
    for within, lines, threads in (('"90 %"', 100, 2), ("1e-6", 1500, 1)):
        program.write("long.toml", 'extends = "tiny.toml"\n'
                      + RULE.format(within=within).replace("64", "32") + "weeks = 60\n")
        digest = reference(program, "long.toml")
        run = Run(program, "run", "long.toml", "-o", path, "--quiet", "--threads", 2)
        run.until(has_lived(path, lines), "it has lived some weeks")
        program.expect(run.end(signal.SIGTERM) == 75 and "of at most " in run.told(),
                       "a run that may stop by itself is stopped", run.told())
        resumes(program, path, digest, "--threads", threads)
        remove(path)
        run = Run(program, "run", "long.toml", "-o", path, "--quiet", "--checkpoint", "0.002")
        run.until(beside(path, ".checkpoint").exists, "it has written a checkpoint")
        run.end(signal.SIGKILL)
        resumes(program, path, digest)
        remove(path)


def is_forecast(program):
    answer = works(program, "check", "easy.toml")
    for words in ("up to 64 paired replicates", "replicates 16 to 64: looks at 16, 32, 64",
                  "at most 90 % of the baseline's mean; intervals at 98.33 %", "memory     up to "):
        program.expect(words in answer.out, f"check says '{words}'", answer)
    told = json.loads(works(program, "check", "easy.toml", "--json").out)
    program.expect(told["replicates"] == {"at_least": 16, "at_most": 64}
                   and 0 < told["least_seconds"] < told["seconds"]
                   and 0 < told["least_disk_bytes"] < told["disk_bytes"], "and as JSON", told)


def mistakes(program):
    program.write("wrong.toml", 'extends = "tiny.toml"\n'
                  '[run]\nreplicates = { until = "profitt", within = "5%" }\nweeks = 0\n')
    answer = program("check", "wrong.toml")
    for words in ("wrong.toml:3:24: error: 'until' of [run.replicates] is \"profitt\", which is no "
                  "measure that strategies are compared in\n",
                  "= help: did you mean 'profit'?\n", "wrong.toml:4:9: error: 'weeks'", "2 problems"):
        program.expect(answer.code == 65 and words in answer.err, f"it is told '{words}'", answer)
    answer = program("check", "easy.toml", "--quick", "--set", "run.census_sample=0", "--set",
                     "run.replicates.until=trust")
    program.expect(answer.code == 65 and "\"trust\", which is no measure" in answer.err,
                   "what is not counted cannot be waited for", answer)


def main():
    program = Program(sys.argv[1], sys.argv[2])
    program.tiny(customers=500, weeks=4, warm_up=1, panel=20)
    is_in_the_file(program, stops_at_a_look(program))
    says_and_stores(program)
    goes_on(program)
    is_forecast(program)
    mistakes(program)
    program.finish()


main()
