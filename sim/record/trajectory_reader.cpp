// The reading half: scales become dimensions, arrays with scales variables, the rest is passed
// over.
#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <new>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <type_traits>

#include "sim/core/error.hpp"
#include "sim/record/hdf5_handle.hpp"
#include "sim/record/trajectory_file.hpp"

namespace rapport {
namespace {

using hdf5::check;
using hdf5::Handle;

bool written_by_the_format(const std::string& name) {
  constexpr std::array names = {"CLASS",          "NAME",          "DIMENSION_LIST",
                                "REFERENCE_LIST", "_Netcdf4Dimid", "_Netcdf4Coordinates",
                                "_NCProperties",  "_nc3_strict",   "DIMENSION_LABELS"};
  return std::ranges::find(names, name) != names.end();
}

template <class T>
T read_number(const Handle& attribute, hid_t type) {
  T value{};
  check(H5Aread(attribute.id(), type, &value), "cannot read an attribute");
  return value;
}

// Nothing where the attribute has a type that Attribute does not have.
std::optional<Attribute> read_attribute(hid_t object, const std::string& name) {
  const std::string what = "cannot read attribute " + name;
  const Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, what);
  const Handle type(H5Aget_type(attribute.id()), H5Tclose, what);
  const Handle space(H5Aget_space(attribute.id()), H5Sclose, what);
  const H5T_class_t kind = H5Tget_class(type.id());
  const H5S_class_t extent = H5Sget_simple_extent_type(space.id());
  const bool single = extent == H5S_SCALAR || name == "_FillValue";
  const hssize_t count = H5Sget_simple_extent_npoints(space.id());
  if (count < 1 || (single && count != 1)) {
    return std::nullopt;
  }
  if (kind == H5T_STRING && count == 1) {
    return Attribute{name, hdf5::read_text(attribute, type)};
  }
  if (kind == H5T_INTEGER && single) {
    return Attribute{name, read_number<std::int64_t>(attribute, H5T_NATIVE_INT64)};
  }
  if (kind == H5T_FLOAT && single) {
    return Attribute{name, read_number<double>(attribute, H5T_NATIVE_DOUBLE)};
  }
  if (kind == H5T_INTEGER || kind == H5T_FLOAT) {
    std::vector<double> values(static_cast<std::size_t>(count));
    check(H5Aread(attribute.id(), H5T_NATIVE_DOUBLE, values.data()), what);
    return Attribute{name, std::move(values)};
  }
  return std::nullopt;
}

struct Remarks {
  std::vector<Attribute> attributes;
  std::vector<std::string> coordinates;  // names in the attribute `coordinates`
};

Remarks read_attributes(hid_t object) {
  Remarks remarks;
  for (const std::string& name : hdf5::attribute_names(object)) {
    if (written_by_the_format(name)) {
      continue;
    }
    std::optional<Attribute> attribute = read_attribute(object, name);
    if (!attribute) {
      continue;
    }
    const auto* text = std::get_if<std::string>(&attribute->value);
    if (name == "coordinates" && text != nullptr) {
      std::istringstream words(*text);
      for (std::string word; words >> word;) {
        remarks.coordinates.push_back(word);
      }
    } else {
      remarks.attributes.push_back(std::move(*attribute));
    }
  }
  return remarks;
}

std::vector<hsize_t> sizes_of(const Handle& array) {
  const Handle space(H5Dget_space(array.id()), H5Sclose, "cannot read a shape");
  const int rank = H5Sget_simple_extent_ndims(space.id());
  check(rank, "cannot read a shape");
  std::vector<hsize_t> sizes(static_cast<std::size_t>(rank));
  check(H5Sget_simple_extent_dims(space.id(), sizes.data(), nullptr), "cannot read a shape");
  return sizes;
}

std::size_t product(const std::vector<hsize_t>& sizes) {
  std::size_t count = 1;
  for (const hsize_t size : sizes) {
    if (size != 0 && count > SIZE_MAX / sizeof(double) / size) {
      throw hdf5::Failure("an array of impossible size");
    }
    count *= size;
  }
  return count;
}

template <class T>
std::vector<T> read_numbers(const Handle& array, hid_t type, std::size_t count) {
  std::vector<T> values(count);
  if (count > 0) {
    check(H5Dread(array.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
          "an array is damaged");
  }
  return values;
}

std::vector<std::string> read_texts(const Handle& array, const Handle& type, std::size_t count) {
  std::vector<char*> pointers(count, nullptr);
  if (count > 0) {
    check(H5Dread(array.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT,
                  static_cast<void*>(pointers.data())),
          "a list of texts is damaged");
  }
  std::vector<std::string> texts;
  texts.reserve(count);
  for (char* pointer : pointers) {
    texts.emplace_back(pointer == nullptr ? "" : pointer);
    H5free_memory(pointer);
  }
  return texts;
}

// Nothing for types that Variable does not have.
std::optional<Variable::Data> read_data(const Handle& array, std::size_t count) {
  const Handle type(H5Dget_type(array.id()), H5Tclose, "cannot read a type");
  const std::size_t bytes = H5Tget_size(type.id());
  switch (H5Tget_class(type.id())) {
    case H5T_STRING:
      if (H5Tis_variable_str(type.id()) > 0) {
        return read_texts(array, type, count);
      }
      return std::nullopt;
    case H5T_FLOAT:
      if (bytes <= sizeof(float)) {
        return read_numbers<float>(array, H5T_NATIVE_FLOAT, count);
      }
      return read_numbers<double>(array, H5T_NATIVE_DOUBLE, count);
    case H5T_INTEGER: {
      // An unsigned number needs the next wider signed type.
      const std::size_t width = H5Tget_sign(type.id()) == H5T_SGN_NONE ? 2 * bytes : bytes;
      if (width == 1) {
        return read_numbers<std::int8_t>(array, H5T_NATIVE_INT8, count);
      }
      if (width == 2) {
        return read_numbers<std::int16_t>(array, H5T_NATIVE_INT16, count);
      }
      if (width == 4) {
        return read_numbers<std::int32_t>(array, H5T_NATIVE_INT32, count);
      }
      return read_numbers<std::int64_t>(array, H5T_NATIVE_INT64, count);
    }
    default:
      return std::nullopt;
  }
}

std::string scale_name(const Handle& scale) {
  const ssize_t length = H5DSget_scale_name(scale.id(), nullptr, 0);
  check(length, "cannot read a dimension's name");
  std::vector<char> name(static_cast<std::size_t>(length) + 1, '\0');
  check(H5DSget_scale_name(scale.id(), name.data(), name.size()), "cannot read a dimension's name");
  return name.data();
}

std::optional<Dimension> read_dimension(const Handle& array, const std::string& name) {
  const std::vector<hsize_t> sizes = sizes_of(array);
  if (sizes.size() != 1) {
    return std::nullopt;
  }
  Dimension dimension{name, std::monostate{}, product(sizes)};
  if (scale_name(array).starts_with("This is a netCDF dimension but not a netCDF variable")) {
    return dimension;
  }
  std::optional<Variable::Data> data = read_data(array, dimension.size);
  dimension.attributes = read_attributes(array.id()).attributes;
  if (!data) {
    return dimension;
  }
  dimension.values = std::visit(
      [](auto& values) -> Dimension::Values {
        using Element = typename std::decay_t<decltype(values)>::value_type;
        if constexpr (std::is_same_v<Element, std::string>) {
          return std::move(values);
        } else if constexpr (std::is_floating_point_v<Element>) {
          return std::vector<double>(values.begin(), values.end());
        } else {
          return std::vector<std::int64_t>(values.begin(), values.end());
        }
      },
      *data);
  return dimension;
}

herr_t keep_scale_name(hid_t, unsigned, hid_t scale, void* name) {
  const ssize_t length = H5Iget_name(scale, nullptr, 0);
  if (length <= 0) {
    return -1;
  }
  std::vector<char> path(static_cast<std::size_t>(length) + 1, '\0');
  if (H5Iget_name(scale, path.data(), path.size()) < 0) {
    return -1;
  }
  const std::string_view text = path.data();
  *static_cast<std::string*>(name) = text.substr(text.rfind('/') + 1);
  return 1;
}

// Nothing when an axis has no scale.
std::optional<std::vector<std::string>> dimension_names(const Handle& array, std::size_t rank) {
  std::vector<std::string> names(rank);
  for (unsigned axis = 0; axis < rank; ++axis) {
    const int attached = H5DSget_num_scales(array.id(), axis);
    check(attached, "cannot read the dimensions of an array");
    if (attached == 0) {
      return std::nullopt;
    }
    check(H5DSiterate_scales(array.id(), axis, nullptr, keep_scale_name, &names[axis]),
          "cannot read the dimensions of an array");
  }
  return names;
}

Group read_group(hid_t id, const std::string& name);

void read_array(const Handle& array, const std::string& name, Group& group,
                std::vector<std::string>& coordinates) {
  if (H5DSis_scale(array.id()) > 0) {
    if (std::optional<Dimension> dimension = read_dimension(array, name)) {
      group.dimensions.push_back(std::move(*dimension));
    }
    return;
  }
  const std::vector<hsize_t> sizes = sizes_of(array);
  auto dimensions = dimension_names(array, sizes.size());
  if (!dimensions) {
    return;
  }
  std::optional<Variable::Data> data = read_data(array, product(sizes));
  if (!data) {
    return;
  }
  Remarks remarks = read_attributes(array.id());
  coordinates.insert(coordinates.end(), remarks.coordinates.begin(), remarks.coordinates.end());
  group.variables.push_back(
      {name, std::move(*dimensions), std::move(*data), std::move(remarks.attributes)});
}

void read_link(hid_t id, const std::string& name, Group& group,
               std::vector<std::string>& coordinates) {
  try {
    const Handle object(H5Oopen(id, name.c_str(), H5P_DEFAULT), H5Oclose, "damaged");
    const H5I_type_t kind = H5Iget_type(object.id());
    if (kind == H5I_GROUP) {
      group.groups.push_back(read_group(object.id(), name));
    } else if (kind == H5I_DATASET) {
      read_array(object, name, group, coordinates);
    }
  } catch (const hdf5::Failure& failure) {
    throw hdf5::Failure(name + ": " + failure.what());
  }
}

Group read_group(hid_t id, const std::string& name) {
  Group group{name};
  Remarks remarks = read_attributes(id);
  group.attributes = std::move(remarks.attributes);
  std::vector<std::string> coordinates = std::move(remarks.coordinates);
  for (const std::string& link : hdf5::link_names(id)) {
    read_link(id, link, group, coordinates);
  }
  for (Variable& variable : group.variables) {
    variable.coordinate = std::ranges::find(coordinates, variable.name) != coordinates.end();
  }
  return group;
}

}  // namespace

Group read_trajectory(const std::filesystem::path& path) {
  const hdf5::Quiet quiet;
  const Handle file = hdf5::open_to_read(path);
  const std::string start = "cannot read " + path.string() + ": ";
  try {
    const Handle root(H5Gopen2(file.id(), "/", H5P_DEFAULT), H5Gclose, "damaged");
    return read_group(root.id(), "");
  } catch (const hdf5::Failure& failure) {
    throw IoError(start + failure.what());
  } catch (const std::bad_alloc&) {
    throw IoError(start + "more memory is needed than there is, or the file is damaged");
  } catch (const std::length_error&) {
    throw IoError(start + "an array of impossible size: the file is damaged");
  }
}

}  // namespace rapport
