"""Holds the forecast of `rapport check` to what a run then takes.

    forecast_test.py PROGRAM LIBRARY          customers, memory and disk
    forecast_test.py PROGRAM LIBRARY --time   time, against a calibration in the same minute
"""
import json
import sys
import time

from program import Program

TOLERANCE = {"memory_bytes": 0.10, "disk_bytes": 0.10, "seconds": 0.30}
# A large market, where worlds are what takes memory and time, and a small one that runs for long,
# where records, comparing and writing are.
LARGE = {"customers": 50000, "replicates": 2, "weeks": 8, "warm_up": 4, "panel": 200}
LONG = {"customers": 300, "replicates": 16, "weeks": 520, "warm_up": 4, "panel": 50}
SMALL = {"customers": 500, "replicates": 2, "weeks": 26, "warm_up": 4, "panel": 200}
CROWD = "".join(f"[platform.more{i}]\n" for i in range(4)) + "".join(
    f"[brand.more{i}]\nstrategy = \"existing\"\n" for i in range(6)) + "".join(
        f"[brand.{name}.choice]\nshare = 0.1\n"
        for name in ("ours", "rival", *(f"more{i}" for i in range(6))))
# Studies of which different parts are what is largest, and what they are held to where a tenth is
# too little: two runs with many events or a large panel differ by up to a sixth in what the allocator
# leaves unused, and members of a panel differ more after years than in the weeks that are tried.
SIZES = {
    "a large market": (LARGE, {}),
    "a small one": (SMALL, {}),
    "one week": (SMALL | {"weeks": 1}, {}),
    "ten years": (SMALL | {"weeks": 520, "panel": 0}, {}),
    "many replicates": (SMALL | {"replicates": 32}, {}),
    "many brands and platforms": (SMALL | {"replicates": 4, "panel": 0, "more": CROWD}, {}),
    "a panel of all": (SMALL | {"weeks": 104, "panel": 500},
                       {"memory_bytes": 0.18, "disk_bytes": 0.13}),
    "many events": (SMALL | {"more": "[need]\nper_year = 500\n"}, {"memory_bytes": 0.18}),
}


def forecast_of(program, scenario):
    check = program("check", scenario, "--json", "--threads", 2)
    program.expect(check.code == 0, "check passes", check)
    try:
        return check, json.loads(check.out)
    except ValueError as problem:
        program.expect(False, f"the forecast is JSON: {problem}", check)
        program.finish()


def hold(program, what, forecast, real, check, allowed):
    ratio = forecast / real
    print(f"{what}: forecast {forecast}, taken {real}, ratio {ratio:.2f}")
    program.expect(1 - allowed < ratio < 1 + allowed, f"{what} within {allowed:.0%}", check)


def sizes(program, name, study, allowed):
    print(name)
    allowed = TOLERANCE | allowed
    scenario = program.tiny(**study)
    check, forecast = forecast_of(program, scenario)
    file = program.folder / "study.h5"
    run = program("run", scenario, "-o", file, "--quiet", "--force", "--threads", 2)
    program.expect(run.code == 0, "the run passes", run)
    if program.failures:
        program.finish()
    program.expect(forecast["customers"] == study["customers"], "customers are counted", check)
    hold(program, "memory_bytes", forecast["memory_bytes"], run.memory, check,
         allowed["memory_bytes"])
    hold(program, "disk_bytes", forecast["disk_bytes"], file.stat().st_size, check,
         allowed["disk_bytes"])


def times(program, study):
    """On a shared machine a minute can be slower than the next: the middle one of three counts."""
    scenario = program.tiny(**study)
    file = program.folder / "study.h5"
    tries = []
    for _ in range(3):
        check, forecast = forecast_of(program, scenario)
        start = time.monotonic()
        run = program("run", scenario, "-o", file, "--force", "--quiet", "--threads", 2)
        tries.append((forecast["seconds"], time.monotonic() - start))
        program.expect(run.code == 0, "the run passes", run)
    middle = sorted(tries, key=lambda one: one[0] / one[1])[1]
    print("forecast and taken, seconds:", tries)
    hold(program, "seconds", *middle, check, TOLERANCE["seconds"])


def main():
    program = Program(sys.argv[1], sys.argv[2])
    if "--time" in sys.argv:
        times(program, LARGE | {"replicates": 8, "weeks": 52, "warm_up": 8})
        times(program, LONG)
    else:
        quick = program("check", program.tiny(), "--quick")
        program.expect("memory" in quick.out and "disk" not in quick.out and "time" not in quick.out,
                       "--quick tells memory alone", quick)
        for name, (study, allowed) in SIZES.items():
            sizes(program, name, study, allowed)
    program.finish()


main()
