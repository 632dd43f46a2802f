#include "sim/sensitivity/prior_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

#include "sim/scenario/load_scenario.hpp"
#include "sim/scenario/nearest.hpp"

namespace rapport::sensitivity {
namespace {

using estimate::Prior;
using estimate::PriorShape;

constexpr double most = 1e12;

Field number(std::string_view name, std::string_view meaning, bool required) {
  return {.name = name,
          .low = -most,
          .high = most,
          .text = {},
          .words = {},
          .meaning = meaning,
          .source = {},
          .required = required,
          .open = !required};
}

Field text(std::string_view name, std::string_view meaning) {
  return {.name = name,
          .kind = FieldKind::text,
          .text = {},
          .words = {},
          .meaning = meaning,
          .source = {},
          .required = true};
}

Field word(std::string_view name, std::vector<std::string> words, std::string_view meaning) {
  Field field = text(name, meaning);
  field.kind = FieldKind::word;
  field.high = static_cast<double>(words.size()) - 1;
  field.words = std::move(words);
  return field;
}

const std::vector<Field>& prior_fields() {
  static const std::vector<Field> fields = [] {
    Field zeros = number("zero_share", "share of all values that are exactly zero", false);
    zeros.low = 0;
    zeros.high = 1;
    return std::vector<Field>{
        // in the order of PriorShape and Grade
        word("shape", {"uniform", "log_uniform", "triangular", "normal", "log_normal"},
             "how likely which values are"),
        number("low", "least value; of normal shapes, where 5 % lie below", true),
        number("middle", "most likely value; of normal shapes, the median", false),
        number("high", "greatest value; of normal shapes, where 5 % lie above", true),
        number("at_least", "below it nothing is possible", false),
        number("at_most", "above it nothing is possible", false),
        zeros,
        text("unit", "what the values are in"),
        word("grade",
             {std::string(name_of(Grade::published)), std::string(name_of(Grade::computed)),
              std::string(name_of(Grade::remembered)), std::string(name_of(Grade::assumed)),
              std::string(name_of(Grade::convention))},
             "how well its source is known"),
        text("source", "publication, or why it was assumed")};
  }();
  return fields;
}

const std::vector<Field>& left_out_fields() {
  static const std::vector<Field> fields{
      word("kind", left_out_kinds(), "what it is, if no value to draw"),
      text("why", "what it would have to move, and what does so instead")};
  return fields;
}

const std::vector<Field>& table_fields() {
  static const std::vector<Field> fields{text("rows", "prior by whose quartiles wins are counted"),
                                         text("columns", "the other one")};
  return fields;
}

class PriorReader {
 public:
  PriorReader(Sources& sources, const Scenario& scenario, Model& model)
      : fields_(sources, origins_), moves_(fields_, scenario, model) {}

  PriorFile read(const Node& root) {
    const std::vector<std::string> tables{"prior", "left_out", "table"};
    for (const Member& member : root.members) {
      if (std::ranges::find(tables, member.key) == tables.end()) {
        fields_.complain(member.place, fmt::format("unknown key '{}' in a prior file", member.key),
                         did_you_mean(member.key, tables));
      }
    }
    each(root, "prior", [this](const Member& member) { prior(member); });
    divided_by_what_stays(root);
    each(root, "left_out", [this, &root](const Member& member) { left_out(member, root); });
    if (file_.factors.empty() && fields_.sources().fine()) {
      fields_.complain(root.place,
                       "nothing is drawn: there is no [prior.NAME] that moves anything");
    }
    table(root);
    return std::move(file_);
  }

 private:
  template <class Act>
  void each(const Node& root, const std::string& kind, const Act& act) {
    const Node* all = root.find(kind);
    if (all == nullptr || !fields_.is_table(*all, kind)) {
      return;
    }
    for (const Member& member : all->members) {
      if (!is_name(member.key)) {
        fields_.complain(member.place, fmt::format("'{}' is no name for a row", member.key),
                         std::string(name_rule));
      } else if (fields_.is_table(member.value, kind + "." + member.key)) {
        act(member);
      }
    }
  }

