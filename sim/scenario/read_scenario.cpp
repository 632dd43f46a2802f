#include "sim/scenario/read_scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>

#include "sim/scenario/check_constraints.hpp"
#include "sim/scenario/check_overruled.hpp"
#include "sim/scenario/check_strategies.hpp"
#include "sim/scenario/load_scenario.hpp"
#include "sim/scenario/mechanism_reader.hpp"
#include "sim/scenario/read_replicates.hpp"
#include "sim/scenario/read_segments.hpp"

namespace rapport {
namespace {

using Of = MechanismReader::Level::Of;

class Check {
 public:
  Check(const LoadedScenario& loaded, Sources& sources, Scenario& scenario)
      : tree_(loaded.tree),
        scenario_(scenario),
        fields_(sources, scenario.origins),
        mechanisms_(fields_, scenario),
        strategies_(loaded, scenario, fields_, mechanisms_) {}

  void all(Catalogue catalogue, const MeasureNames& measures) {
    for (const Vocabulary::Word& word : scenario_.vocabulary->mechanisms()) {
      scenario_.mechanisms.push_back({word.name, word.on_by_default});
    }
    run();
    market();
    name_platforms();
    name_segments();
    name_brands();
    strategies_.name();
    networks();
    read_segments(tree_, fields_, scenario_);
    for (const Member& member : tree_.members) {
      table(member);
    }
    std::ranges::stable_sort(scenario_.values, {}, [](const Given& given) {
      return std::tuple(given.brand.has_value(), given.segment.has_value(),
                        given.platform.has_value());
    });
    strategies_.check();
    const bool sees_one_way = one_feed();
    // a model can be made of what was read, whatever else is wrong with it
    const auto fits = [](const auto& items, std::size_t most) {
      return !items.empty() && items.size() <= most;
    };
    if (sees_one_way && fits(scenario_.platforms, most_platforms) &&
        fits(scenario_.brands, most_brands) && scenario_.segments.size() <= most_segments &&
        !scenario_.strategies.empty()) {
      complain_of_overruled(scenario_, fields_);
      ConstraintCheck(tree_, scenario_, fields_, mechanisms_).check(catalogue);
      const Node* stop = stop_table(tree_);
      if (stop != nullptr && measures) {
        check_stop_table(*stop, scenario_, fields_, measures(scenario_, catalogue));
      }
    }
  }

 private:
  static constexpr std::string_view tables[] = {"run",     "market", "network",    "platform",
                                                "segment", "brand",  "strategies", "strategy"};

  void run() {
    const Node* stop = stop_table(tree_);
    std::vector<Field> fields(run_fields().begin(), run_fields().end());
    std::vector<std::string> elsewhere;
    if (stop != nullptr) {
      std::erase_if(fields, [](const Field& field) { return field.name == "replicates"; });
      elsewhere.emplace_back("replicates");
    }
    const FieldValues read =
        fields_.fields(tree_.find("run"), fields, "run", tree_.place, elsewhere);
    RunSettings& run = scenario_.run;
    run.title = read.text("title");
    run.seed = read.whole<std::uint64_t>("seed");
    if (stop != nullptr) {
      read_stop_table(*stop, fields_, run);
    } else {
      run.replicates = read.whole<std::uint32_t>("replicates");
    }
    run.warm_up_weeks = read.whole<std::uint32_t>("warm_up_weeks");
    run.weeks = read.whole<std::uint32_t>("weeks");
    run.start = read.text("start");
    run.hours_per_tick = read.whole<std::uint32_t>("hours_per_tick");
    run.census_sample = read.whole<std::uint32_t>("census_sample");
    run.panel = read.whole<std::uint32_t>("panel");
  }

  void market() {
    const FieldValues read =
        fields_.fields(tree_.find("market"), market_fields(), "market", tree_.place);
    scenario_.market = {read.text("name"), read.text("currency"), read.number("discount_rate")};
  }

  /// The members of [platform], [segment] or [brand] that are fit for use.
  template <class Add>
  void names_of(std::string_view kind, std::size_t most, const Add& add) {
    const Node* all = tree_.find(kind);
    if (all == nullptr || (fields_.is_table(*all, kind) && all->members.empty())) {
      fields_.complain(tree_.place, fmt::format("the scenario has no {}", kind),
                       fmt::format("for example: [{}.NAME]", kind));
      return;
    }
    std::size_t number = 0;
    for (const Member& member : all->members) {
      if (!is_name(member.key)) {
        fields_.complain(member.place, fmt::format("'{}' is no name for a {}", member.key, kind),
                         std::string(name_rule));
      }
      if (number++ == most) {
        fields_.complain(member.place, fmt::format("a scenario has at most {} {}s", most, kind));
      }
      fields_.is_table(member.value, fmt::format("{}.{}", kind, member.key));
      add(member);
    }
  }

