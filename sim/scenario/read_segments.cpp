#include "sim/scenario/read_segments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace rapport {
namespace {

const Field& share_field() {
  return segment_fields().front();
}

class Check {
 public:
  Check(const Node& tree, FieldReader& fields, Scenario& scenario)
      : tables_(tree.find("segment")), fields_(fields), scenario_(scenario) {}

  void all() {
    const std::vector<std::string> columns = columns_said();
    for (std::size_t s = 0; s < scenario_.segments.size(); ++s) {
      own_words(s, !columns.empty());
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (scenario_.segments.empty()) {
        fields_.complain(*fields_.place_of(columns[i]),
                         "'segment_column' decides nothing: the scenario has no segments",
                         "for example: [segment.young] with is = \"1\"");
      } else if (i > 0) {
        fields_.complain(*fields_.place_of(columns[i]),
                         "'segment_column' is said of two networks: one says who is of which "
                         "segment",
                         fmt::format("the other stands at {}", fields_.origin_of(columns[0])));
      }
    }
    if (columns.empty() && sound_) {
      shares();
    }
  }

 private:
  const Node& table(std::size_t segment) const { return tables_->members[segment].value; }
  std::string path(std::size_t segment) const {
    return "segment." + scenario_.segments[segment].name;
  }

  /// The paths of all that name a column of a network's file; of the networks that are used.
  std::vector<std::string> columns_said() const {
    std::vector<std::string> paths;
    const bool shared_is_used = std::ranges::any_of(
        scenario_.platforms,
        [](const PlatformSettings& platform) { return !platform.network.has_value(); });
    if (!scenario_.network.segment_column.empty()) {
      if (shared_is_used) {
        paths.emplace_back("network.segment_column");
      } else {
        fields_.complain(*fields_.place_of("network.segment_column"),
                         "'segment_column' of [network] decides nothing: every platform has a "
                         "network of its own",
                         "say it in [platform.NAME.network]");
      }
    }
    for (const PlatformSettings& platform : scenario_.platforms) {
      if (platform.network && !platform.network->segment_column.empty()) {
        paths.push_back("platform." + platform.name + ".network.segment_column");
      }
    }
    return paths;
  }

  void own_words(std::size_t number, bool by_column) {
    SegmentSettings& segment = scenario_.segments[number];
    for (const Member& member : table(number).members) {
      const bool own =
          std::ranges::find(segment_fields(), member.key, &Field::name) != segment_fields().end();
      sound_ = sound_ && (own || scenario_.vocabulary->find(member.key) != nullptr);
    }
    const std::string label = fmt::format("[{}]", path(number));
    if (const Node* share = table(number).find("share"); share != nullptr) {
      fields_.note(path(number) + ".share", share->place);
      segment.share = fields_.number(*share, share_field(), label);
      sound_ = sound_ && segment.share.has_value();
      if (by_column) {
        fields_.complain(share->place,
                         fmt::format("'share' of {}: the network's file says who is of it", label),
                         "leave it out, or leave out 'segment_column' of the network");
      }
    }
    const Node* is = table(number).find("is");
    if (is != nullptr) {
      fields_.note(path(number) + ".is", is->place);
      values(*is, segment, label);
      if (!by_column && !misses_column_) {
        fields_.complain(is->place,
                         fmt::format("'is' of {}: no network says what people are", label),
                         "name the file's column: segment_column = \"...\" in [network]");
        misses_column_ = true;
      }
    } else if (by_column) {
      segment.values = {segment.name};
      claim(table(number).place, segment.name, label);
    }
  }

  void values(const Node& is, SegmentSettings& segment, const std::string& label) {
    std::vector<const Node*> texts;
    if (is.is_text()) {
      texts.push_back(&is);
    }
    bool all_texts = is.is_text() || !is.items.empty();
    for (const Node& item : is.items) {
      all_texts = all_texts && item.is_text();
      texts.push_back(&item);
    }
    if (!all_texts) {
      fields_.complain(is.place,
                       fmt::format("'is' of {} must be a text, or a list of texts", label),
                       "for example: is = [\"1\", \"2\"]");
      return;
    }
    for (const Node* text : texts) {
      segment.values.push_back(text->text);
      claim(text->place, text->text, label);
    }
  }

  void claim(const Place& place, const std::string& value, const std::string& label) {
    const auto [at, first] = owners_.emplace(value, label);
    if (!first && at->second == label) {
      fields_.complain(place, fmt::format("'{}' stands twice in 'is' of {}", value, label));
    } else if (!first) {
      fields_.complain(
          place, fmt::format("people who are '{}' are of {} and of {}, must be of one segment",
                             value, at->second, label));
    }
  }

  /// Shares are those of a whole; one segment may leave its own open.
  void shares() {
    double sum = 0;
    std::vector<std::size_t> open;
    for (std::size_t s = 0; s < scenario_.segments.size(); ++s) {
      sum += scenario_.segments[s].share.value_or(0);
      if (!scenario_.segments[s].share) {
        open.push_back(s);
      }
    }
    if (scenario_.segments.empty()) {
      return;
    }
    if (open.size() > 1 && !fields_.sources().fine()) {
      return;  // what was refused may have said it
    }
    if (open.size() > 1) {
      fields_.complain(table(open[1]).place,
                       fmt::format("[{}] and [{}] have no 'share': one segment alone can take "
                                   "whom the others leave",
                                   path(open[0]), path(open[1])),
                       "for example: share = 0.2, or a network with 'segment_column'");
    } else if (sum > just_one || (open.empty() && sum < 2 - just_one)) {
      const std::size_t last = scenario_.segments.size() - 1;
      const Place* said = fields_.place_of(path(last) + ".share");
      fields_.complain(said != nullptr ? *said : table(last).place,
                       fmt::format("the 'share's of all segments add up to {}, must be {}",
                                   fmt::format("{:.6g}", sum), open.empty() ? "1" : "at most 1"),
                       open.empty() ? "leave one out: it takes whom the others leave" : "");
    }
  }

  const Node* tables_;
  FieldReader& fields_;
  Scenario& scenario_;
  bool misses_column_ = false;                 ///< and has been told so
  bool sound_ = true;                          ///< nobody doubts what shares were meant
  std::map<std::string, std::string> owners_;  ///< of values: the segment's label
};

}  // namespace

void read_segments(const Node& tree, FieldReader& fields, Scenario& scenario) {
  Check(tree, fields, scenario).all();
}

}  // namespace rapport