  void prior(const Member& member) {
    const std::string label = "prior." + member.key;
    const std::vector<std::string> others{"moves"};
    const FieldValues read =
        fields_.fields(&member.value, prior_fields(), label, member.place, others);
    Factor factor;
    factor.name = member.key;
    factor.unit = read.text("unit");
    factor.source = read.text("source");
    factor.grade = static_cast<Grade>(read.whole<int>("grade"));
    factor.moves = moves(member, label);
    const bool sound = std::ranges::all_of(
        prior_fields(), [&](const Field& field) { return read.sound(field.name); });
    if (!sound || factor.moves.empty()) {
      return;
    }
    factor.prior = shape(member.value, read);
    if (!is_one(factor.prior, member, label) || !moved_once(factor, member)) {
      return;
    }
    std::erase_if(factor.moves, [this](const Move& move) { return !moves_.is_on(move); });
    if (factor.moves.empty()) {
      file_.off.push_back(factor.name);
    } else if (fits(factor, member)) {
      file_.factors.push_back(std::move(factor));
    }
  }

  std::vector<Move> moves(const Member& member, const std::string& label) {
    const Node* list = member.value.find("moves");
    if (list == nullptr || list->kind != Node::Kind::list || list->items.empty()) {
      fields_.complain(list == nullptr ? member.place : list->place,
                       fmt::format("[{}] needs 'moves': a list of what it decides", label),
                       "for example: moves = [{ path = \"costs.wage\" }]");
      return {};
    }
    std::vector<Move> all;
    for (const Node& item : list->items) {
      if (std::optional<Move> move = moves_.read(item, label)) {
        all.push_back(std::move(*move));
      }
    }
    return all.size() == list->items.size() ? all : std::vector<Move>{};
  }

  static Prior shape(const Node& table, const FieldValues& read) {
    Prior prior;
    prior.shape = static_cast<PriorShape>(read.whole<int>("shape"));
    prior.low = read.number("low");
    prior.high = read.number("high");
    const auto if_said = [&](std::string_view name, double& value) {
      if (table.find(name) != nullptr) {
        value = read.number(name);
      }
    };
    prior.middle = prior.low + (prior.high - prior.low) / 2;
    if_said("middle", prior.middle);
    if_said("at_least", prior.at_least);
    if_said("at_most", prior.at_most);
    if_said("zero_share", prior.zero_share);
    return prior;
  }

  /// Whether there is such a distribution.
  bool is_one(const Prior& prior, const Member& member, const std::string& label) {
    try {
      quantile(prior, 0.5);
      return true;
    } catch (const std::invalid_argument& error) {
      fields_.complain(member.place,
                       fmt::format("[{}] is no distribution: {}", label, error.what()));
      return false;
    }
  }

  /// Whether no other prior decides any of the same numbers.
  bool moved_once(const Factor& factor, const Member& member) {
    for (const Move& move : factor.moves) {
      for (const auto& [before, name] : moved_) {
        if (overlap(move, before)) {
          fields_.complain(member.place, fmt::format("[prior.{}] moves '{}', and [prior.{}] '{}'",
                                                     factor.name, move.path, name, before.path));
          return false;
        }
      }
      moved_.emplace_back(move, factor.name);
    }
    return true;
  }

  /// What is divided by must be the scenario's.
  void divided_by_what_stays(const Node& root) {
    for (const auto& [move, name] : moved_) {
      for (const auto& [other, by] : moved_) {
        if (other.mechanism == move.over_mechanism && other.parameter == move.over_parameter) {
          fields_.complain(root.find("prior")->member(name)->place,
                           fmt::format("[prior.{}] divides by '{}', which [prior.{}] moves", name,
                                       other.path, by));
        }
      }
    }
  }