  void name_platforms() {
    names_of("platform", most_platforms, [this](const Member& member) {
      scenario_.platforms.push_back({member.key, std::nullopt});
    });
  }

  void name_segments() {
    if (tree_.find("segment") != nullptr) {
      names_of("segment", most_segments, [this](const Member& member) {
        scenario_.segments.push_back({member.key, std::nullopt, {}});
      });
    }
  }

  void name_brands() {
    names_of("brand", most_brands, [this](const Member& member) {
      scenario_.brands.push_back({member.key, 0});
    });
    const Node* all = tree_.find("brand");
    bool chosen = false;
    for (std::size_t b = 0; b < scenario_.brands.size(); ++b) {
      const Node* focal = all->members[b].value.find("focal");
      if (focal == nullptr) {
        continue;
      }
      const std::string path = "brand." + scenario_.brands[b].name;
      const Field& field = brand_fields().front();
      const auto read = fields_.number(*focal, field, "[" + path + "]");
      fields_.note(path + ".focal", focal->place);
      if (!read || *read == 0) {
        continue;
      }
      if (chosen) {
        fields_.complain(
            focal->place,
            fmt::format("'{}' and '{}' are both focal, one brand alone can be",
                        scenario_.brands[scenario_.focal].name, scenario_.brands[b].name));
      }
      chosen = true;
      scenario_.focal = b;
    }
  }

  NetworkSource network(const Node& node, const std::string& path) {
    NetworkSource source;
    const Member* file = node.member("file");
    const Member* generator = node.member("generator");
    if (!fields_.is_table(node, path)) {
      return source;
    }
    if ((file == nullptr) == (generator == nullptr)) {
      fields_.complain(file == nullptr ? node.place : generator->place,
                       fmt::format("[{}] needs either 'file' or 'generator'{}", path,
                                   file == nullptr ? "" : ", not both"),
                       "for example: file = \"networks/pgp.graph\"");
      return source;
    }
    return file != nullptr ? network_file(node, path) : network_generator(node, path);
  }

  NetworkSource network_file(const Node& node, const std::string& path) {
    NetworkSource source;
    const FieldValues read = fields_.fields(&node, network_file_fields(), path, node.place);
    source.file = read.text("file");
    for (const Field& field : network_file_fields()) {
      if (!is_textual(field)) {
        source.numbers.emplace(field.name, read.number(field.name));
      }
    }
    NetworkFormat& format = source.format;
    format.format = network_formats().at(read.whole<std::size_t>("format"));
    format.two_mode = static_cast<TwoMode>(read.whole<int>("two_mode"));
    format.ids = static_cast<Ids>(read.whole<int>("ids"));
    format.header = static_cast<Header>(read.whole<int>("header"));
    format.layer = read.text("layer");
    format.from_column = read.text("from_column");
    format.to_column = read.text("to_column");
    format.layer_column = read.text("layer_column");
    format.weight_column = read.text("weight_column");
    source.segment_column = read.text("segment_column");
    source.nodes = read.text("nodes");
    if (node.find("least_weight") != nullptr) {
      format.least_weight = read.number("least_weight");
    }
    if (node.find("directed") != nullptr) {
      format.direction = read.number("directed") != 0 ? Direction::directed : Direction::both_ways;
    }
    if (format.direction == Direction::directed && format.format == "metis") {
      fields_.complain(
          node.find("directed")->place,
          fmt::format("'directed' of [{}] is true, must be false: the ties of a METIS "
                      "graph go both ways",
                      path),
          fmt::format("'format' is \"metis\" ({})", fields_.origin_of(path + ".format")));
    }
    source.path = path_of_file(*node.find("file"), source.file, "a network's file");
    if (const Node* nodes = node.find("nodes"); nodes != nullptr) {
      source.nodes_path = path_of_file(*nodes, source.nodes, "a table of people");
      if (source.segment_column.empty()) {
        fields_.complain(
            nodes->place,
            fmt::format("'nodes' of [{}] decides nothing without 'segment_column'", path),
            "name the column that tells segments apart");
      }
    }
    return source;
  }

  /// Where a file is that the scenario names; complains if it is not there.
  std::filesystem::path path_of_file(const Node& said, const std::string& file,
                                     std::string_view what) {
    const std::filesystem::path path = fields_.sources().at(said.place.source).folder / file;
    std::error_code error;
    if (file.empty()) {
      return path;  // no text, and told so
    }
    if (!std::filesystem::exists(path, error)) {
      fields_.complain(said.place, fmt::format("there is no file '{}'", path.string()),
                       "the path starts at the folder of the file that says it");
    } else if (std::filesystem::is_directory(path, error)) {
      fields_.complain(said.place, fmt::format("'{}' is a folder, must be {}", file, what));
    }
    return path;
  }

