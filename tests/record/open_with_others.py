"""Opens the example file as analysts will: xarray (two engines), h5py, ncdump. One reader a call.

usage: open_with_others.py READER WRITE_EXAMPLE FILE      exit 77 = the reader is not installed
"""
import shutil
import subprocess
import sys

reader, writer, path = sys.argv[1:]
SKIP = 77
NOTES = ["", 'too late, "again"', "żółw", "a\nb", "x"]
REVENUE = [[1000.1 + 10 * t + s for s in range(2)] for t in range(3)]


def need(name):
    try:
        return __import__(name)
    except ImportError:
        print(name, "is not installed")
        sys.exit(SKIP)


def equal(got, expected, what):
    got = got.tolist() if hasattr(got, "tolist") else got
    if got != expected:
        sys.exit(f"{what}: got {got!r}, expected {expected!r}")


def with_xarray(engine):
    xarray = need("xarray")
    need({"netcdf4": "netCDF4"}.get(engine, engine))
    with xarray.open_dataset(path, engine=engine) as ds:
        equal(dict(ds.sizes), {"time": 3, "strategy": 2, "platform": 2, "replicate": 4}, "sizes")
        equal(ds.revenue.dims, ("time", "strategy"), "dims")
        equal(ds.revenue.values, REVENUE, "revenue")
        equal(ds.revenue.sel(strategy="lives", time="2026-01-12").item(), REVENUE[1][1], "sel")
        equal(ds.time.dt.strftime("%Y-%m-%d").values,
              ["2026-01-05", "2026-01-12", "2026-01-19"], "time")
        equal("week" in ds.coords and "week" in ds.revenue.coords, True, "week is a coordinate")
        equal("staff_role" in ds.coords, True, "staff_role is a coordinate")
        equal(ds.week.values, [1, 2, 3], "week")
        equal(list(ds.platform.values), ["Książka", "Chirp"], "platform")
        equal(ds.staff.values, [3.0, -5.0], "staff")
        equal(ds.founded.item(), 1987, "founded")
        equal(str(ds.trust.dtype), "float32", "type of trust")
        equal(ds.revenue.attrs["units"], "EUR week-1", "units")
        equal(ds.attrs["scenario"], "#" * 200_000 + "\nż = 1\n", "scenario")
        equal(ds.attrs["institution"], "", "institution")
        equal(int(ds.attrs["seed"]), 1 << 60, "seed")
        equal(float(ds.attrs["share"]), 0.1, "share")
        table = ds.revenue.to_dataframe().reset_index()
        equal(len(table), 6, "rows of the table")
    with xarray.open_dataset(path, engine=engine, group="events") as events:
        equal(dict(events.sizes), {"event": 5}, "events")
        equal(list(events.coords), [], "event has no coordinate")
        equal(events.customer.values, [7, 0, 7, 2000000000, 3], "customer")
        equal(events.amount_cents.values, [450, -450, 0, 9007199254740991, 12], "amount_cents")
        equal(list(events.note.values), NOTES, "note")
        equal([str(events[v].dtype) for v in ("kind", "amount_cents")], ["int8", "int64"], "types")
        equal(str(events.kind.attrs["flag_values"].dtype), "int8", "type of flag_values")
        equal(len(events.to_dataframe()), 5, "rows of events")
    with xarray.open_dataset(path, engine=engine, group="crises") as crises:
        equal(crises.day.values, [], "no crises")
        equal(crises.by_strategy.shape, (0, 2), "no crises by strategy")


def with_h5py():
    h5py = need("h5py")
    with h5py.File(path, "r") as f:
        equal(list(f["events"]), ["event", "customer", "day", "amount_cents", "kind", "note"], "order")
        equal(f["revenue"][()], REVENUE, "revenue")
        equal([d[0].name for d in f["revenue"].dims], ["/time", "/strategy"], "scales")
        equal(f["revenue"].fillvalue, -1e300, "fill value of the array")
        equal(f["revenue"].attrs["_FillValue"].shape, (1,), "_FillValue")
        equal(f["staff"].attrs["_FillValue"].dtype.str, "<i2", "type of _FillValue")
        equal([d.decode() for d in f["platform"]], ["Książka", "Chirp"], "platform")
        equal([n.decode() for n in f["events/note"]], NOTES, "note")
        equal(f.attrs["title"].decode(), "A shop that exists and one that lives", "title")


def with_netcdf4_append():
    netcdf = need("netCDF4")
    copy = path + ".appended.h5"
    shutil.copy(path, copy)
    with netcdf.Dataset(copy, "a") as ds:
        ds.setncattr("note", "an analyst was here")
        ds.createVariable("extra", "f8", ("time",))[:] = [1, 2, 3]
    with netcdf.Dataset(copy) as ds:
        equal(ds["extra"][:], [1.0, 2.0, 3.0], "extra")
        equal(ds["revenue"][:], REVENUE, "revenue")


def with_ncdump():
    if shutil.which("ncdump") is None:
        sys.exit(SKIP)
    done = subprocess.run(["ncdump", path], capture_output=True, text=True, check=False)
    equal(done.returncode, 0, "ncdump: " + done.stderr)
    for line in ("\ttime = 3 ;", "double revenue(time, strategy) ;", "string platform(platform) ;",
                 "\tevent = 5 ;", "byte kind(event) ;", "int founded ;", "crisis = UNLIMITED ;",
                 'revenue:coordinates = "week staff_role" ;', "staff:_FillValue = -9999s ;"):
        equal(line in done.stdout, True, "ncdump shows " + line)


subprocess.run([writer, path], check=True)
{"netcdf4": lambda: with_xarray("netcdf4"), "h5netcdf": lambda: with_xarray("h5netcdf"),
 "h5py": with_h5py, "append": with_netcdf4_append, "ncdump": with_ncdump}[reader]()
print(reader, "reads it")
