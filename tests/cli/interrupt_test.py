"""Work is never lost: runs that are stopped by signals, full disks or limits go on to the same
study, and what cannot be gone on with is refused. Kills: kill_test.py.

    interrupt_test.py PROGRAM LIBRARY
"""
import signal
import subprocess
import sys
import time

from program import Program
from stopping import (OFTEN, SEAL, Run, beside, digest_of, has_lived, left, output, reference,
                      remove, resumes, whole)


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
    for number, code, threads in ((signal.SIGINT, 75, 1), (signal.SIGTERM, 75, 2),
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
    refuses(program, 73, ["run", scenario, "-o", path.with_suffix(".nc")],  # one picture for both
            "another run is writing it")
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
    program.write("ties.txt", "1 2\n3\n")
    program.write("no_run.toml", f'extends = "{scenario}"\n[platform.one.network]\nfile = "ties.txt"\n')
    refuses(program, 65, ["run", "no_run.toml", "-o", path, "--force"], "ties.txt:2")
    program.expect(beside(path, ".checkpoint").exists(),
                   "a run that cannot begin does not cost the one before")
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
    program.expect(not path.exists() and not left(path) and "all that is left" in told,
                   f"says that nothing is kept, and leaves nothing: {left(path)}", told[-2000:])
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


def main():
    program = Program(sys.argv[1], sys.argv[2])
    scenario = program.tiny(replicates=4, weeks=250)
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
    program.finish()


main()
