// Edge lists, METIS and packed files in every dress are read; broken ones are refused with their
// place and a reason of their own.
#include "sim/scenario/network_files/read_network.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>
#include <utility>

#include "sim/core/error.hpp"
#include "tests/scenario/network_files.hpp"

namespace rapport {
namespace {

using namespace network_files;

const NetworkFormat directed{"auto", Direction::directed};

TEST(ReadNetwork, reads_the_network_that_is_shipped_as_an_example) {
  const NetworkFile file = read_network(fs::path(RAPPORT_SOURCE) / "scenarios/networks/pgp.graph");
  EXPECT_EQ(file.network.customers(), 10'680U);
  EXPECT_EQ(file.network.arcs(), 2 * 24'316U);
}

// ---- Edge lists ---------------------------------------------------------------------------------

TEST(EdgeList, reads_every_dress_it_comes_in) {
  const Pairs expected = {{1, 2}, {2, 7}, {7, 1}};
  for (const char* text :
       {"1 2\n2 7\n7 1\n", "1 2\n2 7\n7 1", "1,2\n2,7\n7,1\n", "1;2\n2;7\n7;1\n",
        "1\t2\n2\t7\n7\t1\n", " 1   2 \n\t2\t\t7\n7 1\n", "1 , 2\n2 ,7\n7, 1\n",
        "1 2\r\n2 7\r\n7 1\r\n", "1 2\r2 7\r7 1\r", "\n\n1 2\n \n2 7\n\r\n7 1\n\n",
        "# a b\n% c\n// d\n1 2\n  # e\n2 7\n7 1\n", "from,to\n1,2\n2,7\n7,1\n",
        "\"from\",\"to\",\"weight\"\n1,2,0.5\n2,7,-1\n7,1,nan\n", "# x\nid_1 id_2\n1 2\n2 7\n7 1\n",
        "1 2 4 1289241912\n2 7 x\n7 1 # y\n", "\357\273\2771 2\n2 7\n7 1\n",
        "001 02\n2 07\n7 1\n"}) {
    const NetworkFile file = read(text, directed);
    EXPECT_EQ(file.format, "edge_list") << text;
    EXPECT_EQ(pairs_of(file), expected) << text;
    EXPECT_EQ(file.ids, (std::vector<std::uint32_t>{1, 2, 7})) << text;
  }
}

TEST(EdgeList, goes_both_ways_unless_told_otherwise) {
  EXPECT_EQ(pairs_of(read("3 1\n")), (Pairs{{1, 3}, {3, 1}}));
  EXPECT_EQ(pairs_of(read("3 1\n", directed)), (Pairs{{3, 1}}));
}

TEST(EdgeList, counts_what_it_drops_and_keeps_customers_who_only_see_themselves) {
  const NetworkFile file = read("1 2\n2 1\n5 5\n1 2\n");
  EXPECT_EQ(file.dropped.self_loops, 1U);
  EXPECT_EQ(file.dropped.parallel, 2U);
  EXPECT_EQ(file.ids, (std::vector<std::uint32_t>{1, 2, 5}));
}

TEST(EdgeList, takes_ids_up_to_32_bits_and_no_further) {
  const NetworkFile file = read("4294967295 0\n");
  EXPECT_EQ(file.ids, (std::vector<std::uint32_t>{0, 4294967295U}));
  expect_problem(refusal("1 2\n3 4294967296\n"), 2, 3, 10, "'4294967296' is too large");
  expect_problem(refusal("1 2\n99999999999999999999999 3\n"), 2, 1, 23, "is too large");
}

TEST(EdgeList, says_of_every_bad_number_what_is_wrong_with_it) {
  expect_problem(refusal("1 2\n-3 4\n"), 2, 1, 2, "'-3' is negative");
  expect_problem(refusal("-3 4\n"), 1, 1, 2, "'-3' is negative");
  expect_problem(refusal("1 2\n1 NaN\n"), 2, 3, 3, "'NaN' is not a finite number");
  expect_problem(refusal("nan nan\n1 2\n"), 1, 1, 3, "'nan' is not a finite number");
  expect_problem(refusal("1 inf\n"), 1, 3, 3, "'inf' is not a finite number");
  expect_problem(refusal("1,2.5\n"), 1, 3, 3, "'2.5' is not written as a whole number");
  expect_problem(refusal("1,2e3\n"), 1, 3, 3, "'2e3' is not written as a whole number");
  expect_problem(refusal("a b\n1 2\nc d\n"), 3, 1, 1, "'c' is not a number");
  expect_problem(refusal("1 2x\n"), 1, 3, 2, "'2x' is not a number");
  expect_problem(refusal(std::string("1 2\n\x01\x00 4\n", 9)), 2, 1, 2, "'\\x01\\x00' is not a");
}

TEST(EdgeList, says_which_id_is_missing) {
  expect_problem(refusal("1 2\n17\n"), 2, 3, 1, "the second id is missing");
  expect_problem(refusal("1 2\n17 \r\n"), 2, 4, 1, "the second id is missing");
  expect_problem(refusal("1,,2\n"), 1, 3, 1, "the second id is missing");
  expect_problem(refusal("name,from,to\na,1,\n"), 2, 5, 1, "the second id is missing");
}

TEST(EdgeList, takes_no_line_for_a_header_that_is_half_a_number) {
  expect_problem(refusal("layer,1\n1,2\n"), 1, 1, 5, "'layer' is not a number");
  expect_problem(refusal("1,to\n1,2\n"), 1, 3, 2, "'to' is not a number");
  expect_problem(refusal("nodes\n1,2\n"), 1, 1, 5, "'nodes' is not a number");
}

TEST(EdgeList, without_an_edge_is_refused) {
  expect_problem(refusal(""), 0, 0, 1, "the file is empty");
  expect_problem(refusal(" \n\r\n\t"), 0, 0, 1, "the file is empty");
  expect_problem(refusal("# nothing\nfrom,to\n"), 0, 0, 1, "holds no edge");
}

TEST(EdgeList, finds_its_columns_by_their_names_or_numbers) {
  EXPECT_EQ(pairs_of(read(",from,to\n0,1,2\n", directed)), (Pairs{{1, 2}})) << "as R writes it";
  EXPECT_EQ(pairs_of(read("when\tTarget\tSource\n9\t1\t2\n", directed)), (Pairs{{2, 1}}));
  NetworkFormat format = directed;
  format.from_column = "3";
  format.to_column = "asked";
  EXPECT_EQ(pairs_of(read("day;asked;who\n5;1;2\n", format)), (Pairs{{2, 1}}));
  format.to_column = "askd";
  EXPECT_NE(refusal("day;asked;who\n5;1;2\n", format).help.find("did you mean 'asked'"),
            std::string::npos);
  format.to_column = "4";
  expect_problem(refusal("5 1 2\n", format), 0, 0, 1, "no column '4' (to_column)");
}

TEST(EdgeList, leaves_out_ties_that_weigh_too_little) {
  NetworkFormat format = directed;
  format.least_weight = 2;
  expect_problem(refusal("1 2 3\n", format), 0, 0, 1, "no column is called a weight");
  format.weight_column = "3";
  const NetworkFile file = read("1 2 3\n2 3 1.5\n3 1 -4\n1 3 2\n", format);
  EXPECT_EQ(pairs_of(file), (Pairs{{1, 2}, {1, 3}}));
  EXPECT_EQ(file.listed, 4U);
  EXPECT_EQ(file.below_weight, 2U);
  expect_problem(refusal("1 2 3\n2 3 x\n", format), 2, 5, 1, "the weight 'x' is not a number");
  expect_problem(refusal("1 2 1\n", format), 0, 0, 1, "no tie weighs as much");
}

TEST(EdgeList, knows_people_by_name) {
  const NetworkFile file =
      read("from,to\n\"Smith, Anna\",bob\nbob,Émile\nÉmile,\"Smith, Anna\"\n", directed);
  EXPECT_EQ(file.names, (std::vector<std::string>{"Smith, Anna", "bob", "Émile"}));
  EXPECT_TRUE(file.ids.empty());
  EXPECT_EQ(file.called(1), "bob");
  EXPECT_EQ(file.network.arcs(), 3U);
  EXPECT_EQ(file.network.audience(CustomerId{1}).front(), CustomerId{2});
  expect_problem(refusal("from,to\n\"Anna,bob\n"), 2, 1, 9, "never closed");
  expect_problem(refusal("from,to\n1,2\n3,anna\n"), 3, 3, 4, "'anna' is not a number");
}

TEST(EdgeList, of_things_of_two_kinds_is_one_of_people_only_where_they_meet) {
  expect_problem(refusal("user,forum\n1,7\n2,7\n"), 0, 0, 1, "'user' with 'forum'");
  EXPECT_EQ(pairs_of(read("user,friend\n1,2\n2,3\n", directed)), (Pairs{{1, 2}, {2, 3}}));
  NetworkFormat format;
  format.two_mode = TwoMode::first;
  EXPECT_EQ(pairs_of(read("user,forum\n1,7\n2,7\n3,8\n", format)), (Pairs{{1, 2}, {2, 1}}));
  format.two_mode = TwoMode::second;
  EXPECT_EQ(pairs_of(read("user,forum\n1,7\n2,7\n1,8\n", format)), (Pairs{{7, 8}, {8, 7}}));
  format.two_mode = TwoMode::as_one;
  EXPECT_EQ(pairs_of(read("user,forum\n1,7\n", format)), (Pairs{{1, 7}, {7, 1}}));
  format.two_mode = TwoMode::first;
  expect_problem(refusal("1 2\n2 3\n", format), 0, 0, 1, "'2' stands on both sides");
}

TEST(EdgeList, larger_than_a_block_tells_of_the_right_line) {
  std::string text;
  for (int i = 0; i < 700'000; ++i) {
    text += "1234567 7654321\n";
  }
  expect_problem(refusal(text + "1 2\n3 x\n"), 700'002, 3, 1, "'x' is not a number");
  EXPECT_EQ(read(text + "1 2").listed, 700'001U);
}

TEST(EdgeList, of_several_blocks_is_what_its_reverse_is) {
  // ids that lie close, that grow eightfold and more in the last lines, or lie wide apart
  for (const std::uint32_t last : {7U, 4'000'000U, 4'294'967'295U}) {
    for (const Direction direction : {Direction::directed, Direction::both_ways}) {
      NetworkFormat format;
      format.direction = direction;
      std::vector<std::string> lines;
      for (std::uint64_t i = 0; i < 450'000; ++i) {
        lines.push_back(std::to_string(mix64(i) % 90'000) + " " +
                        std::to_string(mix64(~i) % 90'000) + "\n");
      }
      lines.push_back("1 1\n1 90001\n90001 1\n5 " + std::to_string(last) + "\n");
      std::string text;
      std::string reverse;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        text += lines[i];
        reverse += lines[lines.size() - 1 - i];
      }
      const NetworkFile one = read(text, format);
      const NetworkFile other = read(reverse, format);
      EXPECT_EQ(one.network.digest(), other.network.digest()) << last;
      EXPECT_EQ(one.ids, other.ids);
      EXPECT_EQ(one.listed, 450'004U);
      EXPECT_EQ(one.dropped.self_loops, other.dropped.self_loops);
      EXPECT_EQ(one.dropped.parallel, other.dropped.parallel);
      const std::uint64_t slots = direction == Direction::both_ways ? 2 : 1;
      EXPECT_EQ(one.network.arcs(),
                slots * (one.listed - one.dropped.self_loops - one.dropped.parallel));
      EXPECT_EQ(read(gzip(text), format).network.digest(), one.network.digest());
    }
  }
}

TEST(EdgeList, may_have_a_header_that_fills_a_block) {
  const std::string comments = "# " + std::string(5U << 20U, 'x') + "\n";
  EXPECT_EQ(pairs_of(read(comments + "from,to\n1,2\n", directed)), (Pairs{{1, 2}}));
}

// ---- Compression and opening --------------------------------------------------------------------

TEST(Gzip, is_known_by_its_first_bytes_whatever_the_name) {
  EXPECT_EQ(pairs_of(read(gzip("1 2\n2 3\n"), directed, "plain.csv")), (Pairs{{1, 2}, {2, 3}}));
  EXPECT_EQ(pairs_of(read("1 2\n", directed, "not.gz")), (Pairs{{1, 2}}));
}

TEST(Gzip, may_have_several_members_and_zeros_at_the_end) {
  const std::string text = gzip("1 2\n") + gzip("2 3\n") + std::string(100, '\0');
  EXPECT_EQ(pairs_of(read(text, directed)), (Pairs{{1, 2}, {2, 3}}));
}

TEST(Gzip, larger_than_a_block_is_read_whole) {
  std::ostringstream text;
  for (std::uint64_t i = 0; i < 200'000; ++i) {
    text << mix64(i) % 100'000 << ' ' << mix64(~i) % 100'000 << '\n';
  }
  const NetworkFile plain = read(text.str());
  EXPECT_EQ(read(gzip(text.str())).network.digest(), plain.network.digest());
  EXPECT_GT(plain.network.arcs(), 390'000U);
}

TEST(Gzip, that_is_truncated_or_damaged_is_refused) {
  std::string text;
  for (int i = 0; i < 5000; ++i) {
    text += std::to_string(mix64(static_cast<std::uint64_t>(i)) % 9999) + " 3\n";
  }
  const std::string packed = gzip(text);
  for (const std::size_t length :
       {std::size_t{3}, std::size_t{12}, packed.size() / 2, packed.size() - 1}) {
    expect_problem(refusal(packed.substr(0, length)), 0, 0, 1, "truncated");
  }
  std::string damaged = packed;
  damaged[packed.size() - 6] = static_cast<char>(damaged[packed.size() - 6] ^ 1);  // check sum
  expect_problem(refusal(damaged), 0, 0, 1, "damaged");
  expect_problem(refusal(packed + "rubbish"), 0, 0, 1, "damaged");
}

TEST(ReadNetwork, says_why_a_file_cannot_be_opened) {
  const Folder folder;
  const auto message = [](const fs::path& path) {
    try {
      read_network(path);
    } catch (const NoInput& error) {
      return std::string(error.what());
    }
    return std::string("was read");
  };
  EXPECT_NE(message(folder.path() / "absent").find("absent: No such file or directory"),
            std::string::npos);
  EXPECT_NE(message(folder.path()).find("is a folder"), std::string::npos);
  const fs::path file = folder.write("file", "1 2\n");
  EXPECT_NE(message(file / "below").find("Not a directory"), std::string::npos);
}

TEST(ReadNetwork, refuses_a_format_it_does_not_know) {
  expect_problem(refusal("1 2\n", {"dot"}), 0, 0, 1, "'dot'");
  expect_problem(refusal("{\"nodes\": []}"), 0, 0, 1, "a JSON file");
  expect_problem(refusal("PK\x03\x04..."), 0, 0, 1, "a zip archive");
}

TEST(ReadNetwork, reads_a_pipe) {
  const Folder folder;
  const fs::path pipe = folder.path() / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  std::thread writer([&] { std::ofstream(pipe, std::ios::binary) << gzip("1 2\n2 3\n"); });
  const NetworkFile file = read_network(pipe, directed);
  writer.join();
  EXPECT_EQ(pairs_of(file), (Pairs{{1, 2}, {2, 3}}));
}

// ---- METIS --------------------------------------------------------------------------------------

const NetworkFormat metis{"metis"};

TEST(Metis, reads_isolated_vertices_comments_and_weights) {
  const Pairs expected = {{1, 3}, {3, 1}, {3, 4}, {4, 3}};
  for (const char* text :
       {"4 2\n3\n\n1 4\n3\n", "% a\n4 2 0\n3\n\n% b\n4 1\n3",
        "  4  2 000 1\r\n 3\r\n\r\n1 4 \r\n3\r\n", "4 2 1\n3 9\n\n1 9 4 2.5\n3 2.5\n",
        "4 2 10\n7 3\n7\n7 1 4\n7 3\n", "4 2 11 2\n7 7 3 9\n7 7\n7 7 1 9 4 2\n7 7 3 2\n",
        "4 2 110\n5 7 3\n5 7\n5 7 1 4\n5 7 3\n", "4 2\n3\n\n1 4\n3\n\n\n"}) {
    const NetworkFile file = read(text, metis);
    EXPECT_EQ(file.format, "metis");
    EXPECT_EQ(pairs_of(file), expected) << text;
    EXPECT_EQ(file.ids, (std::vector<std::uint32_t>{1, 2, 3, 4})) << text;
  }
}

TEST(Metis, is_known_by_its_name_or_by_counting_its_own_lines) {
  EXPECT_EQ(read("3 2\n2\n1 3\n2\n", {}, "a.graph").format, "metis");
  EXPECT_EQ(read(gzip("3 2 1\n2 5\n1 5 3 5\n2 5\n"), {}, "a.metis.gz").format, "metis");
  EXPECT_EQ(read("3 2\n2\n1 3\n2\n").format, "metis");
  EXPECT_EQ(read("2 3\n2 1\n1 3\n").format, "edge_list");
  EXPECT_EQ(read("3 2\n2 4\n1 3\n2 9\n").format, "edge_list");
}

TEST(Metis, that_breaks_its_word_is_refused) {
  expect_problem(refusal("4 2\n3\n\n1 4\n", metis), 0, 0, 1, "3 of 4 vertices");
  expect_problem(refusal("4000000000 2\n3\n", metis), 0, 0, 1, "truncated");
  expect_problem(refusal("2 1\n2\n1\n1\n", metis), 4, 1, 1, "more lines");
  expect_problem(refusal("3 3\n2\n1 3\n2\n", metis), 1, 3, 1,
                 "counts 3 edges, but the lines list 2");
  expect_problem(refusal("3 2\n2\n1 3\n\n", metis), 3, 3, 1, "does not list 2");
  expect_problem(refusal("3 2 1\n\n1 1 3 1\n2 1\n", metis), 3, 1, 1, "vertex 1 does not list 2");
  expect_problem(refusal("2 1\n2\n1 2\n", metis), 3, 3, 1, "its own neighbour");
  expect_problem(refusal("2 1\n2 2\n1\n", metis), 2, 3, 1, "listed twice");
}

TEST(Metis, says_of_every_bad_number_what_is_wrong_with_it) {
  expect_problem(refusal("2 1\n0\n1\n", metis), 2, 1, 1, "'0' is too small");
  expect_problem(refusal("2 1\n2\n1 3\n", metis), 3, 3, 1, "'3' is too large");
  expect_problem(refusal("2 1\n-2\n1\n", metis), 2, 1, 2, "'-2' is negative");
  expect_problem(refusal("2 1\nx\n1\n", metis), 2, 1, 1, "'x' is not a number");
  expect_problem(refusal("2\n2\n1\n", metis), 1, 2, 1, "the number of edges is missing");
  expect_problem(refusal("0 0\n", metis), 1, 1, 1, "'0' is too small");
  expect_problem(refusal("4294967295 0\n", metis), 1, 1, 10, "is too large");
  expect_problem(refusal("2 1 12\n2\n1\n", metis), 1, 5, 2, "fmt '12'");
  expect_problem(refusal("2 1 0 1 1\n2\n1\n", metis), 1, 9, 1, "at most four");
  expect_problem(refusal("2 1 1\n2 5\n1\n", metis), 3, 2, 1, "weight of the edge is missing");
  expect_problem(refusal("2 1 1\n2 y\n1 5\n", metis), 2, 3, 1, "'y' is not a number");
  expect_problem(refusal("% only\n", metis), 0, 0, 1, "no header");
}

// ---- What goes out comes in ---------------------------------------------------------------------

RC_GTEST_PROP(EdgeListProperty, written_and_read_back_is_the_same_network, ()) {
  const auto customers = *rc::gen::inRange<std::uint32_t>(2, 40);
  const auto base = *rc::gen::element<std::uint64_t>(0, 1, 1000, 4'000'000'000);
  const auto gap = *rc::gen::element<std::uint64_t>(1, 3, 1'000'000);
  const auto separator = *rc::gen::element<std::string>(" ", ",", "\t", ";", ", ", "  \t");
  const auto line_end = *rc::gen::element<std::string>("\n", "\r\n", "\n\n", "\n# note\n");
  const auto head = *rc::gen::element<std::string>("", "a,b\n", "% note\n", "// note\nfrom to\n");
  const auto tail = *rc::gen::element<std::string>("", " 1", ",0.5,x");
  const auto direction = *rc::gen::element(Direction::directed, Direction::both_ways);
  const auto packed = *rc::gen::arbitrary<bool>();
  const auto customer = rc::gen::inRange<std::uint32_t>(0, customers);
  const auto drawn =
      *rc::gen::nonEmpty(rc::gen::container<std::vector<std::pair<std::uint32_t, std::uint32_t>>>(
          rc::gen::pair(customer, customer)));

  std::string text = head;
  Pairs expected;
  std::set<std::uint64_t> ids;
  for (const auto& [from, to] : drawn) {
    const std::uint64_t a = base + gap * from;
    const std::uint64_t b = base + gap * to;
    text += std::to_string(a);
    text += separator;
    text += std::to_string(b);
    text += tail;
    text += line_end;
    ids.insert({a, b});
    if (a != b) {
      expected.emplace(a, b);
      if (direction == Direction::both_ways) {
        expected.emplace(b, a);
      }
    }
  }
  const NetworkFile file = read(packed ? gzip(text) : text, {"edge_list", direction});
  RC_ASSERT(pairs_of(file) == expected);
  RC_ASSERT(std::equal(file.ids.begin(), file.ids.end(), ids.begin(), ids.end()));
}

RC_GTEST_PROP(MetisProperty, written_and_read_back_is_the_same_network, ()) {
  const auto customers = *rc::gen::inRange<std::uint32_t>(1, 30);
  const auto customer = rc::gen::inRange<std::uint32_t>(0, customers);
  const auto drawn = *rc::gen::container<std::vector<std::pair<std::uint32_t, std::uint32_t>>>(
      rc::gen::pair(customer, customer));
  std::vector<Arc> arcs;
  arcs.reserve(drawn.size());
  for (const auto& [from, to] : drawn) {
    arcs.push_back({from, to});
  }
  const Network network = Network::from_arcs(customers, std::move(arcs), Direction::both_ways);
  std::string text = std::to_string(customers) + " " + std::to_string(network.arcs() / 2) + "\n";
  for (std::uint32_t c = 0; c < customers; ++c) {
    for (const CustomerId reader : network.audience(CustomerId{c})) {
      text += std::to_string(row(reader) + 1);
      text += ' ';
    }
    text += "\n";
  }
  const NetworkFile file = read(text, {}, "written.graph");
  RC_ASSERT(file.network.digest() == network.digest());
}

}  // namespace
}  // namespace rapport
