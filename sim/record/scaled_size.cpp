#include "sim/record/scaled_size.hpp"

#include <zlib.h>

#include <map>
#include <string>
#include <vector>

#include "sim/core/error.hpp"
#include "sim/record/trajectory_file.hpp"

namespace rapport {
namespace {

/// Of a packed array, besides its chunks: their index in the file.
constexpr double index_bytes = 2600;
constexpr double text_reference_bytes = 16;

struct Kind {
  std::vector<std::string> dimensions;
  std::size_t element_bytes;
  auto operator<=>(const Kind&) const = default;
};

/// What HDF5's shuffle filter makes of elements: all first bytes, then all second ones, ...
std::vector<Bytef> shuffled(std::span<const unsigned char> bytes, std::size_t element_bytes) {
  const std::size_t elements = bytes.size() / element_bytes;
  std::vector<Bytef> out;
  out.reserve(bytes.size());
  for (std::size_t b = 0; b < element_bytes; ++b) {
    for (std::size_t i = 0; i < elements; ++i) {
      out.push_back(bytes[i * element_bytes + b]);
    }
  }
  return out;
}

/// Packed bytes for one plain byte.
double packing(std::span<const unsigned char> bytes, std::size_t element_bytes) {
  const std::vector<Bytef> plain = shuffled(bytes, element_bytes);
  uLongf size = compressBound(plain.size());
  std::vector<Bytef> packed(size);
  RAPPORT_CHECK(compress2(packed.data(), &size, plain.data(), plain.size(), deflate_level) == Z_OK,
                "a buffer of compressBound suffices");
  return static_cast<double>(size) / static_cast<double>(plain.size());
}

double stored(double bytes, double ratio) {
  return bytes <= static_cast<double>(smallest_compressed) ? bytes : index_bytes + bytes * ratio;
}

/// What a group's arrays will take more than they do.
double growth(const Group& group, const DimensionScope* parent, const LengthOf& length) {
  const DimensionScope scope(group, parent);
  double more = 0;
  std::map<Kind, std::vector<unsigned char>> numbers;
  const auto elements = [&](const Variable& variable) {
    double product = 1;
    for (const std::string& name : variable.dimensions) {
      product *= static_cast<double>(length(name, scope.find(name)->size));
    }
    return product;
  };
  for (const Variable& variable : group.variables) {
    std::visit(
        [&]<class T>(const std::vector<T>& values) {
          if constexpr (std::is_same_v<T, std::string>) {
            double letters = 0;
            for (const std::string& text : values) {
              letters += static_cast<double>(text.size());
            }
            const double now = static_cast<double>(values.size());
            more += values.empty()
                        ? 0
                        : (elements(variable) - now) * (text_reference_bytes + letters / now);
          } else {
            const auto* first = reinterpret_cast<const unsigned char*>(values.data());
            auto& all = numbers[{variable.dimensions, sizeof(T)}];
            all.insert(all.end(), first, first + values.size() * sizeof(T));
          }
        },
        variable.data);
  }
  std::map<Kind, double> ratios;
  for (const auto& [kind, bytes] : numbers) {
    ratios[kind] = bytes.empty() ? 1 : packing(bytes, kind.element_bytes);
  }
  for (const Variable& variable : group.variables) {
    std::visit(
        [&]<class T>(const std::vector<T>& values) {
          if constexpr (!std::is_same_v<T, std::string>) {
            const double ratio = ratios.at({variable.dimensions, sizeof(T)});
            more += stored(elements(variable) * sizeof(T), ratio) -
                    stored(static_cast<double>(values.size() * sizeof(T)), ratio);
          }
        },
        variable.data);
  }
  for (const Group& inner : group.groups) {
    more += growth(inner, &scope, length);
  }
  return more;
}

}  // namespace

std::uint64_t scaled_size(const Group& small, const LengthOf& length) {
  const double more = growth(small, nullptr, length);
  return static_cast<std::uint64_t>(static_cast<double>(trajectory_size(small)) + more);
}

}  // namespace rapport
