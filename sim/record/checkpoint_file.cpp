// Layout: /blocks/<name> (bytes), /attributes (texts), at the root `rapport_checkpoint` (format
// version), and behind all the seal (seal.hpp), without which nothing is read.
#include "sim/record/checkpoint_file.hpp"

#include <new>
#include <set>

#include "sim/core/error.hpp"
#include "sim/record/hdf5_handle.hpp"
#include "sim/record/seal.hpp"

namespace rapport {
namespace {

using hdf5::check;
using hdf5::Handle;

constexpr std::uint64_t format_version = 1;
constexpr const char* version_name = "rapport_checkpoint";

void write_number(hid_t object, const char* name, std::uint64_t number) {
  const Handle space = hdf5::scalar_space();
  const Handle attribute(
      H5Acreate2(object, name, H5T_STD_U64LE, space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
      std::string("cannot write ") + name);
  check(H5Awrite(attribute.id(), H5T_NATIVE_UINT64, &number), std::string("cannot write ") + name);
}

std::uint64_t read_number(hid_t object, const char* name) {
  const std::string what = std::string("cannot read ") + name;
  const Handle attribute(H5Aopen(object, name, H5P_DEFAULT), H5Aclose, what);
  std::uint64_t number = 0;
  check(H5Aread(attribute.id(), H5T_NATIVE_UINT64, &number), what);
  return number;
}

Handle create_group(hid_t parent, const char* name) {
  const Handle properties = hdf5::creation_properties(H5P_GROUP_CREATE);
  return {H5Gcreate2(parent, name, H5P_DEFAULT, properties.id(), H5P_DEFAULT), H5Gclose,
          std::string("cannot write group ") + name};
}

Handle open_group(hid_t parent, const char* name) {
  return {H5Gopen2(parent, name, H5P_DEFAULT), H5Gclose, std::string("there is no group ") + name};
}

void write_block(hid_t group, const Blob& blob) {
  const std::string what = "cannot write " + blob.name;
  const hsize_t size = blob.bytes.size();
  const Handle space = hdf5::simple_space({&size, 1});
  const Handle properties = hdf5::creation_properties(H5P_DATASET_CREATE);
  const Handle array(H5Dcreate2(group, blob.name.c_str(), H5T_STD_U8LE, space.id(), H5P_DEFAULT,
                                properties.id(), H5P_DEFAULT),
                     H5Dclose, what);
  if (size > 0) {
    check(H5Dwrite(array.id(), H5T_NATIVE_UINT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, blob.bytes.data()),
          what);
  }
}

Checkpoint::Block read_block(hid_t group, const std::string& name) {
  const std::string what = "block " + name + " is damaged";
  const Handle array(H5Dopen2(group, name.c_str(), H5P_DEFAULT), H5Dclose, what);
  const Handle space(H5Dget_space(array.id()), H5Sclose, what);
  const hssize_t size = H5Sget_simple_extent_npoints(space.id());
  check(size, what);
  Checkpoint::Block block{name, std::vector<std::byte>(static_cast<std::size_t>(size))};
  if (size > 0) {
    check(H5Dread(array.id(), H5T_NATIVE_UINT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, block.bytes.data()),
          what);
  }
  return block;
}

std::map<std::string, std::string> read_texts(hid_t group) {
  std::map<std::string, std::string> texts;
  for (const std::string& name : hdf5::attribute_names(group)) {
    const std::string what = "cannot read attribute " + name;
    const Handle attribute(H5Aopen(group, name.c_str(), H5P_DEFAULT), H5Aclose, what);
    const Handle type(H5Aget_type(attribute.id()), H5Tclose, what);
    texts[name] = hdf5::read_text(attribute, type);
  }
  return texts;
}

void check_names(std::span<const Blob> blobs) {
  std::set<std::string_view> seen;
  for (const Blob& blob : blobs) {
    RAPPORT_CHECK(!blob.name.empty() && blob.name != "." &&
                      blob.name.find('/') == std::string::npos &&
                      blob.name.find('\0') == std::string::npos,
                  "'" + blob.name + "' cannot name a block of a checkpoint");
    RAPPORT_CHECK(seen.insert(blob.name).second, "two blocks of the name " + blob.name);
  }
}

Checkpoint read_contents(const Handle& file) {
  if (H5Aexists(file.id(), version_name) <= 0) {
    throw hdf5::Failure("it is not a checkpoint of rapport");
  }
  const std::uint64_t version = read_number(file.id(), version_name);
  if (version != format_version) {
    throw hdf5::Failure("its checkpoint format is " + std::to_string(version) +
                        ", this program reads " + std::to_string(format_version));
  }
  Checkpoint checkpoint;
  const Handle group = open_group(file.id(), "blocks");
  for (const std::string& name : hdf5::link_names(group.id())) {
    checkpoint.blocks.push_back(read_block(group.id(), name));
  }
  checkpoint.attributes = read_texts(open_group(file.id(), "attributes").id());
  return checkpoint;
}

}  // namespace

std::span<const std::byte> Checkpoint::bytes(std::string_view name) const {
  for (const Block& block : blocks) {
    if (block.name == name) {
      return block.bytes;
    }
  }
  throw IoError("the checkpoint has no block " + std::string(name) +
                ": another version of rapport wrote it");
}

void write_checkpoint(const std::filesystem::path& path, std::span<const Blob> blobs,
                      const std::map<std::string, std::string>& attributes, Overwrite overwrite) {
  check_names(blobs);
  check_can_create(path, overwrite);
  const hdf5::Quiet quiet;
  try {
    const Handle file = hdf5::create_in_memory();
    const Handle blocks = create_group(file.id(), "blocks");
    const Handle texts = create_group(file.id(), "attributes");
    for (const Blob& blob : blobs) {
      write_block(blocks.id(), blob);
    }
    for (const auto& [name, text] : attributes) {
      RAPPORT_CHECK(!name.empty() && (name + text).find('\0') == std::string::npos,
                    "a checkpoint's attribute '" + name + "' is empty or has a zero byte");
      hdf5::write_text(texts.id(), name, text);
    }
    write_number(file.id(), version_name, format_version);
    write_sealed(path, hdf5::image_of(file), overwrite);
  } catch (const hdf5::Failure& failure) {
    throw IoError("cannot write " + path.string() + ": " + failure.what());
  }
}

Checkpoint read_checkpoint(const std::filesystem::path& path) {
  const hdf5::Quiet quiet;
  const Handle file = hdf5::open_to_read(path, hdf5::Seal::must_have);
  const std::string start = "cannot read " + path.string() + ": ";
  try {
    return read_contents(file);
  } catch (const hdf5::Failure& failure) {
    throw IoError(start + failure.what());
  } catch (const std::bad_alloc&) {
    throw IoError(start + "more memory is needed than there is, or the file is damaged");
  }
}

}  // namespace rapport
