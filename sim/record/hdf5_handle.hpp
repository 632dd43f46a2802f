// HDF5 objects that close themselves and HDF5 errors as exceptions. Private to this folder: no
// public header includes it, so nobody else needs HDF5's headers.
#pragma once

#include <hdf5.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace rapport::hdf5 {

/// HDF5 said no; what() holds our words and its deepest message. Becomes IoError at the surface.
class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// While it lives HDF5 prints nothing on this thread.
class Quiet {
 public:
  Quiet();
  ~Quiet();
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;

 private:
  H5E_auto2_t function_ = nullptr;
  void* data_ = nullptr;
};

/// Throws Failure(what + HDF5's message) if `status` is negative, as HDF5 marks failure.
void check(std::int64_t status, const std::string& what);

/// Owns one HDF5 identifier.
class Handle {
 public:
  using Closer = herr_t (*)(hid_t);
  /// Throws Failure if `id` is negative.
  Handle(hid_t id, Closer closer, const std::string& what) : id_(id), closer_(closer) {
    check(id, what);
  }
  Handle(Handle&& other) noexcept
      : id_(std::exchange(other.id_, H5I_INVALID_HID)), closer_(other.closer_) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(closer_, other.closer_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (id_ >= 0) {
      closer_(id_);
    }
  }
  hid_t id() const { return id_; }

 private:
  hid_t id_;
  Closer closer_;
};

Handle scalar_space();
Handle simple_space(std::span<const hsize_t> sizes, std::span<const hsize_t> maximum = {});

/// Creation properties with creation order tracked (netCDF-4 asks for it) and no time stamps (same
/// content, same bytes). `kind` = H5P_FILE_CREATE, H5P_GROUP_CREATE or H5P_DATASET_CREATE.
Handle creation_properties(hid_t kind);

/// An HDF5 file in memory: written to disk by our own code, because HDF5 1.10 cannot close a file
/// properly once the disk is full. Format bounds 1.8, which netCDF 4 reads.
Handle create_in_memory();

/// The finished bytes of such a file (it stays open and owns them). Flushes first.
std::span<const std::byte> image_of(const Handle& file);

/// The file may lack its seal (others have edited it). Throws NoInput (missing, unreadable, a
/// folder) or IoError (not HDF5, cut off, damaged).
Handle open_to_read(const std::filesystem::path& path);

/// A scalar text attribute, fixed length, UTF-8.
void write_text(hid_t object, const std::string& name, const std::string& text);

/// Attribute or link names in creation order (by name where the order was not tracked).
std::vector<std::string> attribute_names(hid_t object);
std::vector<std::string> link_names(hid_t group);

/// Any scalar text attribute, of fixed or variable length.
std::string read_text(const Handle& attribute, const Handle& type);

}  // namespace rapport::hdf5
