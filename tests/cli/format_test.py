"""Holds sim/record/FORMAT.md to the file that `rapport run` writes: every variable of the file
stands in its tables with type, dimensions, units and meaning, and nothing else does.

    format_test.py PROGRAM LIBRARY FORMAT.md             compares; exit 77 without h5py
    format_test.py PROGRAM LIBRARY FORMAT.md --refresh   rewrites the tables
"""
import importlib.util
import re
import sys
from pathlib import Path

from program import Program

try:
    import h5py
except ImportError:
    print("h5py is missing: skipped")
    sys.exit(77)

BEGIN, END = "<!-- variables -->", "<!-- end of variables -->"
HEAD = "| path | type | dimensions | units | meaning |\n| --- | --- | --- | --- | --- |\n"
CURRENCY = "XTS"  # the tiny scenario's; the tables say `currency`
ORDER = ["", "totals", "by_segment", "differences", "panel", "events", "digests", "parameters"]
SEGMENTS = ["--set", "segment.young.share=0.25", "--set", "segment.old.share=0.75"]
BY_SEGMENT = "strategy, replicate, brand, segment, time"


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def type_of(variable):
    if h5py.check_string_dtype(variable.dtype):
        return "string"
    return variable.dtype.name


def dimensions_of(variable):
    if variable.attrs.get("CLASS") == b"DIMENSION_SCALE":
        return variable.name.rsplit("/", 1)[-1]
    names = []
    for dimension in variable.dims:
        scales = dimension.values()
        names.append(scales[0].name.rsplit("/", 1)[-1] if scales else "?")
    return ", ".join(names)


def meaning_of(variable):
    parts = [text(variable.attrs.get("long_name", "-"))]
    ladder = variable.attrs.get("ladder")
    ratio = variable.attrs.get("ratio_of")
    bins = text(variable.attrs.get("quantile_of", "")).split()
    method = variable.attrs.get("cell_methods")
    if ladder is not None:
        parts.append(text(ladder) + " ladder")
    if ratio is not None:
        parts.append("= " + text(ratio))
    if bins:
        share = variable.attrs["quantile"]
        parts.append(f"= quantile {share:g} of {bins[0]} ... {bins[-1]}")
    if method is not None:
        parts.append({"time: sum": "sum over the week", "time: point": "at the week's end"}[text(method)])
    return "; ".join(parts)


def units_of(variable):
    unit = text(variable.attrs.get("units", "-"))
    if unit.startswith("days since "):
        unit = "days since START 00:00:00"
    return unit.replace(CURRENCY, "currency")


def row_of(variable):
    return "| " + " | ".join([variable.name.lstrip("/"), type_of(variable), dimensions_of(variable),
                              units_of(variable), meaning_of(variable)]) + " |"


def rows_of_file(path):
    """Rows by group, in the order of the file's creation."""
    groups = {}
    with h5py.File(path, "r") as file:
        def visit(group, name):
            for key in group:
                item = group[key]
                if isinstance(item, h5py.Group):
                    visit(item, key)
                elif not text(item.attrs.get("NAME", "")).startswith("This is a netCDF dimension"):
                    groups.setdefault(name, []).append(row_of(item))
        visit(file, "")
    return groups


def take_series_by_segment(program, found):
    """Those of segments are the root's once more: as FORMAT.md says it, without a table."""
    series = {row.split(" | ")[0].lstrip("| "): row.split(" | ")[3:] for row in found[""]}
    own = []
    for row in found["by_segment"]:
        path, _, dimensions, *rest = row.split(" | ")
        name = path.lstrip("| ").removeprefix("by_segment/")
        if dimensions == BY_SEGMENT:
            program.expect(series.get(name) == rest, f"by_segment/{name} is what {name} is", row)
        else:
            own.append(row)
    program.expect(len(own) < len(found["by_segment"]), "there are series by segment")
    found["by_segment"] = own


def opens_with_xarray(program, study, groups):
    """Every group of a real file opens as it is in both engines, with h5py's numbers."""
    try:
        import xarray
    except ImportError:
        return
    engines = [name for name, module in (("netcdf4", "netCDF4"), ("h5netcdf", "h5netcdf"))
               if importlib.util.find_spec(module)]
    with h5py.File(study, "r") as file:
        for engine in engines:
            for group in groups:
                with xarray.open_dataset(study, group=group or None, engine=engine) as data:
                    program.expect(len(data.variables) > 0, f"{engine} finds variables in '{group}'")
                    for name in ("revenue", "units_sold", "trust"):
                        if name in data:
                            same = (data[name].values == file[f"{group}/{name}"][()]).all()
                            program.expect(same, f"{engine} reads {group}/{name} as h5py does")


def main():
    program = Program(sys.argv[1], sys.argv[2])
    page = Path(sys.argv[3])
    study = program.folder / "tiny.h5"
    run = program("run", program.tiny(), "-o", study, "--quiet", *SEGMENTS)
    if run.code != 0:
        program.expect(False, "the tiny scenario runs", run)
        program.finish()
    found = rows_of_file(study)
    program.expect(sorted(found) == sorted(ORDER), f"the groups are {ORDER}", sorted(found))
    opens_with_xarray(program, study, ORDER)
    take_series_by_segment(program, found)
    parts = re.split(f"({re.escape(BEGIN)}.*?{re.escape(END)})", page.read_text(), flags=re.S)
    tables = parts[1::2]
    if "--refresh" in sys.argv:
        for i, name in enumerate(ORDER):
            parts[1 + 2 * i] = f"{BEGIN}\n\n{HEAD}" + "\n".join(found[name]) + f"\n\n{END}"
        page.write_text("".join(parts))
        return
    program.expect(len(tables) == len(ORDER), f"one table a group in {page}", f"{len(tables)} tables")
    said = [line for table in tables for line in table.splitlines()
            if line.startswith("| ") and not line.startswith(("| path ", "| --- "))]
    real = [row for name in ORDER for row in found.get(name, [])]
    for row in sorted(set(real) - set(said)):
        program.expect(False, f"in the file, not in {page.name}:", row)
    for row in sorted(set(said) - set(real)):
        program.expect(False, f"in {page.name}, not in the file:", row)
    program.expect(len(said) == len(set(said)), "no row stands twice")
    if program.failures:
        print("refresh: " + " ".join([sys.executable, *sys.argv]) + " --refresh")
    program.finish()


main()