  /// Complains where values reach beyond what a parameter may be, and cuts tails there.
  bool fits(Factor& factor, const Member& member) {
    Prior& prior = factor.prior;
    const double low = prior.zero_share > 0 ? 0.0 : std::max(prior.low, prior.at_least);
    const double high = std::min(prior.high, prior.at_most);
    for (const Move& move : factor.moves) {
      const Bounds bounds = moves_.bounds(move);
      if (low < bounds.low || high > bounds.high) {
        fields_.complain(
            member.place,
            fmt::format("values of [prior.{}] reach from {} to {}, must be from {:.6g} to {:.6g}: "
                        "'{}' {}",
                        factor.name, low, high, bounds.low, bounds.high, move.path,
                        moves_.allowed_values(move)),
            low < bounds.low ? "a higher low, or at_least, cuts it"
                             : "a lower high, or at_most, cuts it");
        return false;
      }
      prior.at_least = std::max(prior.at_least, bounds.low);
      prior.at_most = std::min(prior.at_most, bounds.high);
    }
    return true;
  }

  void left_out(const Member& member, const Node& root) {
    const std::string label = "left_out." + member.key;
    const FieldValues read = fields_.fields(&member.value, left_out_fields(), label, member.place);
    const Node* priors = root.find("prior");
    if (priors != nullptr && priors->find(member.key) != nullptr) {
      fields_.complain(member.place, fmt::format("[{}] is no row left out: there is [prior.{}]",
                                                 label, member.key));
    } else if (read.sound("kind")) {
      file_.left_out.push_back(
          {member.key, left_out_kinds()[read.whole<std::size_t>("kind")], read.text("why")});
    }
  }

  void table(const Node& root) {
    const Node* node = root.find("table");
    if (node == nullptr) {
      return;
    }
    const FieldValues read = fields_.fields(node, table_fields(), "table", node->place);
    std::vector<std::string> known;
    const Node* priors = root.find("prior");
    for (const Member& member : priors == nullptr ? std::vector<Member>{} : priors->members) {
      known.push_back(member.key);
    }
    for (const Field& field : table_fields()) {
      const std::string& name = read.text(field.name);
      if (!name.empty() && std::ranges::find(known, name) == known.end()) {
        fields_.complain(
            node->find(field.name)->place,
            fmt::format("'{}' of [table] is \"{}\", and there is no such prior", field.name, name),
            did_you_mean(name, known));
      }
    }
    const auto drawn = [this](const std::string& name) {
      return file_.factor(name) < file_.factors.size();
    };
    if (drawn(read.text("rows")) && drawn(read.text("columns"))) {
      file_.rows = read.text("rows");
      file_.columns = read.text("columns");
    }
  }

  std::map<std::string, std::string, std::less<>> origins_;
  FieldReader fields_;
  MoveReader moves_;
  std::vector<std::pair<Move, std::string>> moved_;  ///< and the prior that moves it
  PriorFile file_;
};

}  // namespace

const std::vector<std::string>& left_out_kinds() {
  static const std::vector<std::string> kinds{"outcome", "decision", "setting", "reference",
                                              "not_yet"};
  return kinds;
}

std::size_t PriorFile::factor(std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::find(factors, name, &Factor::name) -
                                  factors.begin());
}

PriorFile read_priors_text(std::string_view text, std::string_view name, const Scenario& scenario,
                           Catalogue catalogue) {
  Sources sources;
  const std::uint32_t source = sources.add({std::string(name), {}});
  const std::optional<Node> root = parse_document(text, source, sources);
  PriorFile file;
  if (root) {
    const auto model = build_model(scenario, catalogue, scenario.baseline);
    file = PriorReader(sources, scenario, *model).read(*root);
  }
  sources.throw_problems();
  return file;
}

PriorFile read_priors(const std::filesystem::path& path, const Scenario& scenario,
                      Catalogue catalogue) {
  return read_priors_text(read_text(path), path.string(), scenario, catalogue);
}

}  // namespace rapport::sensitivity
