// Writes and reads a dataset description as an HDF5 file that opens as it is in netCDF-4 readers
// (xarray, ncdump, R ncdf4) and h5py: dimension scales, CF attributes, creation order.
//
// Format: netCDF-4 file format specification (Unidata, "NetCDF-4 Format"), CF conventions 1.10.
// Arrays above 4 kB are chunked, shuffled and deflated (level 1). The same content gives the same
// bytes. Not for two threads at once, unless HDF5 was built thread-safe.
#pragma once

#include <filesystem>
#include <string>

#include "sim/record/dataset.hpp"
#include "sim/record/whole_file.hpp"

namespace rapport {

/// Writes `root` to `path`, whole or not at all (see WholeFile). Needs memory for the compressed
/// file. The attribute `coordinates` is written from Variable::coordinate; _FillValue also becomes
/// the array's own fill value. Throws Contradiction (check_dataset), CannotCreate or IoError.
void write_trajectory(const std::filesystem::path& path, const Group& root, Overwrite overwrite);

/// Arrays of more bytes are packed: shuffled and deflated at this level.
inline constexpr std::size_t smallest_compressed = 4096;
inline constexpr int deflate_level = 1;

/// Bytes of the file that write_trajectory would write, besides its seal; makes it in memory.
std::uint64_t trajectory_size(const Group& root);

/// Reads back all that write_trajectory wrote, equal to it. Arrays and attributes of types that
/// Group does not have (others may add to a file) are passed over, as are arrays without dimension
/// scales. Throws NoInput (missing, unreadable) or IoError (not HDF5, cut off, damaged: any byte;
/// in a file that others have edited only what HDF5 itself notices).
Group read_trajectory(const std::filesystem::path& path);

/// Throws IoError when HDF5's dimension scales do not work, as happens in silence when a serial
/// and an MPI build of HDF5 meet in one process. write_trajectory asks this first.
void check_hdf5();

/// Of the HDF5 library in use: "1.10.8".
std::string hdf5_version();

}  // namespace rapport
