"""Work is never lost: runs that are stopped by signals, by full disks or by kill -9 go on to the
same study, and no half-written file stands under a final name.

    interrupt_test.py PROGRAM LIBRARY              signals, refusals, disks, and 25 kills
    interrupt_test.py PROGRAM LIBRARY --kills N    N kills at random moments, and nothing else
"""
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time

from program import Program

SEAL = b"\nrapport crc64 "
OFTEN = ("--checkpoint", "0.0005")  # minutes: 30 ms


class Run:
    """A call of the program that is under way."""

    def __init__(self, program, *arguments, limit=None):
        self.program = program
        self.line = "rapport " + " ".join(map(str, arguments))
        self.out = open(program.folder / ".run_out", "w+")
        self.err = open(program.folder / ".run_err", "w+")
        environment = dict(os.environ, RAPPORT_LIBRARY=program.library, NO_COLOR="1")
        self.process = subprocess.Popen(
            [program.path, *map(str, arguments)], stdout=self.out, stderr=self.err,
            env=environment, cwd=program.folder,
            preexec_fn=limit and (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit)))

    def until(self, holds, what, seconds=120):
        end = time.monotonic() + seconds
        while not holds():
            if self.process.poll() is not None or time.monotonic() > end:
                self.program.expect(False, f"'{self.line}' runs until {what}", self.told())
                return
            time.sleep(0.002)

    def told(self):
        self.out.seek(0)
        self.err.seek(0)
        return self.out.read() + self.err.read()

    def end(self, number=None):
        """The exit code, after a signal if one is given; negative when it died of a signal."""
        if number is not None:
            self.process.send_signal(number)
        return self.process.wait(timeout=600)


def output(program, name="out.h5"):
    return program.folder / name


def beside(path, ending):
    return path.with_name(path.name + ending)


def has_lived(path, lines=20):
    """Whether the run has noted so many weeks."""
    progress = beside(path, ".progress.jsonl")
    return lambda: progress.exists() and progress.read_bytes().count(b"\n") >= lines


def whole(path):
    with open(path, "rb") as file:
        file.seek(-32, os.SEEK_END)
        return file.read().startswith(SEAL)


def left(path):
    """What stands beside an output that should be alone."""
    return sorted(other.name for other in path.parent.iterdir()
                  if other.name.startswith((path.name + ".", path.stem + ".svg."))
                  and other.suffix != ".tables")


def digest_of(program, answer):
    try:
        return json.loads(answer.out)["digest"]
    except (ValueError, KeyError):
        program.expect(False, "the answer is JSON with a digest", answer)
        return None


def reference(program, scenario):
    answer = program("run", scenario, "--no-file", "--json", "--quiet")
    program.expect(answer.code == 0, "the run without a stop passes", answer)
    return digest_of(program, answer)


def resumes(program, path, digest, *more):
    """Going on ends with the study that was never stopped, and cleans up."""
    answer = program("resume", beside(path, ".checkpoint"), "--json", "--quiet", *more)
    program.expect(answer.code == 0 and digest_of(program, answer) == digest,
                   f"resume {' '.join(map(str, more))} gives digest {digest}", answer)
    program.expect(path.exists() and whole(path) and path.with_suffix(".svg").exists(),
                   "the study and its picture are there")
    program.expect(not left(path), f"nothing else is left: {left(path)}")


def remove(path):
    for other in path.parent.iterdir():
        if other.name.startswith((path.name, path.stem + ".svg")) and other.is_file():
            other.unlink()


def tables(program, path):
    folder = beside(path, ".tables")
    answer = program("export", path, "-o", folder, "--quiet", "--force")
    program.expect(answer.code == 0, "the study is exported", answer)
    return {table.name: table.read_bytes() for table in folder.iterdir()}


