"""What the tests of stopped and killed runs share: a run under way, and what it may leave."""
import json
import os
import resource
import subprocess
import time

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
