"""Runs that are killed at random moments, again and again: none is lost, none ends wrong, and no
half-written file stands under a final name.

    kill_test.py PROGRAM LIBRARY KILLS    RAPPORT_SEED=N repeats the moments of a run
"""
import os
import random
import signal
import sys
import time

from program import Program
from stopping import OFTEN, Run, beside, left, output, reference, remove, resumes, whole


def kill(run, folder, dice, longest):
    """At a random moment, or in the middle of writing a file; once in a while not at all."""
    chosen = dice.random()
    if chosen < 0.05:
        return run.end() == -signal.SIGKILL
    if chosen < 0.5:
        time.sleep(dice.uniform(0, longest))
    else:
        writes = dice.randint(1, 8)
        before = set()
        end = time.monotonic() + 2
        while len(before) < writes and run.process.poll() is None and time.monotonic() < end:
            for other in os.scandir(folder):
                if ".partial-" in other.name:
                    before.add(other.inode())
        time.sleep(dice.uniform(0, 0.01))
    return run.end(signal.SIGKILL) == -signal.SIGKILL


def kills(program, scenario, digest, wanted, seed):
    """Runs and resumes that are killed again and again, until one gets through."""
    dice = random.Random(seed)
    path = output(program, "killed.h5")
    checkpoint = beside(path, ".checkpoint")
    killed = done = resumed = 0
    start = time.monotonic()
    Run(program, "run", scenario, "-o", path, *OFTEN).end()
    longest = 1.3 * (time.monotonic() - start)  # as busy as the machine is
    remove(path)
    bearable = len(program.failures) + 5
    while killed < wanted and len(program.failures) < bearable:
        had_checkpoint = checkpoint.exists()
        resumed += had_checkpoint
        line = ["resume", checkpoint] if had_checkpoint else ["run", scenario, "-o", path]
        run = Run(program, *line, "--json", "--threads", dice.choice((1, 2, 8)), *OFTEN)
        died = kill(run, program.folder, dice, longest)
        killed += died
        for file in (path, checkpoint):
            program.expect(not file.exists() or whole(file), f"{file.name} is whole", run.told())
        if not died:
            program.expect(run.process.returncode == 0 and digest in run.told()
                           and path.exists() and not left(path),
                           f"what gets through is right: {left(path)}", run.told())
        elif had_checkpoint:
            program.expect(checkpoint.exists() or path.exists(), "no work is lost", run.told())
        if path.exists() and not checkpoint.exists():
            done += 1
            stored = program("rerun", path) if died else None
            program.expect(stored is None or stored.code == 0 and digest in stored.out,
                           "the study that a killed run left is right", stored)
            remove(path)
    if checkpoint.exists():  # the last one may end
        resumes(program, path, digest)
        done += 1
    print(f"{killed} kills: {resumed} times gone on from a checkpoint, {done} studies done")
    program.expect(resumed > wanted // 4 and done > wanted // 50, "kills hit all stages")


def main():
    program = Program(sys.argv[1], sys.argv[2])
    seed = int(os.environ.get("RAPPORT_SEED", time.time_ns() % 1000000))
    print(f"RAPPORT_SEED={seed}")
    scenario = program.tiny("small.toml", customers=1000, replicates=3, weeks=100)
    kills(program, scenario, reference(program, scenario), int(sys.argv[3]), seed)
    program.finish()


main()
