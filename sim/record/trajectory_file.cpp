// The writing half: every dimension a scale, every variable attached to its scales, built in
// memory and then put on disk in one go.
#include "sim/record/trajectory_file.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <map>
#include <optional>
#include <type_traits>

#include "sim/core/error.hpp"
#include "sim/record/hdf5_handle.hpp"
#include "sim/record/seal.hpp"

namespace rapport {
namespace {

using hdf5::check;
using hdf5::Handle;

constexpr std::size_t largest_chunk = std::size_t{1} << 19;  // bytes; h5py caches 1 MiB an array
constexpr hsize_t chunk_of_nothing = 1024;                   // elements along an axis of length 0

struct ElementType {
  hid_t file;
  hid_t memory;
};

ElementType element_type(double) {
  return {H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE};
}
ElementType element_type(float) {
  return {H5T_IEEE_F32LE, H5T_NATIVE_FLOAT};
}
ElementType element_type(std::int64_t) {
  return {H5T_STD_I64LE, H5T_NATIVE_INT64};
}
ElementType element_type(std::int32_t) {
  return {H5T_STD_I32LE, H5T_NATIVE_INT32};
}
ElementType element_type(std::int16_t) {
  return {H5T_STD_I16LE, H5T_NATIVE_INT16};
}
ElementType element_type(std::int8_t) {
  return {H5T_STD_I8LE, H5T_NATIVE_INT8};
}

Handle label_type() {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "no text type");
  check(H5Tset_size(type.id(), H5T_VARIABLE), "no variable length");
  check(H5Tset_cset(type.id(), H5T_CSET_UTF8), "no UTF-8");
  return type;
}

// CF wants these in the type of the data that they speak of.
bool in_type_of_data(const std::string& name) {
  constexpr std::array names = {"_FillValue",  "missing_value", "valid_min", "valid_max",
                                "valid_range", "flag_values",   "flag_masks"};
  return std::ranges::find(names, name) != names.end();
}

void write_numbers(hid_t object, const std::string& name, hid_t file_type, hid_t memory_type,
                   const Handle& space, const void* numbers) {
  const std::string what = "cannot write attribute " + name;
  const Handle attribute(
      H5Acreate2(object, name.c_str(), file_type, space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
      what);
  check(H5Awrite(attribute.id(), memory_type, numbers), what);
}

void write_attribute(hid_t object, const Attribute& attribute, std::optional<hid_t> data_type) {
  const bool typed = data_type.has_value() && in_type_of_data(attribute.name);
  // netCDF wants _FillValue as an array of one; other single numbers stay scalars, which is how
  // the reader tells a number from a list of one.
  const hsize_t one = 1;
  const auto number = [&](auto value) {
    const ElementType type = element_type(value);
    const Handle space =
        attribute.name == "_FillValue" ? hdf5::simple_space({&one, 1}) : hdf5::scalar_space();
    write_numbers(object, attribute.name, typed ? *data_type : type.file, type.memory, space,
                  &value);
  };
  if (const auto* text = std::get_if<std::string>(&attribute.value)) {
    hdf5::write_text(object, attribute.name, *text);
  } else if (const auto* real = std::get_if<double>(&attribute.value)) {
    number(*real);
  } else if (const auto* whole = std::get_if<std::int64_t>(&attribute.value)) {
    number(*whole);
  } else {
    const auto& values = std::get<std::vector<double>>(attribute.value);
    const hsize_t count = values.size();
    write_numbers(object, attribute.name, typed ? *data_type : H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE,
                  hdf5::simple_space({&count, 1}), values.data());
  }
}

void write_attributes(hid_t object, std::span<const Attribute> attributes,
                      std::optional<hid_t> data_type = std::nullopt) {
  for (const Attribute& attribute : attributes) {
    write_attribute(object, attribute, data_type);
  }
}

std::vector<hsize_t> chunk_sizes(std::vector<hsize_t> sizes, std::size_t element_bytes) {
  std::ranges::replace(sizes, hsize_t{0}, chunk_of_nothing);
  const auto bytes = [&sizes, element_bytes] {
    hsize_t product = element_bytes;
    for (const hsize_t size : sizes) {
      product *= size;
    }
    return product;
  };
  while (bytes() > largest_chunk) {
    hsize_t& longest = *std::ranges::max_element(sizes);
    longest = (longest + 1) / 2;
  }
  return sizes;
}

struct Shape {
  std::vector<hsize_t> sizes;
  bool nothing() const { return std::ranges::find(sizes, hsize_t{0}) != sizes.end(); }
};

// netCDF knows no fixed dimension of length 0: that must be an unlimited one without records yet.
Handle space_of(const Shape& shape) {
  if (shape.sizes.empty()) {
    return hdf5::scalar_space();
  }
  std::vector<hsize_t> maximum = shape.sizes;
  std::ranges::replace(maximum, hsize_t{0}, hsize_t{H5S_UNLIMITED});
  return hdf5::simple_space(shape.sizes, maximum);
}

struct Layout {
  Shape shape;
  ElementType type{};
  std::size_t element_bytes = 0;
  bool compressible = false;
  const Attribute* fill_value = nullptr;
};

Handle array_properties(const Layout& layout) {
  Handle list = hdf5::creation_properties(H5P_DATASET_CREATE);
  hsize_t bytes = layout.element_bytes;
  for (const hsize_t size : layout.shape.sizes) {
    bytes *= size;
  }
  const bool compress = layout.compressible && bytes > smallest_compressed;
  if (!layout.shape.sizes.empty() && (compress || layout.shape.nothing())) {
    const auto chunk = chunk_sizes(layout.shape.sizes, layout.element_bytes);
    check(H5Pset_chunk(list.id(), static_cast<int>(chunk.size()), chunk.data()), "cannot chunk");
  }
  if (compress) {
    check(H5Pset_shuffle(list.id()), "cannot shuffle");
    check(H5Pset_deflate(list.id(), deflate_level), "cannot deflate (HDF5 built without zlib?)");
  }
  if (layout.fill_value != nullptr) {
    const auto* real = std::get_if<double>(&layout.fill_value->value);
    const void* value = real;
    if (real == nullptr) {
      value = &std::get<std::int64_t>(layout.fill_value->value);
    }
    check(
        H5Pset_fill_value(list.id(), real != nullptr ? H5T_NATIVE_DOUBLE : H5T_NATIVE_INT64, value),
        "cannot set the fill value");
  }
  return list;
}

Handle write_array(hid_t group, const std::string& name, const Layout& layout, const void* data) {
  const std::string what = "cannot write " + name;
  const Handle space = space_of(layout.shape);
  const Handle properties = array_properties(layout);
  Handle array(H5Dcreate2(group, name.c_str(), layout.type.file, space.id(), H5P_DEFAULT,
                          properties.id(), H5P_DEFAULT),
               H5Dclose, what);
  if (data != nullptr && !layout.shape.nothing()) {
    check(H5Dwrite(array.id(), layout.type.memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, data), what);
  }
  return array;
}

template <class T>
Handle write_values(hid_t group, const std::string& name, Shape shape, const std::vector<T>& values,
                    std::span<const Attribute> attributes) {
  if constexpr (std::is_same_v<T, std::string>) {
    std::vector<const char*> texts;
    texts.reserve(values.size());
    for (const std::string& value : values) {
      texts.push_back(value.c_str());
    }
    const Handle type = label_type();
    // Compressing would only squeeze the references to the texts.
    Handle array = write_array(
        group, name, {std::move(shape), {type.id(), type.id()}, sizeof(hvl_t), false, nullptr},
        static_cast<const void*>(texts.data()));
    write_attributes(array.id(), attributes);
    return array;
  } else {
    const ElementType type = element_type(T{});
    Handle array = write_array(
        group, name,
        {std::move(shape), type, sizeof(T), true, find_attribute(attributes, "_FillValue")},
        values.data());
    write_attributes(array.id(), attributes, type.file);
    return array;
  }
}

Handle write_length_only(hid_t group, const Dimension& dimension) {
  // netCDF's own marker: a scale without values, big-endian float by convention.
  return write_array(
      group, dimension.name,
      {{{dimension.size}}, {H5T_IEEE_F32BE, H5T_NATIVE_FLOAT}, sizeof(float), false, nullptr},
      nullptr);
}

std::string scale_name(const Dimension& dimension) {
  if (!std::holds_alternative<std::monostate>(dimension.values)) {
    return dimension.name;
  }
  std::array<char, 96> text{};
  const int length = std::snprintf(text.data(), text.size(),
                                   "This is a netCDF dimension but not a netCDF variable.%10llu",
                                   static_cast<unsigned long long>(dimension.size));
  return {text.data(), static_cast<std::size_t>(length)};
}

// Dimensions in sight while a group is written, kept open so that variables can attach to them.
struct Scales {
  const Scales* parent;
  std::map<std::string, std::pair<Handle, std::size_t>, std::less<>> own;

  const std::pair<Handle, std::size_t>& find(const std::string& name) const {
    const auto found = own.find(name);
    if (found != own.end()) {
      return found->second;
    }
    RAPPORT_CHECK(parent != nullptr, "check_dataset let an unknown dimension pass");
    return parent->find(name);
  }
};

void make_scale(const Handle& array, const std::string& name) {
  check(H5DSset_scale(array.id(), name.c_str()), "cannot make a dimension of " + name);
  if (H5DSis_scale(array.id()) <= 0) {
    throw IoError(
        "two builds of HDF5 (serial and MPI?) are mixed in this program: dimension "
        "scales get lost; build against one of them");
  }
}

class Writer {
 public:
  void write_group(hid_t id, const Group& group, const Scales* parent) {
    Scales scales{parent, {}};
    for (const Dimension& dimension : group.dimensions) {
      scales.own.try_emplace(dimension.name, write_dimension(id, dimension), dimension.size);
    }
    for (const Variable& variable : group.variables) {
      write_variable(id, group, variable, scales);
    }
    write_attributes(id, group.attributes);
    write_unused_coordinates(id, group);
    for (const Group& inner : group.groups) {
      const Handle properties = hdf5::creation_properties(H5P_GROUP_CREATE);
      const Handle created(
          H5Gcreate2(id, inner.name.c_str(), H5P_DEFAULT, properties.id(), H5P_DEFAULT), H5Gclose,
          "cannot write group " + inner.name);
      write_group(created.id(), inner, &scales);
    }
  }

 private:
  Handle write_dimension(hid_t group, const Dimension& dimension) {
    Handle array = std::visit(
        [&](const auto& values) {
          if constexpr (std::is_same_v<std::decay_t<decltype(values)>, std::monostate>) {
            return write_length_only(group, dimension);
          } else {
            return write_values(group, dimension.name, {{dimension.size}}, values,
                                dimension.attributes);
          }
        },
        dimension.values);
    make_scale(array, scale_name(dimension));
    write_numbers(array.id(), "_Netcdf4Dimid", H5T_STD_I32LE, H5T_NATIVE_INT, hdf5::scalar_space(),
                  &next_dimension_);
    ++next_dimension_;
    return array;
  }

  static void write_variable(hid_t group, const Group& siblings, const Variable& variable,
                             const Scales& scales) {
    Shape shape;
    for (const std::string& name : variable.dimensions) {
      shape.sizes.push_back(scales.find(name).second);
    }
    const Handle array = std::visit(
        [&](const auto& values) {
          return write_values(group, variable.name, shape, values, variable.attributes);
        },
        variable.data);
    for (unsigned axis = 0; axis < variable.dimensions.size(); ++axis) {
      check(H5DSattach_scale(array.id(), scales.find(variable.dimensions[axis]).first.id(), axis),
            "cannot attach " + variable.dimensions[axis] + " to " + variable.name);
    }
    std::string names;
    for (const Variable& other : siblings.variables) {
      if (labels(other, variable)) {
        names += (names.empty() ? "" : " ") + other.name;
      }
    }
    if (!names.empty()) {
      hdf5::write_text(array.id(), "coordinates", names);
    }
  }

  // xarray's convention: a coordinate that no variable names stands in the group's attribute.
  static void write_unused_coordinates(hid_t id, const Group& group) {
    std::string names;
    for (const Variable& coordinate : group.variables) {
      const bool used = std::ranges::any_of(
          group.variables, [&](const Variable& other) { return labels(coordinate, other); });
      if (coordinate.coordinate && !used) {
        names += (names.empty() ? "" : " ") + coordinate.name;
      }
    }
    if (!names.empty()) {
      hdf5::write_text(id, "coordinates", names);
    }
  }

  int next_dimension_ = 0;
};

}  // namespace

std::string hdf5_version() {
  unsigned major = 0;
  unsigned minor = 0;
  unsigned release = 0;
  H5get_libversion(&major, &minor, &release);
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(release);
}

void check_hdf5() {
  const hdf5::Quiet quiet;
  try {
    const Handle file = hdf5::create_in_memory();
    const Dimension dimension{"probe", std::vector<double>{0.0}, 1};
    const Handle array = write_values(file.id(), dimension.name, {{1}}, std::vector<double>{0.0},
                                      dimension.attributes);
    make_scale(array, dimension.name);
  } catch (const hdf5::Failure& failure) {
    throw IoError(std::string("HDF5 does not work here: ") + failure.what());
  }
}

std::uint64_t trajectory_size(const Group& root) {
  check_dataset(root);
  const hdf5::Quiet quiet;
  try {
    const Handle file = hdf5::create_in_memory();
    Writer().write_group(file.id(), root, nullptr);
    return hdf5::image_of(file).size();
  } catch (const hdf5::Failure& failure) {
    throw IoError(std::string("cannot make the file in memory: ") + failure.what());
  }
}

void write_trajectory(const std::filesystem::path& path, const Group& root, Overwrite overwrite) {
  check_dataset(root);
  check_can_create(path, overwrite);
  check_hdf5();
  const hdf5::Quiet quiet;
  try {
    const Handle file = hdf5::create_in_memory();
    Writer().write_group(file.id(), root, nullptr);
    write_sealed(path, hdf5::image_of(file), overwrite);
  } catch (const hdf5::Failure& failure) {
    throw IoError("cannot write " + path.string() + ": " + failure.what());
  }
}

}  // namespace rapport
