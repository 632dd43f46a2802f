// Pajek, Matrix Market, GML, GraphML and GEXF: the same small network in each, what each can say
// besides, and what is refused.
#include <gtest/gtest.h>

#include <set>

#include "tests/scenario/network_files.hpp"

namespace rapport {
namespace {

using namespace network_files;

// 1 -> 2, 2 -> 3, and 4 without a tie.
const Pairs chain = {{1, 2}, {2, 3}};
const Pairs chain_both_ways = {{1, 2}, {2, 1}, {2, 3}, {3, 2}};

const std::string gml =
    "graph [ directed 1 node [ id 1 label \"a &amp; b\" ] node [ id 2 ] node [ id 3 ]\n"
    "node [ id 4 graphics [ x 1.5 [ deep 2 ] ] ]\nedge [ source 1 target 2 value 5 ]\n"
    "edge [ source 2 target 3 weight 0.5 ] ]\n";
const std::string graphml =
    "<?xml version=\"1.0\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
    "<key id=\"k0\" for=\"node\" attr.name=\"town\" attr.type=\"string\"/>\n"
    "<key id=\"k1\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n"
    "<graph edgedefault=\"directed\"><node id=\"1\"><data key=\"k0\"> Ulm </data></node>\n"
    "<edge source=\"1\" target=\"2\"><data key=\"k1\">5</data></edge>\n"
    "<node id=\"2\"/><node id=\"3\"/><node id=\"4\"/><edge source=\"2\" target=\"3\"/>\n"
    "</graph></graphml>\n";
const std::string gexf =
    "<gexf version=\"1.3\"><graph defaultedgetype=\"directed\">\n"
    "<attributes class=\"node\"><attribute id=\"0\" title=\"town\" type=\"string\"/></attributes>\n"
    "<nodes><node id=\"1\" label=\"Anna\"><attvalues><attvalue for=\"0\" "
    "value=\"Ulm\"/></attvalues>"
    "</node><node id=\"2\"/><node id=\"3\"/><node id=\"4\"/></nodes>\n"
    "<edges><edge source=\"1\" target=\"2\" weight=\"5\"/><edge source=\"2\" "
    "target=\"3\"/></edges>\n"
    "</graph></gexf>\n";
const std::string pajek =
    "% a comment\n*Vertices 4\n1 \"Anna of the mill\" 0.5 0.5\n4 \"Bob\"\n*Arcs\n1 2 5\n2 3\n";
const std::string matrix =
    "%%MatrixMarket matrix coordinate real general\n% a comment\n4 4 2\n1 2 5\n2 3 0.5\n";

NetworkFormat at_least(double weight) {
  NetworkFormat format;
  format.least_weight = weight;
  return format;
}

struct Case {
  const char* kind;
  const std::string* text;
};
const Case cases[] = {{"gml", &gml},
                      {"graphml", &graphml},
                      {"gexf", &gexf},
                      {"pajek", &pajek},
                      {"matrix_market", &matrix}};

TEST(GraphFormats, all_read_the_same_network_and_keep_who_has_no_tie) {
  for (const auto& [kind, text] : cases) {
    const NetworkFile file = read(*text);
    EXPECT_EQ(file.format, kind);
    EXPECT_EQ(file.direction, Direction::directed) << kind;
    EXPECT_EQ(pairs_of(file), chain) << kind;
    EXPECT_EQ(file.ids, (std::vector<std::uint32_t>{1, 2, 3, 4})) << kind;
    EXPECT_EQ(file.listed, 2U) << kind;
    EXPECT_EQ(pairs_of(read(*text, {"auto", Direction::both_ways})), chain_both_ways) << kind;
    EXPECT_EQ(pairs_of(read(gzip(*text))), chain) << kind;
    const NetworkFile heavy = read(*text, at_least(3));
    EXPECT_EQ(pairs_of(heavy), (Pairs{{1, 2}})) << kind;
    EXPECT_EQ(heavy.below_weight, 1U) << kind;
    NetworkFormat layer;
    layer.layer = "advice";
    expect_problem(refusal(*text, layer), 0, 0, 1, "no layers");
  }
}

TEST(GraphFormats, tell_what_their_files_say_of_people) {
  EXPECT_EQ(read(gml).columns.front().values, (std::vector<std::string>{"a & b", "", "", ""}));
  EXPECT_EQ(read(graphml).columns.front().name, "town");
  EXPECT_EQ(read(graphml).columns.front().values.front(), "Ulm");
  EXPECT_EQ(read(gexf).columns[1].name, "town");
  EXPECT_EQ(read(gexf).columns[1].values.front(), "Ulm");
  EXPECT_EQ(read(pajek).columns.front().values,
            (std::vector<std::string>{"Anna of the mill", "", "", "Bob"}));
}

TEST(GraphFormats, cut_off_anywhere_are_refused_or_are_smaller_networks) {
  for (const auto& [kind, text] : cases) {
    NetworkFormat format;
    format.format = kind;
    for (std::size_t length = 1; length < text->size(); ++length) {
      try {
        const NetworkFile file = read(text->substr(0, length), format);
        EXPECT_LE(file.network.arcs(), 2U) << kind;
      } catch (const ScenarioError& error) {
        EXPECT_FALSE(error.problems().front().help.empty()) << kind << " cut at " << length;
      }
    }
  }
}

TEST(Gml, that_is_wrong_is_refused_with_its_place) {
  expect_problem(refusal("graph [\nnode [ id 1 ]\nnode [ id 1 ]\n]", {"gml"}), 3, 11, 1,
                 "two nodes of the id '1'");
  expect_problem(refusal("graph [\nnode [ id 1 ]\nedge [ source 1 target 22 ]\n]", {"gml"}), 3, 24,
                 2, "an edge names '22'");
  expect_problem(refusal("graph [\nedge [ source 1 ]\n]", {"gml"}), 2, 6, 1,
                 "no source or no target");
  expect_problem(refusal("graph [ node [ id 1 ]", {"gml"}), 1, 7, 1, "never closed");
  expect_problem(refusal("graph [ node [ label \"x ] ]", {"gml"}), 1, 22, 1, "never closed");
  expect_problem(refusal("graph [ ] graph [ ]", {"gml"}), 1, 11, 5, "a second graph");
  expect_problem(refusal("Creator 1", {"gml"}), 0, 0, 1, "no 'graph");
}

TEST(GraphMl, says_of_each_edge_whether_it_goes_one_way) {
  const NetworkFile file = read(
      "<graphml><graph edgedefault=\"undirected\"><node id=\"a\"/><node id=\"b\"/><node id=\"c\"/>"
      "<edge source=\"a\" target=\"b\"/><edge directed=\"true\" source=\"b\" target=\"c\"/>"
      "</graph></graphml>");
  EXPECT_EQ(file.names, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(file.direction, Direction::directed);
  EXPECT_EQ(file.network.arcs(), 3U);
}

TEST(GraphMl, that_is_wrong_is_refused_with_its_place) {
  const std::string head = "<graphml>\n<graph edgedefault=\"directed\">\n";
  const std::string tail = "</graph></graphml>";
  expect_problem(refusal(head + "<node/>" + tail), 3, 1, 1, "the <node> has no 'id'");
  expect_problem(refusal(head + "<node id=\"1\"/>\n<node id=\"1\"/>" + tail), 4, 1, 1, "two nodes");
  expect_problem(refusal(head + "<node id=\"1\"/>\n<edge source=\"1\" target=\"xy\"/>" + tail), 4,
                 26, 2, "an edge names 'xy'");
  expect_problem(refusal(head + "<hyperedge/>" + tail), 3, 1, 1, "hyperedge");
  expect_problem(refusal(head + "<graph edgedefault=\"directed\"/>" + tail), 3, 1, 1,
                 "second graph");
  expect_problem(refusal("<graphml>\n<graph>" + tail), 2, 1, 1, "has no 'edgedefault'");
  expect_problem(refusal(head + "<node id=\"1\">" + tail), 3, 16, 1, "no well-formed XML");
  expect_problem(refusal("<html></html>"), 0, 0, 1, "no <graph>");
  const std::string bomb =
      "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c "
      "\"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e "
      "\"&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;\"><!ENTITY g "
      "\"&f;&f;&f;&f;&f;&f;&f;&f;\"><!ENTITY h \"&g;&g;&g;&g;&g;&g;&g;&g;\">]>"
      "<graphml><graph edgedefault=\"directed\"><node id=\"1\">&h;&h;</node></graph></graphml>";
  expect_problem(refusal(bomb), 1, refusal(bomb).column, 1, "no well-formed XML");
}

TEST(Gexf, that_is_wrong_is_refused_with_its_place) {
  const std::string head = "<gexf><graph>\n<nodes>";
  expect_problem(refusal(head + "<node/></nodes></graph></gexf>"), 2, 8, 1, "has no 'id'");
  expect_problem(refusal(head + "<node id=\"1\"/></nodes>\n<edges><edge source=\"1\" target=\"1\" "
                                "type=\"odd\"/></edges></graph></gexf>"),
                 3, 8, 1, "the type 'odd'");
  const NetworkFile file = read(
      "<gexf><graph defaultedgetype=\"mutual\"><nodes><node id=\"1\"/><node id=\"2\"/></nodes>"
      "<edges><edge source=\"1\" target=\"2\"/></edges></graph></gexf>");
  EXPECT_EQ(file.network.arcs(), 2U);
}

TEST(GraphMl, takes_defaults_of_keys_where_nodes_and_edges_say_nothing) {
  const std::string text =
      "<graphml><key id=\"k0\" for=\"node\" attr.name=\"town\"><default>Ulm</default></key>\n"
      "<key id=\"k1\" for=\"edge\" attr.name=\"weight\"><default>0.2</default></key>\n"
      "<graph edgedefault=\"directed\"><node id=\"1\"><data key=\"k0\">Bonn</data></node>\n"
      "<node id=\"2\"/><node id=\"3\"/><edge source=\"1\" target=\"2\"/>\n"
      "<edge source=\"2\" target=\"3\"><data key=\"k1\">2</data></edge></graph>";
  const NetworkFile file = read(text + "</graphml>", at_least(1));
  EXPECT_EQ(pairs_of(file), (Pairs{{2, 3}}));
  EXPECT_EQ(file.below_weight, 1U);
  EXPECT_EQ(file.columns.front().values, (std::vector<std::string>{"Bonn", "Ulm", "Ulm"}));
  const std::string late = text +
                           "\n<key id=\"k2\" attr.name=\"Weight\"><default>2</default></key>"
                           "<key id=\"k3\"><default>x</default></key></graphml>";
  expect_problem(refusal(late, at_least(1)), 6, 43, 1, "a default weight stands after edges");
  EXPECT_EQ(read(late).columns.back().values, (std::vector<std::string>{"x", "x", "x"}));
}

TEST(Gexf, takes_defaults_of_attributes_where_nodes_and_edges_say_nothing) {
  const NetworkFile file = read(
      "<gexf><graph defaultedgetype=\"directed\"><attributes class=\"node\"><attribute id=\"0\" "
      "title=\"town\"><default>Ulm</default></attribute></attributes><attributes class=\"edge\">"
      "<attribute id=\"0\" title=\"weight\"><default>0.2</default></attribute></attributes>"
      "<nodes><node id=\"1\"><attvalues><attvalue for=\"0\" value=\"Bonn\"/></attvalues></node>"
      "<node id=\"2\"/><node id=\"3\"/></nodes><edges><edge source=\"1\" target=\"2\"/>"
      "<edge source=\"2\" target=\"3\"><attvalues><attvalue for=\"0\" value=\"2\"/></attvalues>"
      "</edge><edge source=\"3\" target=\"1\" weight=\"1\"/></edges></graph></gexf>",
      at_least(1));
  EXPECT_EQ(pairs_of(file), (Pairs{{2, 3}, {3, 1}}));
  EXPECT_EQ(file.below_weight, 1U);
  EXPECT_EQ(file.columns.front().values, (std::vector<std::string>{"Bonn", "Ulm", "Ulm"}));
}

TEST(Gexf, takes_defaults_behind_nodes_and_weights_in_any_letters) {
  const std::string text =
      "<gexf><graph defaultedgetype=\"directed\"><nodes><node id=\"1\"/><node id=\"2\"><attvalues>"
      "<attvalue for=\"0\" value=\"Bonn\"/></attvalues></node><node id=\"3\"/></nodes>"
      "<attributes class=\"node\"><attribute id=\"0\" title=\"town\"><default>Ulm</default>"
      "</attribute></attributes><attributes class=\"edge\"><attribute id=\"0\" title=\"Weight\">"
      "<default>0.2</default></attribute></attributes><edges><edge source=\"1\" target=\"2\"/>"
      "<edge source=\"2\" target=\"3\"><attvalues><attvalue for=\"0\" value=\"2\"/></attvalues>"
      "</edge></edges>\n<attributes class=\"edge\"><attribute id=\"1\" title=\"@\">"
      "<default>0.1</default></attribute></attributes></graph></gexf>";
  std::string of_colour = text;
  of_colour.replace(of_colour.find('@'), 1, "colour");
  const NetworkFile file = read(of_colour, at_least(1));
  EXPECT_EQ(pairs_of(file), (Pairs{{2, 3}}));
  EXPECT_EQ(file.columns.back().name, "town");
  EXPECT_EQ(file.columns.back().values, (std::vector<std::string>{"Ulm", "Bonn", "Ulm"}));
  std::string of_weight = text;
  of_weight.replace(of_weight.find('@'), 1, "weight");
  EXPECT_EQ(refusal(of_weight, at_least(1)).line, 2U);
  EXPECT_EQ(pairs_of(read(of_weight)), (Pairs{{1, 2}, {2, 3}}));
}

TEST(Pajek, reads_lists_matrices_and_relations) {
  EXPECT_EQ(pairs_of(read("*Vertices 3\n*Arcslist\n1 2 3\n3 1\n")),
            (Pairs{{1, 2}, {1, 3}, {3, 1}}));
  EXPECT_EQ(pairs_of(read("*Vertices 3\n*Edgeslist\n1 2 3\n")),
            (Pairs{{1, 2}, {2, 1}, {1, 3}, {3, 1}}));
  EXPECT_EQ(pairs_of(read("*Vertices 2\n*Matrix\n0 1\n0 0\n")), (Pairs{{1, 2}}));
  EXPECT_EQ(pairs_of(read("*Vertices 3\n*Arcs\n1 2\n*Edges\n2 3\n")),
            (Pairs{{1, 2}, {2, 3}, {3, 2}}));
  const std::string relations =
      "*Vertices 3\n*Arcs :1 \"advice\"\n1 2\n*Arcs :2 \"trust\"\n2 3\n3 1\n";
  NetworkFormat format;
  format.layer = "trust";
  EXPECT_EQ(pairs_of(read(relations, format)), (Pairs{{2, 3}, {3, 1}}));
  format.layer = "*";
  EXPECT_EQ(pairs_of(read(relations, format)), (Pairs{{1, 2}, {2, 3}, {3, 1}}));
  expect_problem(refusal(relations), 0, 0, 1, "2 layers of ties: advice, trust");
  format.layer = "trusts";
  EXPECT_EQ(refusal(relations, format).help, "did you mean 'trust'?");
}

TEST(Pajek, of_two_kinds_of_vertices_is_refused_or_projected) {
  const std::string text = "*Vertices 4 2\n*Edges\n1 3\n2 3\n2 4\n";
  expect_problem(refusal(text), 0, 0, 1, "two kinds of things");
  NetworkFormat format;
  format.two_mode = TwoMode::first;
  EXPECT_EQ(pairs_of(read(text, format)), (Pairs{{1, 2}, {2, 1}}));
}

TEST(Pajek, that_is_wrong_is_refused_with_its_place) {
  expect_problem(refusal("*Vertices 2\n*Arcs\n1 3\n"), 3, 3, 1, "'3' is too large");
  expect_problem(refusal("*Vertices 2\n*Arcs\n1\n"), 3, 2, 1, "the second vertex is missing");
  expect_problem(refusal("*Network x\n*Arcs\n1 2\n"), 2, 1, 5, "ties stand before '*Vertices'");
  expect_problem(refusal("*Vertices 2\n1 \"Anna\n"), 2, 3, 1, "never closed");
  expect_problem(refusal("*Vertices x\n"), 1, 11, 1, "'x' is not a number");
  expect_problem(refusal("*Vertices 2\n*Matrix\n0 1 1\n"), 3, 5, 1, "more than 2 rows and columns");
  expect_problem(refusal("*Vertices 1\n*Vertices 1\n"), 2, 1, 11, "a second network");
}

TEST(MatrixMarket, is_read_as_its_banner_says) {
  const std::string head = "%%MatrixMarket matrix coordinate ";
  EXPECT_EQ(pairs_of(read(head + "pattern symmetric\n3 3 2\n2 1\n3 2\n")), chain_both_ways);
  EXPECT_EQ(read(head + "pattern symmetric\n3 3 2\n2 1\n3 2\n").direction, Direction::both_ways);
  expect_problem(refusal(head + "pattern general\n3 3 3\n1 2\n"), 2, 5, 1,
                 "has 3 entries, and lists 1");
  expect_problem(refusal(head + "pattern general\n3 3 1\n1 4\n"), 3, 3, 1, "'4' is too large");
  expect_problem(refusal(head + "real general\n3 3 1\n1 2\n"), 3, 4, 1, "the value is missing");
  expect_problem(refusal(head + "complex general\n"), 1, 34, 7, "pattern, real or integer");
  expect_problem(refusal(head + "real hermitian\n"), 1, 39, 9, "general or symmetric");
  expect_problem(refusal("%%MatrixMarket matrix array real general\n1 1\n1\n"), 1, 23, 5,
                 "only coordinate matrices");
  expect_problem(refusal(head + "pattern general\n2 3 2\n1 1\n2 3\n"), 0, 0, 1,
                 "'row' with 'column'");
  expect_problem(refusal(head + "pattern general\n2 2 1\n1 2\n", at_least(1)), 0, 0, 1,
                 "no weights");
  expect_problem(refusal(head + "pattern general\n4294967294 3 1\n1 2\n"), 2, 12, 1,
                 "4294967297 rows and columns, which must be at most 4294967294");
}

}  // namespace
}  // namespace rapport
