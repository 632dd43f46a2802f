"""What does each strategy come to, and how sure is the difference? With xarray.

    python3 read_with_python.py study.h5
"""
import sys

import xarray

file = sys.argv[1]
study = xarray.open_dataset(file)
totals = xarray.open_dataset(file, group="totals")
differences = xarray.open_dataset(file, group="differences")

# groups take the names on their axes from the root
totals = totals.assign_coords(strategy=study.strategy, brand=study.brand)
ours = totals.sel(brand=study.attrs["focal_brand"])  # strategy x replicate
means = ours.mean("replicate")

for comparison in differences.comparison.values:
    second, first = comparison.split(" - ")
    print(f"{second} less {first}, {study.attrs['focal_brand']}, {study.sizes['time']} weeks, "
          f"{study.sizes['replicate']} replicates")
    print(f"{'':24}{first:>16}{second:>16}{'difference':>16}{'95 % interval':>28}")
    for name in ("profit", "units_sold", "relationships", "questions_answered", "followers"):
        if name not in totals:  # a mechanism that is switched off measures nothing
            continue
        found = differences.sel(comparison=comparison, measure=name)
        interval = f"{found.low.item():,.2f} to {found.high.item():,.2f}"
        print(f"{name:24}{means[name].sel(strategy=first).item():16,.2f}"
              f"{means[name].sel(strategy=second).item():16,.2f}"
              f"{found['mean'].item():16,.2f}{interval:>28}")
