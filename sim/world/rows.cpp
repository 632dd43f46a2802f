#include "sim/world/rows.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <new>

namespace rapport {
namespace {

constexpr std::size_t huge_page = std::size_t{1} << 21U;

std::uint32_t place(std::vector<ColumnInfo>& columns, Of of, std::uint32_t start) {
  for (const std::size_t size : {8U, 4U, 2U, 1U}) {
    for (ColumnInfo& column : columns) {
      if (column.of == of && size_of(column.stored) == size) {
        column.offset = start;
        start += static_cast<std::uint32_t>(size);
      }
    }
  }
  return start;
}

constexpr std::uint32_t round_up(std::uint32_t bytes, std::uint32_t unit) {
  return (bytes + unit - 1) / unit * unit;
}

}  // namespace

void RowLayout::pack(std::uint32_t brand_count) {
  brands = brand_count;
  const bool wide_relation = std::ranges::any_of(
      columns, [](const ColumnInfo& c) { return c.of == Of::relation && size_of(c.stored) == 8; });
  const std::uint32_t unit = wide_relation ? 8 : 4;
  const std::uint32_t customer_bytes = round_up(place(columns, Of::customer, 0), unit);
  const std::uint32_t end = place(columns, Of::relation, customer_bytes);
  relation_stride = round_up(end - customer_bytes, unit);
  stride = std::max(8U, round_up(customer_bytes + relation_stride * brands, 8));
}

void Rows::Free::operator()(std::byte* bytes) const {
  std::free(bytes);
}

void Rows::allocate(std::size_t size) {
  size_ = size;
  const std::size_t alignment = size >= huge_page ? huge_page : 64;
  const std::size_t rounded =
      (std::max<std::size_t>(size, 1) + alignment - 1) / alignment * alignment;
  void* memory = std::aligned_alloc(alignment, rounded);
  if (memory == nullptr) {
    throw std::bad_alloc();
  }
  if (size >= huge_page) {
    madvise(memory, rounded, MADV_HUGEPAGE);  // a wish; nothing depends on it
  }
  bytes_.reset(static_cast<std::byte*>(memory));
}

Rows::Rows(const RowLayout& layout, std::size_t customers)
    : stride_(layout.stride), relation_stride_(layout.relation_stride) {
  allocate(stride_ * customers);
  std::vector<std::byte> model(stride_, std::byte{0});
  for (const ColumnInfo& column : layout.columns) {
    const std::uint32_t copies = column.of == Of::relation ? layout.brands : 1;
    for (std::uint32_t b = 0; b < copies; ++b) {
      std::memcpy(model.data() + column.offset + std::size_t{b} * layout.relation_stride,
                  &column.initial_bits, size_of(column.stored));
    }
  }
  for (std::size_t j = 0; j < customers; ++j) {
    std::memcpy(bytes_.get() + j * stride_, model.data(), stride_);
  }
}

Rows::Rows(const Rows& other) : stride_(other.stride_), relation_stride_(other.relation_stride_) {
  allocate(other.size_);
  std::memcpy(bytes_.get(), other.bytes_.get(), size_);
}

Rows& Rows::operator=(const Rows& other) {
  if (this != &other) {
    *this = Rows(other);
  }
  return *this;
}

}  // namespace rapport