def stops(program, scenario, digest):
    path = output(program)
    answer = program("run", scenario, "-o", "whole.h5", "--quiet")
    program.expect(answer.code == 0 and not left(output(program, "whole.h5")),
                   "a run that is done leaves neither checkpoint nor progress", answer)
    expected = tables(program, output(program, "whole.h5"))
    for number, code, threads in ((signal.SIGINT, 130, 1), (signal.SIGTERM, 75, 2),
                                  (signal.SIGUSR1, 75, 8)):
        run = Run(program, "run", scenario, "-o", path, "--quiet", "--threads", 2)
        run.until(has_lived(path), "it has lived some weeks")
        got = run.end(number)
        told = run.told()
        program.expect(got == code, f"{number.name} ends with {code}, not {got}", told)
        program.expect("rapport resume " in told and "out.h5.checkpoint" in told
                       and "stopped after" in told, f"{number.name}: says how to go on", told)
        program.expect(not path.exists() and whole(beside(path, ".checkpoint")),
                       f"{number.name}: a whole checkpoint and no study", left(path))
        resumes(program, path, digest, "--threads", threads)
        program.expect(tables(program, path) == expected, f"{number.name}: the same tables")
        remove(path)


def stops_twice(program, scenario, digest):
    """A run that was resumed can be stopped again, also by its output's name."""
    path = output(program)
    run = Run(program, "run", scenario, "-o", path, "--quiet", "--checkpoint", 0)
    run.until(has_lived(path), "it has lived some weeks")
    program.expect(not beside(path, ".checkpoint").exists(), "--checkpoint 0: none on a schedule")
    run.end(signal.SIGTERM)
    run = Run(program, "resume", path, "--json")
    run.until(has_lived(path, 120), "it has lived more weeks")
    program.expect(run.end(signal.SIGTERM) == 75, "a resumed run stops", run.told())
    told = run.told()
    program.expect('"exit":75' in told and '"resume":"rapport resume' in told, "told as JSON", told)
    resumes(program, path, digest)
    answer = program("resume", path)
    program.expect(answer.code == 66 and "is whole" in answer.err,
                   "what is done cannot be gone on with", answer)
    remove(path)


def leaves_at_once(program):
    """A week of many customers takes long: the second ^C does not wait for it."""
    scenario = program.tiny("large.toml", customers=150000, replicates=1, weeks=50)
    path = output(program, "large.h5")
    run = Run(program, "run", scenario, "-o", path)
    run.until(lambda: beside(path, ".lock").exists(), "it holds its lock")
    time.sleep(0.5)
    run.process.send_signal(signal.SIGINT)
    run.until(lambda: "^C leaves at once" in run.told(), "it says that it stops")
    start = time.monotonic()
    program.expect(run.end(signal.SIGINT) == 130 and time.monotonic() - start < 2,
                   "the second ^C leaves at once with 130", run.told())
    program.expect(not path.exists(), "and no study stands there")
    remove(path)
    run = Run(program, "run", scenario, "--no-file")
    time.sleep(0.3)
    program.expect(run.end(signal.SIGINT) in (130, -signal.SIGINT), "without a file ^C ends it",
                   run.told())


def refuses(program, code, line, *words):
    answer = program(*line)
    program.expect(answer.code == code and all(word in answer.err for word in words),
                   f"'{' '.join(map(str, line))}' exits with {code} and says {words}", answer)


def second_run(program, scenario, digest):
    path = output(program)
    run = Run(program, "run", scenario, "-o", path, "--quiet", *OFTEN)
    run.until(beside(path, ".checkpoint").exists, "it has written a checkpoint")
    refuses(program, 73, ["run", scenario, "-o", path], "another run is writing it",
            f"process {run.process.pid} ")
    refuses(program, 73, ["run", scenario, "-o", path, "--force"], "another run is writing it")
    refuses(program, 73, ["resume", path], "another run is writing it")
    program.expect(run.process.poll() is None, "the first goes on", run.told())
    run.end(signal.SIGKILL)
    refuses(program, 73, ["run", scenario, "-o", path], "rapport resume ", "--force")
    resumes(program, path, digest)
    remove(path)


