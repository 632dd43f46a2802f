"""The project's own scripts: sound bash, and .ci/install, bench/command, tests/tally.py and
tests/style/format keep their word, also when they must refuse. The manual page holds. usage: scripts_test.py ROOT
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
SCRIPTS = [".ci/install", ".ci/run", ".ci/building.bash", "scenarios/try", "tests/run",
           "tests/style/format", "tests/style/tidy", "analysis/examples/read_with_shell.sh"]
JUNIT = """<testsuite><testcase name="a" status="run"/><testcase name="b" status="run"/>
<testcase name="c" status="notrun"><skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/></testcase>
%s</testsuite>"""


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL,
                          check=False, **options)


class Bash(unittest.TestCase):
    def test_every_script_parses(self):
        for script in SCRIPTS:
            done = run("bash", "-n", ROOT / script)
            self.assertEqual(done.returncode, 0, done.stderr)

    @unittest.skipUnless(shutil.which("shellcheck"), "no shellcheck here")
    def test_shellcheck_finds_nothing(self):
        done = run("shellcheck", "-x", *(ROOT / script for script in SCRIPTS))
        self.assertEqual(done.returncode, 0, done.stdout)


class Manual(unittest.TestCase):
    @unittest.skipUnless(shutil.which("mandoc"), "no mandoc here")
    def test_mandoc_finds_nothing(self):
        done = run("mandoc", "-T", "lint", "-W", "warning", ROOT / "sim/app/rapport.1")
        self.assertEqual((done.returncode, done.stdout), (0, ""))


class Install(unittest.TestCase):
    """On a machine of stand-ins: `present` are its packages, apt-get notes what it is told."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "packages").write_text(
            "# a list\n\n# build and run\ng++  # compiler\nlibx-dev  # x\n\n# test\nliby-dev  # y\n")

    def stand_in(self, name, text):
        path = self.folder / name
        path.write_text("#!/bin/sh\n" + text)
        path.chmod(0o755)

    def install(self, *parts, present=(), user=1000):
        lines = "".join(f"echo 'installed {name}'\n" for name in present)
        self.stand_in("dpkg-query", lines + "exit 1\n")
        self.stand_in("id", f"echo {user}\n")
        self.stand_in("apt-get", f"echo \"$@\" >>'{self.folder}/asked'\n")
        environment = {**os.environ, "PATH": f"{self.folder}:{os.environ['PATH']}",
                       "RAPPORT_PACKAGES": str(self.folder / "packages")}
        return run(ROOT / ".ci/install", *parts, env=environment)

    def asked(self):
        path = self.folder / "asked"
        return path.read_text().splitlines() if path.exists() else []

    def test_does_nothing_when_all_is_there(self):
        done = self.install("build", "test", present=["g++", "libx-dev", "liby-dev"], user=0)
        self.assertEqual((done.returncode, done.stdout + done.stderr, self.asked()), (0, "", []))

    def test_root_gets_what_is_missing_of_the_part_asked_for(self):
        done = self.install("build", present=["g++"], user=0)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.asked(), ["-q -y update",
                                        "-q -y install --no-install-recommends libx-dev"])

    def test_anyone_else_is_told_the_command(self):
        done = self.install("build", "test", present=["g++"])
        self.assertEqual((done.returncode, self.asked()), (69, []))
        self.assertIn("apt-get install --no-install-recommends libx-dev liby-dev\n", done.stderr)

    def test_a_name_is_not_taken_for_its_beginning(self):
        done = self.install("build", present=["g++", "libx-dev-doc"])
        self.assertEqual(done.returncode, 69)

    def test_refuses_an_unknown_part(self):
        self.assertEqual(self.install("everything").returncode, 2)
        self.assertEqual(self.install().returncode, 2)


