"""Holds scenarios/rapport.schema.json, by which editors complete scenarios, to `rapport schema`.

    schema_test.py PROGRAM LIBRARY               compares
    schema_test.py PROGRAM LIBRARY --refresh     rewrites the file
"""
import json
import subprocess
import sys
from pathlib import Path

program, library = sys.argv[1], Path(sys.argv[2])
kept = library / "rapport.schema.json"
printed = subprocess.run([program, "schema"], capture_output=True, text=True, check=True).stdout
json.loads(printed)
if "--refresh" in sys.argv:
    kept.write_text(printed)
elif kept.read_text() != printed:
    sys.exit(f"{kept} is not what `rapport schema` prints; refresh it with\n"
             f"  python3 {sys.argv[0]} {program} {library} --refresh")