  NetworkSource network_generator(const Node& node, const std::string& path) {
    NetworkSource source;
    const Field& word = network_fields().front();
    const Node& said = *node.find("generator");
    const auto choice = fields_.number(said, word, "[" + path + "]");
    if (!choice) {
      return source;
    }
    const GeneratorFields& chosen = generators()[static_cast<std::size_t>(*choice)];
    fields_.note(path + ".generator", said.place);
    const std::string others[] = {"generator"};
    const FieldValues read = fields_.fields(&node, chosen.fields, path, node.place, others);
    source.generator = chosen.name;
    for (const Field& field : chosen.fields) {
      source.numbers.emplace(field.name, read.number(field.name));
    }
    constexpr std::string_view fewer_friends = "nobody has more friends than there are others";
    const auto has = [&source](std::string_view name) { return source.numbers.contains(name); };
    if (has("mean_degree")) {
      in_order(read, path, "mean_degree", "customers", false, fewer_friends);
    }
    if (source.generator == "watts_strogatz" && read.sound("mean_degree") &&
        source.whole<std::uint32_t>("mean_degree") % 2 != 0) {
      fields_.complain(node.find("mean_degree")->place,
                       fmt::format("'mean_degree' of [{}] is odd, must be even: as many friends on "
                                   "either side of the ring",
                                   path));
    }
    if (has("communities") && read.sound("communities") && read.sound("customers") &&
        2 * source.number("communities") > source.number("customers")) {
      const Node* said_here = node.find("communities");
      fields_.complain(
          said_here != nullptr ? said_here->place : said.place,
          fmt::format("'communities' of [{}] is {}, must be at most half of "
                      "'customers': each has two people or more",
                      path, toml_value(Field{}, source.number("communities"))),
          fmt::format("'customers' is {} ({})", toml_value(Field{}, source.number("customers")),
                      fields_.origin_of(path + ".customers")));
    }
    if (has("most_degree")) {
      in_order(read, path, "least_degree", "most_degree", true, "");
      in_order(read, path, "most_degree", "customers", false, fewer_friends);
    }
    return source;
  }

  /// Complains where one field of a table exceeds another (or equals it, where it may not).
  void in_order(const FieldValues& read, const std::string& path, std::string_view small,
                std::string_view large, bool may_be_equal, std::string_view why) {
    const double less = read.number(small);
    const double more = read.number(large);
    if (!read.sound(small) || !read.sound(large) || less < more || (may_be_equal && less == more)) {
      return;
    }
    const auto in = [&path](std::string_view name) { return fmt::format("{}.{}", path, name); };
    const Place* first = fields_.place_of(in(small));
    const Place* second = fields_.place_of(in(large));
    const auto order = [this](const Place* place) { return fields_.sources().order_of(*place); };
    const bool tell_of_large =
        first == nullptr || (second != nullptr && order(first) < order(second));
    const auto [told, other] = tell_of_large ? std::pair(large, small) : std::pair(small, large);
    fields_.complain(
        tell_of_large ? *second : *first,
        fmt::format("'{}' of [{}] is {}, must {} '{}'", told, path,
                    toml_value(Field{}, read.number(told)),
                    may_be_equal ? (tell_of_large ? "not be below" : "not be above")
                                 : (tell_of_large ? "be above" : "be below"),
                    other),
        fmt::format("'{}' is {} ({}){}{}", other, toml_value(Field{}, read.number(other)),
                    fields_.origin_of(in(other)), why.empty() ? "" : ": ", why));
  }

  void networks() {
    bool needed = false;
    for (PlatformSettings& platform : scenario_.platforms) {
      const Node* own = tree_.find("platform")->find(platform.name)->find("network");
      if (own == nullptr) {
        needed = true;
      } else {
        platform.network = network(*own, "platform." + platform.name + ".network");
      }
    }
    if (const Node* shared = tree_.find("network"); shared != nullptr) {
      scenario_.network = network(*shared, "network");
    } else if (needed || scenario_.platforms.empty()) {
      fields_.complain(tree_.place, "the table [network] is missing",
                       "for example: [network] with file = \"networks/pgp.graph\"");
    }
    same_people(needed);
  }