class Command(unittest.TestCase):
    """bench/command, with stand-ins for what it times."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        for folder in ("bench", "scenarios"):
            (self.folder / folder).mkdir()
        shutil.copy(ROOT / "bench/command", self.folder / "bench")

    def stand_in(self, name, text):
        path = self.folder / name
        path.write_text("#!/bin/sh\n" + text)
        path.chmod(0o755)
        return path

    def command(self, *words):
        return run(sys.executable, "-B", self.folder / "bench/command", *words)

    def time_help(self, text, *words):
        return self.command("help", self.stand_in("rapport", text), *words)

    def test_says_the_median_and_the_aim(self):
        # the first is for the answer; of five more the best takes next to nothing, the mean 0.46 s
        count = f"echo >>'{self.folder}/runs'; echo 'Usage: rapport'\n"
        late = f"case $(wc -l <'{self.folder}/runs') in 1|2) ;; 3) sleep 2;; *) sleep 0.1;; esac\n"
        before = time.perf_counter()
        done = self.time_help(count + late, "5", "20000")
        share = (time.perf_counter() - before) / 7 * 1000  # below the mean, however busy it is here
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"^\| `rapport --help` \(median of 5, .*\) \| \d[\d.]* ms "
                                      r"\| 20000 ms \| yes \|\n$")
        told = float(done.stdout.split("|")[2].split()[0])
        self.assertGreaterEqual(told, 100)
        self.assertLess(told, share)

    def test_a_missed_aim_fails(self):
        done = self.time_help("echo 'Usage: rapport'; sleep 0.1\n", "3", "50")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertTrue(done.stdout.endswith(" | 50 ms | **no** |\n"), done.stdout)

    def test_times_nothing_that_does_not_answer(self):
        for text in ("echo nothing\n", "echo 'Usage: rapport'; exit 3\n"):
            done = self.time_help(text, "1", "10000")
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn("should succeed and say 'Usage: rapport'", done.stderr)

    def test_times_the_first_command_of_the_readme_without_its_build(self):
        self.stand_in("scenarios/try", f"[ -e '{self.folder}/built' ] || sleep 3\n"
                                       f"touch '{self.folder}/built' \"$RAPPORT_OUT/first_run.h5\"\n"
                                       "echo 'Verdict: it pays'\n")
        done = self.command("try", "1", "3")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"\| \d[\d.]* s \| 3 s \| yes \|\n$")
        self.assertEqual(self.command("try", "1", "0").returncode, 1)

    def test_refuses_what_it_does_not_know(self):
        for words in ([], ["all"], ["help"], ["try", "0"], ["try", "1", "soon"],
                      ["try", "1", "2", "3"]):
            self.assertEqual(self.command(*words).returncode, 2, words)


class Tally(unittest.TestCase):
    def tally(self, more, *options):
        with tempfile.NamedTemporaryFile("w", suffix=".xml") as file:
            file.write(JUNIT % more)
            file.flush()
            return run(sys.executable, "-B", ROOT / "tests/tally.py", *options, file.name)

    def test_counts(self):
        done = self.tally("")
        self.assertEqual((done.returncode, done.stdout), (0, "2 passed, 0 failed, 1 skipped\n"))

    def test_a_failure_fails(self):
        done = self.tally('<testcase name="d" status="fail"><failure message=""/></testcase>')
        self.assertEqual((done.returncode, done.stdout), (1, "2 passed, 1 failed, 1 skipped\n"))

    def test_a_test_without_its_program_has_failed(self):
        done = self.tally('<testcase name="d" status="notrun">'
                          '<skipped message="Unable to find executable"/></testcase>')
        self.assertEqual((done.returncode, done.stdout), (1, "2 passed, 1 failed, 1 skipped\n"))

    def test_a_broken_build_counts(self):
        done = self.tally("", "--failed", "2")
        self.assertEqual((done.returncode, done.stdout), (1, "2 passed, 2 failed, 1 skipped\n"))


class Format(unittest.TestCase):
    def form(self, text):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(ROOT / ".clang-format", folder)
            (pathlib.Path(folder) / "sim").mkdir()
            (pathlib.Path(folder) / "sim/a.cpp").write_text(text)
            done = run(ROOT / "tests/style/format", folder)
        if done.returncode == 77:
            self.skipTest("no clang-format 14 here")
        return done

    def test_accepts_what_is_formatted(self):
        done = self.form("// A.\nint a() {\n  return 1;\n}\n")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_refuses_what_is_not(self):
        done = self.form("// A.\nint  a( ) {return 1;}\n")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("clang-format-violations", done.stderr)


if __name__ == "__main__":
    unittest.main()
