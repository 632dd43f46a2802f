// The few calls of HDF5's C interface that writing and reading need.
#include "sim/record/hdf5_handle.hpp"

#include <cstring>
#include <system_error>

#include "sim/core/error.hpp"
#include "sim/record/seal.hpp"
#include "sim/record/whole_file.hpp"

namespace rapport::hdf5 {
namespace {

herr_t keep_first(unsigned position, const H5E_error2_t* error, void* text) {
  if (position == 0 && error->desc != nullptr) {
    *static_cast<std::string*>(text) = error->desc;
  }
  return 0;
}

}  // namespace

Quiet::Quiet() {
  // On exit HDF5 1.10 stumbles over damaged files that it could not close ("infinite loop closing
  // library"). It has nothing to save: what we write with it is in memory.
  H5dont_atexit();
  H5Eget_auto2(H5E_DEFAULT, &function_, &data_);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

Quiet::~Quiet() {
  H5Eset_auto2(H5E_DEFAULT, function_, data_);
}

void check(std::int64_t status, const std::string& what) {
  if (status >= 0) {
    return;
  }
  std::string deepest;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &deepest);
  throw Failure(what + (deepest.empty() ? "" : " (HDF5: " + deepest + ")"));
}

Handle scalar_space() {
  return {H5Screate(H5S_SCALAR), H5Sclose, "no scalar space"};
}

Handle simple_space(std::span<const hsize_t> sizes, std::span<const hsize_t> maximum) {
  return {H5Screate_simple(static_cast<int>(sizes.size()), sizes.data(),
                           maximum.empty() ? nullptr : maximum.data()),
          H5Sclose, "no data space"};
}

Handle creation_properties(hid_t kind) {
  constexpr unsigned tracked = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  Handle list(H5Pcreate(kind), H5Pclose, "no creation properties");
  check(H5Pset_attr_creation_order(list.id(), tracked), "cannot track attributes");
  if (kind != H5P_DATASET_CREATE) {
    check(H5Pset_link_creation_order(list.id(), tracked), "cannot track links");
  }
  check(H5Pset_obj_track_times(list.id(), false), "cannot leave out time stamps");
  return list;
}

Handle create_in_memory() {
  constexpr std::size_t growth = std::size_t{4} << 20;
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "no access properties");
  check(H5Pset_fapl_core(access.id(), growth, false), "no file in memory");
  check(H5Pset_libver_bounds(access.id(), H5F_LIBVER_V18, H5F_LIBVER_V18), "no format bounds");
  const Handle creation = creation_properties(H5P_FILE_CREATE);
  return {H5Fcreate("in memory", H5F_ACC_TRUNC, creation.id(), access.id()), H5Fclose,
          "cannot create a file in memory"};
}

std::span<const std::byte> image_of(const Handle& file) {
  check(H5Fflush(file.id(), H5F_SCOPE_GLOBAL), "cannot complete the file in memory");
  // H5Fget_file_image would copy; the memory driver hands out its own buffer instead.
  const ssize_t size = H5Fget_file_image(file.id(), nullptr, 0);
  check(size, "cannot tell the size of the file in memory");
  void** memory = nullptr;
  check(H5Fget_vfd_handle(file.id(), H5P_DEFAULT, reinterpret_cast<void**>(&memory)),
        "cannot reach the file in memory");
  return {static_cast<const std::byte*>(*memory), static_cast<std::size_t>(size)};
}

Handle open_to_read(const std::filesystem::path& path) {
  check_readable(path);
  if (seal_holds(path) == false) {
    throw IoError("cannot read " + path.string() + ": damaged (its checksum does not match)");
  }
  if (H5Fis_hdf5(path.c_str()) <= 0) {
    std::error_code error;
    const bool empty = std::filesystem::file_size(path, error) == 0 && !error;
    throw IoError(path.string() + (empty ? " is empty" : " is not an HDF5 file") +
                  ": `rapport run` writes such files");
  }
  try {
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "no access properties");
    // HDF5 loses track of objects that it fails to open; they must not keep a damaged file open.
    check(H5Pset_fclose_degree(access.id(), H5F_CLOSE_STRONG), "no access properties");
    return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), H5Fclose, "damaged or cut off"};
  } catch (const Failure& failure) {
    throw IoError("cannot read " + path.string() + ": " + failure.what());
  }
}

void write_text(hid_t object, const std::string& name, const std::string& text) {
  const Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "no text type");
  check(H5Tset_size(type.id(), text.size() + 1), "no text size");
  check(H5Tset_strpad(type.id(), H5T_STR_NULLTERM), "no text end");
  check(H5Tset_cset(type.id(), H5T_CSET_UTF8), "no UTF-8");
  const Handle space = scalar_space();
  const std::string what = "cannot write attribute " + name;
  const Handle attribute(
      H5Acreate2(object, name.c_str(), type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
      what);
  check(H5Awrite(attribute.id(), type.id(), text.c_str()), what);
}

std::vector<std::string> attribute_names(hid_t object) {
  const int count = H5Aget_num_attrs(object);  // the variant that 1.10 and 2.x share
  check(count, "cannot count attributes");
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) {
    const auto index = static_cast<hsize_t>(i);
    hid_t id = H5Aopen_by_idx(object, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, index, H5P_DEFAULT,
                              H5P_DEFAULT);
    if (id < 0) {
      id = H5Aopen_by_idx(object, ".", H5_INDEX_NAME, H5_ITER_INC, index, H5P_DEFAULT, H5P_DEFAULT);
    }
    const Handle attribute(id, H5Aclose, "cannot open an attribute");
    const ssize_t length = H5Aget_name(id, 0, nullptr);
    check(length, "cannot read an attribute's name");
    std::string name(static_cast<std::size_t>(length), '\0');
    check(H5Aget_name(id, name.size() + 1, name.data()), "cannot read an attribute's name");
    names.push_back(std::move(name));
  }
  return names;
}

std::vector<std::string> link_names(hid_t group) {
  H5G_info_t info;
  check(H5Gget_info(group, &info), "cannot list a group");
  std::vector<std::string> names;
  for (hsize_t i = 0; i < info.nlinks; ++i) {
    H5_index_t order = H5_INDEX_CRT_ORDER;
    ssize_t length = H5Lget_name_by_idx(group, ".", order, H5_ITER_INC, i, nullptr, 0, H5P_DEFAULT);
    if (length < 0) {
      order = H5_INDEX_NAME;
      length = H5Lget_name_by_idx(group, ".", order, H5_ITER_INC, i, nullptr, 0, H5P_DEFAULT);
    }
    check(length, "cannot list a group");
    std::string name(static_cast<std::size_t>(length), '\0');
    check(H5Lget_name_by_idx(group, ".", order, H5_ITER_INC, i, name.data(), name.size() + 1,
                             H5P_DEFAULT),
          "cannot list a group");
    names.push_back(std::move(name));
  }
  return names;
}

std::string read_text(const Handle& attribute, const Handle& type) {
  const Handle memory(H5Tcopy(type.id()), H5Tclose, "no text type");
  if (H5Tis_variable_str(type.id()) > 0) {
    char* text = nullptr;
    check(H5Aread(attribute.id(), memory.id(), static_cast<void*>(&text)),
          "cannot read a text attribute");
    const std::string copy = text == nullptr ? "" : text;
    H5free_memory(text);
    return copy;
  }
  std::string text(H5Tget_size(type.id()), '\0');
  check(H5Aread(attribute.id(), memory.id(), text.data()), "cannot read a text attribute");
  text.resize(::strnlen(text.data(), text.size()));
  return text;
}

}  // namespace rapport::hdf5
