"""Holds the forecast of `rapport check` to what a run then takes: customers, memory and disk.

    forecast_test.py PROGRAM LIBRARY
"""
import json
import sys

from program import Program

TOLERANCE = 0.30  # the constants are right within 20 %; allocators and machines differ


def main():
    program = Program(sys.argv[1], sys.argv[2])
    scenario = program.tiny(customers=50000, replicates=2, weeks=8, warm_up=4, panel=200)
    check = program("check", scenario, "--json", "--quick", "--threads", 2)
    program.expect(check.code == 0, "check passes", check)
    try:
        forecast = json.loads(check.out)
    except ValueError as problem:
        program.expect(False, f"the forecast is JSON: {problem}", check)
        program.finish()
    study = program.folder / "study.h5"
    run = program("run", scenario, "-o", study, "--quiet", "--threads", 2)
    program.expect(run.code == 0, "the run passes", run)
    if program.failures:
        program.finish()
    program.expect(forecast["customers"] == 50000, "customers are counted", check)
    for what, real in (("memory_bytes", run.memory), ("disk_bytes", study.stat().st_size)):
        ratio = forecast[what] / real
        print(f"{what}: forecast {forecast[what]}, taken {real}, ratio {ratio:.2f}")
        program.expect(1 - TOLERANCE < ratio < 1 + TOLERANCE,
                       f"{what} is forecast within {TOLERANCE:.0%}", check)
    program.finish()


main()
