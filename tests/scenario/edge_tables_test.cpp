// Edge lists that are tables, and tables of what is said of people: two kinds of things, quotation
// marks, ids that are no numbers, headers, and columns that nobody looks at.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sim/scenario/network_files/node_table.hpp"
#include "tests/scenario/network_files.hpp"

namespace rapport {
namespace {

using namespace network_files;
using Words = std::vector<std::string>;

NetworkFormat onto(TwoMode two_mode, Ids ids = Ids::automatic) {
  NetworkFormat format;
  format.two_mode = two_mode;
  format.ids = ids;
  return format;
}

NetworkFormat named() {
  return onto(TwoMode::refused, Ids::names);
}

/// The arcs of a file that was read, in its names.
std::set<std::pair<std::string, std::string>> ties_of(const NetworkFile& file) {
  std::set<std::pair<std::string, std::string>> ties;
  for (std::uint32_t c = 0; c < file.network.customers(); ++c) {
    for (const std::uint32_t reader : file.network.readers(c)) {
      ties.emplace(file.called(c), file.called(reader));
    }
  }
  return ties;
}

// ---- Two kinds of things ------------------------------------------------------------------------

// Users 1, 2 and 3; products 1, 2 and 7. Users 1 and 2 share product 2.
const std::string bought = "user_id,product_id\n1,1\n1,2\n2,2\n3,7\n";

TEST(TwoKinds, are_refused_whether_their_ids_overlap_or_not) {
  for (const std::string& text :
       {bought, std::string("user,forum\n1,7\n2,7\n"), std::string("User Id;Item Id\n1;1\n2;1\n"),
        std::string("wallet,contract\n1,2\n2,1\n"), std::string("forum,user\na,a\nb,a\n"),
        std::string("user_id,product_id\nu1,p1\nu2,p1\n")}) {
    expect_problem(refusal(text), 0, 0, 1, "two kinds of things");
  }
  EXPECT_EQ(read(bought, onto(TwoMode::as_one)).network.customers(), 4U);
}

TEST(TwoKinds, have_ids_of_their_own_each) {
  const NetworkFile users = read(bought, onto(TwoMode::first));
  EXPECT_EQ(users.ids, (std::vector<std::uint32_t>{1, 2, 3}));
  EXPECT_EQ(pairs_of(users), (Pairs{{1, 2}, {2, 1}}));
  const NetworkFile products = read(bought, onto(TwoMode::second));
  EXPECT_EQ(products.ids, (std::vector<std::uint32_t>{1, 2, 7}));
  EXPECT_EQ(pairs_of(products), (Pairs{{1, 2}, {2, 1}}));
}

TEST(TwoKinds, have_names_of_their_own_each) {
  const std::string text = "user_id,product_id\nb,a\nb,c\na,c\nd,e\n";
  const NetworkFile users = read(text, onto(TwoMode::first));
  EXPECT_EQ(users.names, (Words{"a", "b", "d"}));
  EXPECT_EQ(ties_of(users),
            (std::set<std::pair<std::string, std::string>>{{"a", "b"}, {"b", "a"}}));
  const NetworkFile products = read(text, onto(TwoMode::second));
  EXPECT_EQ(products.names, (Words{"a", "c", "e"}));
  EXPECT_EQ(ties_of(products),
            (std::set<std::pair<std::string, std::string>>{{"a", "c"}, {"c", "a"}}));
  const NetworkFile mixed =
      read("user_id,product_id\n2,x\n1,x\n", onto(TwoMode::first, Ids::names));
  EXPECT_EQ(pairs_of(mixed), (Pairs{{1, 2}, {2, 1}})) << "users are numbers, products names";
}

TEST(TwoKinds, are_not_what_people_are_to_each_other) {
  for (const char* head :
       {"from,to", "source,target", "node_1,node_2", "person,friend", "id1,id2", "user,friend",
        "user_id,follower_id", "a,b", "rater,ratee", "who,whom", "caller,callee", "buyer,seller",
        "userA,userB", "id,friend_id", "from_user_id,to_user_id", "sender_id,receiver_id",
        "rater_id,ratee_id"}) {
    EXPECT_EQ(pairs_of(read(std::string(head) + "\n1,2\n", {"auto", Direction::directed})),
              (Pairs{{1, 2}}))
        << head;
  }
}

// ---- Quotation marks ----------------------------------------------------------------------------

TEST(Quotes, doubled_within_a_field_stand_for_one) {
  const NetworkFile file = read("from,to\n\"Doe \"\"X\"\"\",b\n\"Doe \"\"Y\"\"\",c\n");
  EXPECT_EQ(file.names, (Words{"Doe \"X\"", "Doe \"Y\"", "b", "c"}));
  EXPECT_EQ(read("from;to\n\"\"\"\" ;b\n").names, (Words{"\"", "b"}));
  expect_problem(refusal("from,to\n\"a\"b,c\n"), 2, 4, 1, "text follows the quotation mark");
  expect_problem(refusal("from,to\n\"a\"\",c\n"), 2, 1, 6, "never closed");
  expect_problem(refusal("from,to,weight\n\"a \"\"b\"\"\",c,\"1 \"\"x\"\"\"\n",
                         [] {
                           NetworkFormat format;
                           format.least_weight = 1;
                           return format;
                         }()),
                 2, 14, 5, "is not a number");
}

TEST(Quotes, may_stand_around_numbers) {
  const Pairs expected = {{1, 2}, {2, 7}};
  for (const char* text :
       {"\"1\",\"2\"\n\"2\",\"7\"\n", "\"from\",\"to\"\n\"1\",\"2\"\n\"2\",\"7\"\n",
        "1;\"2\"\n\"2\";7\n", "\"1\"\t\"2\"\t\"x\"\n\"2\"\t\"7\"\t\"\"\n"}) {
    EXPECT_EQ(pairs_of(read(text, {"auto", Direction::directed})), expected) << text;
  }
}

TEST(Quotes, may_begin_anywhere_in_a_list_of_numbers) {
  const Pairs expected = {{1, 2}, {2, 3}, {3, 4}, {4, 1}};
  for (const char* text :
       {"1,2\n\"2\",\"3\"\n3,4\n4,\"1\"\n", "1,2\n2,3\n# \"x\"\n\n\"3\" , \"4\"\n4,1\n",
        "from\tto\n1\t2\n\"2\"\t3\n\"3\"\t4\n4\t1\n"}) {
    EXPECT_EQ(pairs_of(read(text, {"auto", Direction::directed})), expected) << text;
  }
  expect_problem(refusal("1,2\n\"2\",\"3\"\n3,x\n"), 3, 3, 1, "'x' is not a number");
  std::string pieces = "1,2\n\"2\",\"3\"\n";
  for (int i = 0; i < 100'000; ++i) {
    pieces += "1234567,7654321\n";
  }
  expect_problem(refusal(pieces + "3,x\n"), 100'003, 3, 1, "'x' is not a number");
  EXPECT_EQ(read(pieces + "\"3\",4\n").listed, 100'003U);
  expect_problem(refusal("1,2\n\"2\",\"y\"\n3,4\n"), 2, 6, 1, "'y' is not a number");
}

// ---- Ids ----------------------------------------------------------------------------------------

TEST(Ids, of_any_kind_are_read_as_names) {
  EXPECT_EQ(read("3f2a,9bc1\n", named()).names, (Words{"3f2a", "9bc1"}));
  EXPECT_EQ(read("812345678901234567 5\n", named()).names, (Words{"5", "812345678901234567"}));
  EXPECT_EQ(read("from,to\nalice,2\n2,bob\n", named()).names, (Words{"2", "alice", "bob"}));
  EXPECT_EQ(read("0001,1\nx,1\n", named()).names, (Words{"0001", "1", "x"}));
  EXPECT_EQ(read("0001,1\nx1,1\n", named()).network.customers(), 3U);
  EXPECT_EQ(read("0001,1\n").network.customers(), 1U) << "one number";
  EXPECT_EQ(read("10,9\n", named()).ids, (std::vector<std::uint32_t>{9, 10}));
}

TEST(Ids, that_are_no_numbers_are_refused_with_a_way_out) {
  for (const char* text :
       {"3f2a,9bc1\n", "812345678901234567 5\n", "alice,2\n", "from,to,layer\n1,2,a\nx,1,a\n"}) {
    EXPECT_NE(refusal(text).help.find("ids = \"names\""), std::string::npos) << text;
  }
  NetworkFormat numbers;
  numbers.ids = Ids::numbers;
  expect_problem(refusal("from,to\nanna,bob\n", numbers), 2, 1, 4, "'anna' is not a number");
  expect_problem(refusal("p,q\nanna,bob\n", numbers), 2, 1, 4, "'anna' is not a number");
}

// ---- First lines and columns --------------------------------------------------------------------

TEST(Header, is_told_where_a_first_line_was_taken_for_one) {
  EXPECT_EQ(read("from,to\nann,bob\n").header, (Words{"from", "to"}));
  EXPECT_EQ(read("x,y,when\n1,2,3\n").header, (Words{"x", "y", "when"}));
  EXPECT_EQ(read("ann,bob\nbob,carl\n").header, Words{});
  EXPECT_EQ(read("1 2\n").header, Words{});
  EXPECT_EQ(read("i,u\nu,w\n").header, Words{}) << "people of one letter";
  const NetworkFile file = read("person,friend\nann,bob\n");
  EXPECT_EQ(file.header, (Words{"person", "friend"}));
  EXPECT_EQ(file.names, (Words{"ann", "bob"}));
}

TEST(Header, that_says_from_and_to_may_say_anything_else) {
  const NetworkFile file = read("source,target,2019\n1,2,5\n2,3,1\n3,1,2\n");
  EXPECT_EQ(file.ids, (std::vector<std::uint32_t>{1, 2, 3}));
  EXPECT_EQ(file.header, (Words{"source", "target", "2019"}));
  EXPECT_EQ(read("2019,from,to\n5,ann,bob\n").names, (Words{"ann", "bob"}));
  EXPECT_EQ(read("user_id,friend_id,2019\n1,2,5\n").ids, (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(read("x,y,2019\n1,2,5\n").ids, (std::vector<std::uint32_t>{1, 2}));
}

TEST(Header, has_the_columns_that_the_user_names) {
  NetworkFormat format = named();
  format.from_column = "rater";
  format.to_column = "ratee";
  const NetworkFile file = read("ratee,rater,day\nann,bob,mon\n", format);
  EXPECT_EQ(file.header.size(), 3U);
  EXPECT_EQ(file.names, (Words{"ann", "bob"}));
}

TEST(Header, is_told_by_ids_alone_not_by_what_else_a_line_says) {
  const NetworkFile mixed = read("alice,bob\ncarol,7\n7,alice\n", named());
  EXPECT_EQ(mixed.header, Words{});
  EXPECT_EQ(mixed.names, (Words{"7", "alice", "bob", "carol"}));
  EXPECT_EQ(read("alice,bob\n7,8\n", named()).network.customers(), 4U);
  EXPECT_EQ(read("alice,bob\n", named()).names, (Words{"alice", "bob"}));
  for (const NetworkFormat& format : {NetworkFormat(), named()}) {
    const NetworkFile blank = read("anna,ben,\ncarl,dora,2\n", format);
    EXPECT_EQ(blank.header, Words{});
    EXPECT_EQ(blank.names, (Words{"anna", "ben", "carl", "dora"}));
    EXPECT_EQ(read("teacher a,teacher b,weight\nanna,ben,2\n", format).header.size(), 3U);
  }
  EXPECT_EQ(read("teacher a,teacher b,hours\nanna,ben,2\n").header.size(), 3U);
}

TEST(Header, is_what_the_user_says) {
  const std::string text = "u v\nv w\nw u\n";
  EXPECT_EQ(read(text).header, (Words{"u", "v"})) << "columns are called so";
  NetworkFormat none;
  none.header = Header::no;
  EXPECT_EQ(read(text, none).names, (Words{"u", "v", "w"}));
  EXPECT_EQ(read(text, none).listed, 3U);
  NetworkFormat some = named();
  some.header = Header::yes;
  EXPECT_EQ(read("2001,2002\nann,2001\n", some).names, (Words{"2001", "ann"}));
  EXPECT_EQ(read("2001,2002\nann,2001\n", some).header, (Words{"2001", "2002"}));
  none.ids = Ids::numbers;
  expect_problem(refusal("from,to\n1,2\n", none), 1, 1, 4, "'from' is not a number");
}

// ---- What separates fields ----------------------------------------------------------------------

TEST(Separator, is_what_the_header_and_the_lines_have_in_common) {
  const Words people{"Doe, Jane", "Kim, Al", "Smith, John"};
  for (const char* text :
       {"source\ttarget\nSmith, John\tDoe, Jane\nDoe, Jane\tKim, Al\n",
        "source;target\nSmith, John;Doe, Jane\nDoe, Jane;Kim, Al\n",
        "Smith, John\tDoe, Jane\nDoe, Jane\tKim, Al\n",
        "Smith, John;Doe, Jane\nDoe, Jane;Kim, Al\n",
        "source;target\n\"Smith, John\";\"Doe, Jane\"\n\"Doe, Jane\";\"Kim, Al\"\n",
        "\"Smith, John\";\"Doe, Jane\"\n\"Doe, Jane\";\"Kim, Al\"\n"}) {
    EXPECT_EQ(read(text).names, people) << text;
  }
  EXPECT_EQ(read("\"Smith,John\";\"Doe,Jane\"\n", named()).names,
            (Words{"Doe,Jane", "Smith,John"}));
  EXPECT_EQ(read("ann,bob,red;blue\ncarl,bob,red;green\n").names, (Words{"ann", "bob", "carl"}));
  EXPECT_EQ(read("from,to,note\nann,bob,red;blue;grey\ncarl,bob,a;b;c\n").names,
            (Words{"ann", "bob", "carl"}));
  EXPECT_EQ(pairs_of(read("1;2;3,5\n2;3;4,5\n", {"auto", Direction::directed})),
            (Pairs{{1, 2}, {2, 3}}));
  EXPECT_EQ(read("1 2 a, b\n").unread, (Words{"3", "4"}));
  EXPECT_EQ(read("from to\nann,bob\n").names, (Words{"ann", "bob"}));
}

TEST(Separator, leaves_decimal_commas_which_are_refused_by_name) {
  NetworkFormat format;
  format.least_weight = 1;
  const Problem problem = refusal("person;friend;weight\n1;2;3,5\n", format);
  expect_problem(problem, 2, 5, 3, "the weight '3,5' is not a number");
  EXPECT_NE(problem.help.find("3.5"), std::string::npos);
}

TEST(Columns, that_are_not_looked_at_are_told) {
  EXPECT_EQ(read("6,2,4,1289241912\n").unread, (Words{"3", "4"}));
  EXPECT_EQ(read(",from,to,weight\n1,6,2,4\n").unread, (Words{"1", "weight"}));
  EXPECT_EQ(read("1 2\n").unread, Words{});
  EXPECT_EQ(read("1 2 # a remark\n").unread, Words{});
  NetworkFormat format;
  format.least_weight = 1;
  EXPECT_EQ(read("layer,from,to,weight,when\na,6,2,4,9\n", format).unread, (Words{"when"}));
}

// ---- What is said of people ---------------------------------------------------------------------

NodeTable table_of(const std::string& said, const std::string& network) {
  const Folder folder;
  const NetworkFile file = read_network(folder.write("network.csv", network));
  return read_node_table(folder.write("nodes.csv", said), file);
}

TEST(NodeTable, has_doubled_quotes_as_edge_lists_do) {
  const NodeTable table = table_of("name,town\n\"Doe \"\"X\"\"\",\"Ulm, \"\"the old\"\"\"\n",
                                   "from,to\n\"Doe \"\"X\"\"\",b\n");
  EXPECT_EQ(table.columns.front().values, (Words{"Ulm, \"the old\"", ""}));
  EXPECT_EQ(table.unknown, 0U);
}

TEST(NodeTable, without_header_speaks_of_somebody_in_its_first_line) {
  EXPECT_EQ(table_of("1,sales\n2,sales\n", "1 2\n").columns.front().values,
            (Words{"sales", "sales"}));
  const NodeTable of_a_stranger = table_of("9,sales\n1,ops\n", "1 2\n");
  EXPECT_EQ(of_a_stranger.unknown, 1U);
  EXPECT_EQ(of_a_stranger.columns.front().name, "column_2");
  EXPECT_EQ(of_a_stranger.columns.front().values, (Words{"ops", ""}));
  EXPECT_EQ(table_of("ann,sales\n", "ann,bob\nbob,carl\n").columns.front().values,
            (Words{"sales", "", ""}));
  EXPECT_EQ(table_of("zoe,41\n", "ann,bob\nbob,carl\n").unknown, 1U);
  EXPECT_EQ(table_of("2020,id\n5,1\n", "1 2\n").columns.front().name, "2020");
  EXPECT_EQ(table_of("who,age\nann,41\n", "ann,bob\nbob,carl\n").columns.front().values,
            (Words{"41", "", ""}));
}

TEST(NodeTable, has_its_ids_where_words_of_the_network_stand) {
  const std::string by_number = "1 2\n";
  const std::string by_name = "ann,bob\nbob,carl\n";
  const auto first_of = [](const NodeTable& table) {
    EXPECT_EQ(table.unknown, 0U);
    return table.columns.front();
  };
  const NodeColumn names = first_of(table_of("user_id,name,age\n1,ann,41\n2,bob,50\n", by_number));
  EXPECT_EQ(names.name, "name");
  EXPECT_EQ(names.values, (Words{"ann", "bob"}));
  EXPECT_EQ(first_of(table_of("user_id,name\n1,ann\n2,bob\n", by_name)).name, "user_id");
  EXPECT_EQ(first_of(table_of("town,ID\n1,1\n1,2\n", by_number)).name, "town");
  EXPECT_EQ(first_of(table_of("town;customer;2019\n1;1;5\n1;2;6\n", by_number)).name, "town");
  EXPECT_EQ(first_of(table_of("Ulm,ann\nBonn,bob\n", by_name)).values, (Words{"Ulm", "Bonn", ""}));
  EXPECT_EQ(first_of(table_of("1,2\n2,2\n", by_number)).values, (Words{"2", "2"}));
  EXPECT_EQ(table_of("7,manager\n1,boss\n", by_number).unknown, 1U) << "no header";
  EXPECT_EQ(table_of("# nothing\n", by_number).unsaid, 2U);
}

TEST(NodeTable, is_separated_as_edge_lists_are) {
  EXPECT_EQ(table_of("name\ttown\nDoe, Jane\tUlm, Bonn\n", "from;to\nDoe, Jane;Kim, Al\n")
                .columns.front()
                .values,
            (Words{"Ulm, Bonn", ""}));
}

}  // namespace
}  // namespace rapport