  /// Complains of generated networks with other numbers of people than the first; what is in files
  /// is known when they are read.
  void same_people(bool shared_is_used) {
    std::vector<std::pair<std::string, std::uint32_t>> made;  // path, people
    const auto add = [&made](const std::string& path, const NetworkSource& source) {
      if (source.generated() && source.number("customers") > 0) {
        made.emplace_back(path, source.whole<std::uint32_t>("customers"));
      }
    };
    if (shared_is_used) {
      add("network", scenario_.network);
    }
    for (const PlatformSettings& platform : scenario_.platforms) {
      if (platform.network) {
        add("platform." + platform.name + ".network", *platform.network);
      }
    }
    for (const auto& [path, people] : made) {
      const auto& [first_path, first_people] = made.front();
      if (people != first_people) {
        fields_.complain(
            *fields_.place_of(path + ".customers"),
            fmt::format("'customers' of [{}] is {}, must be the {} of [{}]: networks of several "
                        "platforms are about the same people",
                        path, people, first_people, first_path),
            fmt::format("'customers' of [{}] is {} ({})", first_path, first_people,
                        fields_.origin_of(first_path + ".customers")));
      }
    }
  }

  void table(const Member& member) {
    static const std::vector<std::string> own(std::begin(tables), std::end(tables));
    if (member.key == "platform" || member.key == "segment" || member.key == "brand") {
      const auto [of, words] = member.key == "brand" ? std::pair(Of::brand, brand_words())
                               : member.key == "segment"
                                   ? std::pair(Of::segment, segment_words())
                                   : std::pair(Of::platform, std::vector<std::string>{"network"});
      for (std::size_t i = 0; i < member.value.members.size(); ++i) {
        const Member& one = member.value.members[i];
        mechanisms_.read_all(one.value, {of, i, member.key + "." + one.key}, words);
      }
    } else if (member.key == "strategy") {
      fields_.is_table(member.value, "strategy");
    } else if (std::ranges::find(tables, member.key) == std::end(tables)) {
      mechanisms_.read(member, {}, own);
    }
  }

  static std::vector<std::string> names(std::span<const Field> fields) {
    std::vector<std::string> all;
    for (const Field& field : fields) {
      all.emplace_back(field.name);
    }
    return all;
  }
  static std::vector<std::string> brand_words() { return names(brand_fields()); }
  static std::vector<std::string> segment_words() { return names(segment_fields()); }

  bool one_feed() {
    bool one = true;
    std::string first;
    for (const Switched& mechanism : scenario_.mechanisms) {
      if (!mechanism.on || !scenario_.vocabulary->find(mechanism.mechanism)->decides_what_is_seen) {
        continue;
      }
      if (!first.empty()) {
        one = false;
        const Node* table = tree_.find(mechanism.mechanism);
        fields_.complain(table == nullptr ? tree_.place : table->place,
                         fmt::format("'{}' and '{}' both decide what is seen, one alone can", first,
                                     mechanism.mechanism),
                         fmt::format("switch one off: [{}] on = false", first));
      }
      first = mechanism.mechanism;
    }
    return one;
  }

  const Node& tree_;
  Scenario& scenario_;
  FieldReader fields_;
  MechanismReader mechanisms_;
  StrategyCheck strategies_;
};

Scenario checked(const LoadedScenario& loaded, Sources& sources, Catalogue catalogue,
                 const std::filesystem::path& folder, const MeasureNames& measures,
                 std::shared_ptr<const Vocabulary> words) {
  Scenario scenario;
  scenario.vocabulary =
      words != nullptr ? std::move(words) : std::make_shared<const Vocabulary>(catalogue);
  scenario.folder = folder;
  if (!loaded.whole) {
    sources.throw_problems();
  }
  Check(loaded, sources, scenario).all(catalogue, measures);
  sources.throw_problems();
  return scenario;
}

}  // namespace

Scenario read_scenario(const std::filesystem::path& file, Catalogue catalogue, Overrides overrides,
                       const std::filesystem::path& library, const MeasureNames& measures) {
  Sources sources;
  const LoadedScenario loaded = Loader(sources, library).load_file(file, overrides);
  Scenario scenario = checked(loaded, sources, catalogue, file.parent_path(), measures, nullptr);
  if (scenario.run.title.empty()) {
    scenario.run.title = file.stem().string();
  }
  return scenario;
}

Scenario read_scenario_text(std::string_view text, const std::filesystem::path& folder,
                            std::string_view name, Catalogue catalogue, Overrides overrides,
                            const std::filesystem::path& library, const MeasureNames& measures,
                            std::shared_ptr<const Vocabulary> words) {
  Sources sources;
  const LoadedScenario loaded = Loader(sources, library).load_text(text, folder, name, overrides);
  return checked(loaded, sources, catalogue, folder, measures, std::move(words));
}

}  // namespace rapport
