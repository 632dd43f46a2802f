#include "sim/study/holdings.hpp"

#include <algorithm>
#include <bit>

#include "sim/record/trajectory_file.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/panel.hpp"
#include "sim/study/series.hpp"

namespace rapport {
namespace {

constexpr std::uint64_t kib = 1024;
/// HDF5, to write the smallest file: its code, two images of 4 MiB (the one that asks whether it
/// works, and the file's own), its caches and free lists. Measured in small studies: 16.9 to 17.5
/// MiB; in larger ones a part stands where other things stood before.
constexpr std::uint64_t hdf5_bytes = 16 * kib * kib + 512 * kib;
/// What HDF5 keeps of every packed array until the file is closed: an index with room for 64
/// chunks, at 272 bytes a key, and buffers of its chunks' length. Measured: 30 to 55 KiB.
constexpr std::uint64_t packed_array_bytes = 40 * kib;
/// Plain bytes for one that is packed; measured from 4 to 8.
constexpr std::uint64_t packing = 6;
/// An event in the columns of the file: strategy, hour, customer, kind, brand, detail.
constexpr std::uint64_t stored_event = 20;

class Counting {
 public:
  Counting(const StudySpec& spec, std::uint64_t events)
      : spec_(spec),
        layout_(*spec.strategies.front().model->layout()),
        strategies_(spec.strategies.size()),
        worlds_(spec.replicates * strategies_),
        brands_(spec.setting->brands.size()),
        platforms_(spec.setting->platforms.size()),
        weeks_(spec.weeks),
        members_(std::min<std::uint64_t>(spec.panel, spec.setting->customers())),
        events_(events) {
    count_measures();
    count_segments();
    count_panel();
    comparisons_ = strategies_ - 1;
    for (const StudyStrategy& strategy : spec.strategies) {
      comparisons_ += strategy.spends_extra_of ? 1 : 0;
    }
  }

  Holdings all() const {
    const std::uint64_t event_records = events_ * sizeof(PanelEvent);
    Holdings out;
    out.kept = records() + panel_ + event_records;
    // While a branch's events move from the watch that noted them to its record, which grows by
    // doubling, they stand there twice and a half. So does its panel, one and a half times.
    out.running = out.kept + (3 * event_records + panel_) / (2 * strategies_);
    // The events' columns are made, named and put in place by copies, so that they stand there
    // three times.
    const std::uint64_t making = 2 * stored_event * events_ + holes();
    out.writing = out.kept + series_ + compared() + file_ + std::max(making, hdf5());
    return out;
  }

 private:
  void count_measures() {
    for (const Measure& m : measures_of(spec_.strategies.front().model, spec_.census_sample > 0)) {
      const std::uint64_t parts = m.parts == 1 ? 1 : platforms_;
      const std::uint64_t bytes = worlds_ * brands_ * parts * weeks_ * sizeof(double);
      series_ += bytes;
      if (m.about.shown) {
        ++shown_;
        add_array(bytes, 1);
      }
    }
    add_array(worlds_ * brands_ * sizeof(double), shown_);  // totals
    const std::uint64_t compared = comparisons_ * shown_ * weeks_;
    add_array(compared * sizeof(double), 3);
    add_array(compared, 1);
  }

  void count_segments() {
    const std::uint64_t slices = spec_.setting->slices();
    const auto add = [&](const std::vector<MeasureInfo>& infos) {
      for (const MeasureInfo& info : infos) {
        const std::uint64_t bytes = worlds_ * brands_ * slices * weeks_ * sizeof(double);
        series_ += bytes;
        if (info.shown) {
          add_array(bytes, 1);
        }
      }
    };
    if (slices > 1) {
      add(layout_.measures.counters);
    }
    if (slices > 1 && spec_.census_sample > 0) {
      add(layout_.measures.stocks);
    }
  }

  void count_panel() {
    panel_ = panel_numbers(spec_) * weeks_ * strategies_ * sizeof(float);
    for (const PanelColumn& column : panel_columns(spec_)) {
      const std::uint64_t bytes = members_ * weeks_ * strategies_ * sizeof(float);
      add_array(bytes * (column.of == Of::relation ? brands_ : 1), 1);
    }
    file_ += events_ * stored_event;
  }

  void add_array(std::uint64_t bytes, std::uint64_t arrays) {
    file_ += bytes * arrays;
    packed_arrays_ += bytes > smallest_compressed ? arrays : 0;
  }

  std::uint64_t records() const {
    const Setting& setting = *spec_.setting;
    const std::uint64_t of_brand = layout_.measures.stocks.size() * setting.extent().segments +
                                   layout_.measures.levels.size() + layout_.entries.size();
    const std::uint64_t of_platform = layout_.measures.counters.size() * setting.slices() + 1;
    constexpr std::uint64_t lists = 5 * 16;  // what the allocator adds
    return worlds_ * weeks_ *
           (sizeof(WeekRecord) + lists + 8 * brands_ * (of_brand + of_platform * platforms_));
  }

  /// What the events' columns leave behind by doubling as they grow: as much as before the last
  /// time. Buffers from 32 MiB on the allocator (glibc's) gives back.
  std::uint64_t holes() const {
    const std::uint64_t before = std::bit_floor(events_);
    const auto left = [&](std::uint64_t bytes) {
      return bytes * before < 32 * kib * kib ? bytes * before : 0;
    };
    return 2 * left(8) + 4 * left(1);
  }

  std::uint64_t compared() const {
    return comparisons_ * shown_ * weeks_ * sizeof(estimate::Difference);
  }

  std::uint64_t hdf5() const {
    return hdf5_bytes + packed_arrays_ * packed_array_bytes + file_ / packing;
  }

  const StudySpec& spec_;
  const Layout& layout_;
  std::uint64_t strategies_, worlds_, brands_, platforms_, weeks_, members_, events_;
  std::uint64_t comparisons_ = 0;
  std::uint64_t shown_ = 0;
  std::uint64_t series_ = 0;
  std::uint64_t panel_ = 0;
  std::uint64_t file_ = 0;  ///< plain bytes of its arrays
  std::uint64_t packed_arrays_ = 0;
};

}  // namespace

Holdings holdings(const StudySpec& spec, std::uint64_t events) {
  return Counting(spec, events).all();
}

}  // namespace rapport