def discards(program, scenario, digest):
    path = output(program)
    run = Run(program, "run", scenario, "-o", path, "--quiet")
    run.until(has_lived(path), "it has lived some weeks")
    run.end(signal.SIGTERM)
    answer = program("run", scenario, "-o", path, "--force", "--json", "--quiet")
    program.expect(answer.code == 0 and digest_of(program, answer) == digest and not left(path),
                   "--force discards the checkpoint and begins anew", answer)
    program.expect("checkpoint" in program("run", scenario, "--no-file", "--checkpoint", 5).err,
                   "--checkpoint without a file is refused")
    refuses(program, 2, ["run", scenario, "--checkpoint", -1], "--checkpoint", "0")
    remove(path)


def crc64(content):
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0xC96C5795D7870F42 if byte & 1 else 0)
        table.append(byte)
    state = ~0 & (1 << 64) - 1
    for byte in content:
        state = table[(state ^ byte) & 255] ^ state >> 8
    return ~state & (1 << 64) - 1


def unfit_checkpoints(program):
    """Damaged, of another version, of a changed network, or in the way of another file."""
    network = program.write("ring.txt", "".join(f"{i} {(i + 1) % 500}\n" for i in range(500)))
    scenario = program.tiny("ring.toml", replicates=2, weeks=400)
    scenario.write_text(scenario.read_text().replace(
        'generator = "holme_kim"\ncustomers = 2000', 'file = "ring.txt"'))
    path = output(program, "ring.h5")
    checkpoint = beside(path, ".checkpoint")
    run = Run(program, "run", scenario, "-o", path, "--quiet")
    run.until(has_lived(path), "it has lived some weeks")
    program.expect(run.end(signal.SIGTERM) == 75, "it stops", run.told())
    good = checkpoint.read_bytes()

    damaged = bytearray(good)
    damaged[len(good) // 2] ^= 1
    checkpoint.write_bytes(damaged)
    refuses(program, 74, ["resume", checkpoint], "ring.h5.checkpoint", "damaged")
    checkpoint.write_bytes(good[:len(good) // 2])
    refuses(program, 74, ["resume", checkpoint], "ring.h5.checkpoint", "cut off")
    checkpoint.write_bytes(b"words")
    refuses(program, 74, ["resume", checkpoint], "not a checkpoint of rapport")

    place = good.index(b"model_version") + len(b"model_version") + 8
    old = good[:place] + b"0" + good[place + 1:-32]
    checkpoint.write_bytes(old + SEAL + b"%016x\n" % crc64(old))
    refuses(program, 74, ["resume", checkpoint], "model version 0.", "run --force")

    checkpoint.write_bytes(good)
    ring = network.read_text()
    network.write_text(ring + "0 250\n")
    refuses(program, 65, ["resume", checkpoint], "the network is another one")
    network.unlink()
    refuses(program, 65, ["resume", checkpoint], "there is no file", "ring.txt")
    network.write_text(ring)

    path.write_text("precious")
    refuses(program, 73, ["resume", checkpoint], "ring.h5 exists", "move it away")
    program.expect(path.read_text() == "precious" and checkpoint.read_bytes() == good,
                   "a refusal changes nothing")
    path.unlink()
    resumes(program, path, reference(program, scenario))
    refuses(program, 66, ["resume", "nowhere.h5"], "nowhere.h5.checkpoint")
    remove(path)


def file_limit(program, scenario, digest):
    """A limit on file sizes is met as a full disk is: the answer fits, the run's files do not."""
    path = output(program)
    limit = (200000, 200000)
    run = Run(program, "run", scenario, "-o", path, "--quiet", *OFTEN, limit=limit)
    run.until(has_lived(path), "it has lived some weeks")
    got = run.end(signal.SIGTERM)
    program.expect(got == 74 and "limit on file sizes" in run.told()
                   and not path.exists() and not beside(path, ".checkpoint").exists(),
                   f"a stop that cannot be saved ends with 74, not {got}", run.told())
    run = Run(program, "run", scenario, "-o", path, "--json", *OFTEN, limit=limit)
    got = run.end()
    told = run.told()
    program.expect(got == 74 and digest in told and "the run goes on" in told,
                   f"a run whose checkpoints fail goes on to its answer: {got}", told[-2000:])
    program.expect(not path.exists() and left(path) == ["out.h5.progress.jsonl"],
                   f"and leaves what it could note of its progress: {left(path)}")
    remove(path)


def disks(program, scenario, digest):
    """On disks of our own. Called in a mount namespace of its own; 77 where that cannot be."""
    disk = program.folder / "disk"
    disk.mkdir()

    def mount(*options):
        done = subprocess.run(["mount", *options, str(disk)], stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            print(f"cannot mount: {done.stderr}")
            sys.exit(77)

    mount("-t", "tmpfs", "-o", "size=600k", "tmpfs")
    path = disk / "out.h5"
    run = Run(program, "run", scenario, "-o", path, "--json", *OFTEN)
    got = run.end()
    told = run.told()
    program.expect(got == 74 and "disk is full" in told and digest in told,
                   f"a full disk: the answer, and 74 instead of {got}", told[-2000:])
    program.expect(not path.exists() and "the run goes on without" in told,
                   f"no study, and checkpoints that failed: {left(path)}", told[-2000:])
    mount("-o", "remount,size=64m")
    if beside(path, ".checkpoint").exists():
        resumes(program, path, digest)
    else:
        answer = program("run", scenario, "-o", path, "--json", "--quiet")
        program.expect(answer.code == 0 and digest_of(program, answer) == digest,
                       "run again where there is room", answer)
    remove(path)

    run = Run(program, "run", scenario, "-o", path, "--quiet")
    run.until(has_lived(path), "it has lived some weeks")
    run.end(signal.SIGTERM)
    mount("-o", "remount,ro")
    refuses(program, 73, ["resume", path], "cannot create", "Read-only")
    refuses(program, 73, ["run", scenario, "-o", disk / "new.h5"], "cannot create", "Read-only")
    mount("-o", "remount,rw")
    resumes(program, path, digest)
    subprocess.run(["umount", str(disk)], check=True)


def own_disks(program, *arguments):
    done = subprocess.run(["unshare", "--mount", "--propagation", "private", sys.executable, "-B",
                           __file__, *arguments, "--disks"], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    print(done.stdout, end="")
    if done.returncode == 77 or "Operation not permitted" in done.stdout:
        print("skipped: disks of our own")
    else:
        program.expect(done.returncode == 0, "disks of our own", done.stdout)


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
    if checkpoint.exists():
        resumes(program, path, digest)
    print(f"{killed} kills: {resumed} times gone on from a checkpoint, {done} studies done")
    program.expect(resumed > wanted // 4 and done > wanted // 50, "kills hit all stages")


def main():
    program = Program(sys.argv[1], sys.argv[2])
    small = program.tiny("small.toml", customers=1000, replicates=3, weeks=100)
    scenario = program.tiny(replicates=4, weeks=250)
    if "--kills" in sys.argv:
        seed = int(os.environ.get("RAPPORT_SEED", time.time_ns() % 1000000))
        print(f"RAPPORT_SEED={seed}")
        kills(program, small, reference(program, small), int(sys.argv[-1]), seed)
        program.finish()
    digest = reference(program, scenario)
    if "--disks" in sys.argv:
        disks(program, scenario, digest)
        program.finish()
    stops(program, scenario, digest)
    stops_twice(program, scenario, digest)
    leaves_at_once(program)
    second_run(program, scenario, digest)
    discards(program, scenario, digest)
    unfit_checkpoints(program)
    file_limit(program, scenario, digest)
    own_disks(program, sys.argv[1], sys.argv[2])
    kills(program, small, reference(program, small), 25, 1)
    program.finish()


main()
