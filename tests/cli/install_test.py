"""Installs the program as the README says and uses it from there, without its source.

    install_test.py BUILD SOURCE
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path


def main():
    build, source = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="rapport_install_") as folder:
        prefix = Path(folder) / "some where"
        subprocess.run(["cmake", "--install", build, "--prefix", prefix], check=True,
                       stdout=subprocess.DEVNULL)
        (Path(build) / "install_manifest.txt").unlink()
        program = prefix / "bin/rapport"
        doctor = subprocess.run([program, "doctor"], capture_output=True, text=True)
        library = prefix / "share/rapport/scenarios"
        if doctor.returncode != 0 or str(library) not in doctor.stdout:
            sys.exit(f"the installed program does not use its own library:\n{doctor.stdout}")
        market = Path(folder) / "market.toml"
        market.write_text(f'extends = "{library}/first_run.toml"\n[run]\nweeks = 2\n'
                          "replicates = 2\nwarm_up_weeks = 0\n")
        run = subprocess.run([program, "run", market, "--no-file"], capture_output=True, text=True,
                             cwd=folder, env={**os.environ, "NO_COLOR": "1"})
        if run.returncode != 0 or "Verdict:" not in run.stdout:
            sys.exit(f"the installed program does not run:\n{run.stdout}{run.stderr}")
        for file in ("share/man/man1/rapport.1", "share/rapport/scenarios/strategies/living.toml",
                     "share/rapport/scenarios/networks/pgp.graph"):
            if not (prefix / file).is_file():
                sys.exit(f"{file} is not installed")


main()
