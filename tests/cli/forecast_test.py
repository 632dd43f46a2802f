"""Holds the forecast of `rapport check` to what a run then takes.

    forecast_test.py PROGRAM LIBRARY          customers, memory and disk
    forecast_test.py PROGRAM LIBRARY --time   time, against a calibration in the same minute
"""
import json
import sys
import time

from program import Program

TOLERANCE = {"memory_bytes": 0.30, "disk_bytes": 0.15, "seconds": 0.30}
# A large market, where worlds are what takes memory and time, and a small one that runs for long,
# where records, comparing and writing are.
LARGE = {"customers": 50000, "replicates": 2, "weeks": 8, "warm_up": 4, "panel": 200}
LONG = {"customers": 300, "replicates": 16, "weeks": 520, "warm_up": 4, "panel": 50}


def forecast_of(program, scenario):
    check = program("check", scenario, "--json", "--threads", 2)
    program.expect(check.code == 0, "check passes", check)
    try:
        return check, json.loads(check.out)
    except ValueError as problem:
        program.expect(False, f"the forecast is JSON: {problem}", check)
        program.finish()


def hold(program, what, forecast, real, check):
    ratio = forecast / real
    print(f"{what}: forecast {forecast}, taken {real}, ratio {ratio:.2f}")
    allowed = TOLERANCE[what]
    program.expect(1 - allowed < ratio < 1 + allowed, f"{what} within {allowed:.0%}", check)


def sizes(program, study):
    scenario = program.tiny(**study)
    check, forecast = forecast_of(program, scenario)
    file = program.folder / "study.h5"
    run = program("run", scenario, "-o", file, "--quiet", "--force", "--threads", 2)
    program.expect(run.code == 0, "the run passes", run)
    if program.failures:
        program.finish()
    program.expect(forecast["customers"] == study["customers"], "customers are counted", check)
    hold(program, "memory_bytes", forecast["memory_bytes"], run.memory, check)
    hold(program, "disk_bytes", forecast["disk_bytes"], file.stat().st_size, check)


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
    hold(program, "seconds", *middle, check)


def main():
    program = Program(sys.argv[1], sys.argv[2])
    if "--time" in sys.argv:
        times(program, LARGE | {"replicates": 8, "weeks": 52, "warm_up": 8})
        times(program, LONG)
    else:
        quick = program("check", program.tiny(), "--quick")
        program.expect("memory" in quick.out and "disk" not in quick.out and "time" not in quick.out,
                       "--quick tells memory alone", quick)
        sizes(program, LARGE)
        sizes(program, LONG)
    program.finish()


main()
