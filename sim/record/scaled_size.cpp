#include "sim/record/scaled_size.hpp"

#include <zlib.h>

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "sim/core/error.hpp"
#include "sim/record/trajectory_file.hpp"

namespace rapport {
namespace {

/// Of a packed array, besides its chunks: their index, a node of a version 1 B-tree with room for
/// 64 of them ("HDF5 File Format Specification" III.A.1). A key is a chunk's size, its filters and
/// its place along every dimension and within the element.
double index_bytes(std::size_t dimensions) {
  constexpr std::size_t head = 24;
  constexpr std::size_t room = 64;
  return static_cast<double>(head + room * 8 + (room + 1) * (8 + 8 * (dimensions + 1)));
}

constexpr double text_reference_bytes = 16;

struct Kind {
  std::vector<std::string> dimensions;
  std::size_t element_bytes;
  auto operator<=>(const Kind&) const = default;
};

/// Numbers of one kind, all of them and those of the first three quarters along a dimension.
struct Numbers {
  std::vector<unsigned char> all;
  std::vector<unsigned char> earlier;
};

/// Packed bytes for one plain byte: of what is there, and of what comes later.
struct Packing {
  double now = 1;
  double later = 1;
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

/// Bytes that these take once packed.
double packed(std::span<const unsigned char> bytes, std::size_t element_bytes) {
  const std::vector<Bytef> plain = shuffled(bytes, element_bytes);
  uLongf size = compressBound(plain.size());
  std::vector<Bytef> out(size);
  RAPPORT_CHECK(compress2(out.data(), &size, plain.data(), plain.size(), deflate_level) == Z_OK,
                "a buffer of compressBound suffices");
  return static_cast<double>(size);
}

Packing packing(const Numbers& numbers, std::size_t element_bytes) {
  const auto bytes = static_cast<double>(numbers.all.size());
  if (numbers.all.empty()) {
    return {};
  }
  const double size = packed(numbers.all, element_bytes);
  if (numbers.earlier.empty()) {
    return {size / bytes, size / bytes};
  }
  const double more = size - packed(numbers.earlier, element_bytes);
  return {size / bytes, more / (bytes - static_cast<double>(numbers.earlier.size()))};
}

double stored(double bytes, double ratio, std::size_t dimensions) {
  return bytes <= static_cast<double>(smallest_compressed)
             ? bytes
             : index_bytes(dimensions) + bytes * ratio;
}

/// A group whose dimensions grow.
class Growing {
 public:
  Growing(const Group& group, const DimensionScope* parent, const LengthOf& length,
          std::string_view along)
      : group_(group), scope_(group, parent), length_(length), along_(along) {}

  /// What its arrays will take more than they do.
  double more() const {
    double sum = 0;
    std::map<Kind, Numbers> numbers;
    each_variable([&]<class T>(const Variable& variable, const std::vector<T>& values) {
      if constexpr (std::is_same_v<T, std::string>) {
        sum += more_text(variable, values);
      } else {
        gather(variable, values, numbers[{variable.dimensions, sizeof(T)}]);
      }
    });
    std::map<Kind, Packing> packings;
    for (const auto& [kind, of_kind] : numbers) {
      packings[kind] = packing(of_kind, kind.element_bytes);
    }
    each_variable([&]<class T>(const Variable& variable, const std::vector<T>& values) {
      if constexpr (!std::is_same_v<T, std::string>) {
        const Packing& rate = packings.at({variable.dimensions, sizeof(T)});
        sum += stored(elements(variable) * sizeof(T), grown(variable, rate),
                      variable.dimensions.size()) -
               stored(static_cast<double>(values.size() * sizeof(T)), rate.now,
                      variable.dimensions.size());
      }
    });
    for (const Group& inner : group_.groups) {
      sum += Growing(inner, &scope_, length_, along_).more();
    }
    return sum;
  }

 private:
  template <class Visit>
  void each_variable(const Visit& visit) const {
    for (const Variable& variable : group_.variables) {
      std::visit([&](const auto& values) { visit(variable, values); }, variable.data);
    }
  }

  std::size_t size(const std::string& name) const { return scope_.find(name)->size; }

  double elements(const Variable& variable) const {
    double product = 1;
    for (const std::string& name : variable.dimensions) {
      product *= static_cast<double>(length_(name, size(name)));
    }
    return product;
  }

  double more_text(const Variable& variable, const std::vector<std::string>& values) const {
    double letters = 0;
    for (const std::string& text : values) {
      letters += static_cast<double>(text.size());
    }
    const auto now = static_cast<double>(values.size());
    return values.empty() ? 0 : (elements(variable) - now) * (text_reference_bytes + letters / now);
  }

  template <class T>
  void gather(const Variable& variable, const std::vector<T>& values, Numbers& into) const {
    const auto* bytes = reinterpret_cast<const unsigned char*>(values.data());
    into.all.insert(into.all.end(), bytes, bytes + values.size() * sizeof(T));
    const auto axis = std::ranges::find(variable.dimensions, along_);
    if (axis == variable.dimensions.end() || size(*axis) < 2) {
      return;
    }
    std::size_t stride = sizeof(T);
    for (auto inner = axis + 1; inner != variable.dimensions.end(); ++inner) {
      stride *= size(*inner);
    }
    const std::size_t whole = stride * size(*axis);
    for (std::size_t from = 0; from < values.size() * sizeof(T); from += whole) {
      into.earlier.insert(into.earlier.end(), bytes + from,
                          bytes + from + stride * (size(*axis) - (size(*axis) + 3) / 4));
    }
  }

  /// Packed bytes for a plain one, of the grown variable.
  double grown(const Variable& variable, const Packing& rate) const {
    if (std::ranges::find(variable.dimensions, along_) == variable.dimensions.end()) {
      return rate.now;
    }
    const std::string name(along_);
    const double times = std::max(
        1.0, static_cast<double>(length_(name, size(name))) / static_cast<double>(size(name)));
    return (rate.now + (times - 1) * rate.later) / times;
  }

  const Group& group_;
  DimensionScope scope_;
  const LengthOf& length_;
  std::string_view along_;
};

}  // namespace

std::uint64_t scaled_size(const Group& small, const LengthOf& length, std::string_view along) {
  const double more = Growing(small, nullptr, length, along).more();
  return static_cast<std::uint64_t>(static_cast<double>(trajectory_size(small)) + more);
}

}  // namespace rapport
