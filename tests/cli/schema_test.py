"""Holds scenarios/rapport.schema.json, by which editors complete scenarios, to `rapport schema`; and
the shipped scenarios, strategies and templates to it.

    schema_test.py PROGRAM LIBRARY               compares; exit 77 without jsonschema
    schema_test.py PROGRAM LIBRARY --refresh     rewrites the file
"""
import datetime
import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

program, library = sys.argv[1], Path(sys.argv[2])
kept = library / "rapport.schema.json"


def printed(*command):
    return subprocess.run([program, *command], capture_output=True, text=True, check=True).stdout


def plain(value):
    """As editors see it: TOML's dates are JSON's words."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def faults(checker, text, strategy=False):
    document = plain(tomllib.loads(text))
    if strategy:  # a strategy in a file of its own is one of a scenario's [strategy.NAME]
        document = {"strategy": {"it": {**document.pop("strategy"), **document}}}
    return [f"{'.'.join(map(str, e.path))}: {e.message}" for e in checker.iter_errors(document)]


def template(*options):
    with tempfile.TemporaryDirectory(prefix="rapport_schema_") as folder:
        file = Path(folder) / "made.toml"
        printed("new", *options, file)
        return file.read_text()


def scenarios():
    """Each shipped scenario, strategy and template: name, text, whether it is a strategy."""
    for file in [path for folder in ("", "markets/", "cases/")
                 for path in sorted(library.glob(folder + "*.toml"))]:
        yield str(file), file.read_text(), False
    for file in sorted(library.glob("strategies/*.toml")):
        yield str(file), file.read_text(), True
    for line in printed("new", "--list").splitlines():
        market = line.split()[0]
        for more in ([], ["--all"]):
            yield f"new --market {market} {more}", template("--market", market, *more), False


schema = printed("schema")
json.loads(schema)
if "--refresh" in sys.argv:
    kept.write_text(schema)
    sys.exit()
if kept.read_text() != schema:
    sys.exit(f"{kept} is not what `rapport schema` prints; refresh it with\n"
             f"  python3 {sys.argv[0]} {program} {library} --refresh")
try:
    import jsonschema
except ImportError:
    print("jsonschema is missing: skipped")
    sys.exit(77)
jsonschema.Draft7Validator.check_schema(json.loads(schema))
validator = jsonschema.Draft7Validator(json.loads(schema))
found = [f"{name}: {fault}" for name, text, strategy in scenarios()
         for fault in faults(validator, text, strategy)]
for wrong in ("[run]\nweks = 3", "[run]\nweeks = 0", "[market]\ncurrency = 'pounds'",
              "[trust]\nhalf_life = 'long'", "[brand.ours]\nfocal = 3"):
    if not faults(validator, wrong):
        found.append(f"the schema allows {wrong!r}")
sys.exit("\n".join(found) or 0)
