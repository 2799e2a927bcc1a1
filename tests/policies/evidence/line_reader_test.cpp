// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/line_reader.h"

#include "policies/evidence/ledger_line.h"
#include "tests/policies/evidence/ledger_fixture.h"

namespace keyhound::testing {
namespace {

struct Seen {
  std::string text;
  std::uint64_t end = 0;
  std::uint64_t size = 0;
  bool is_complete = false;
  bool is_too_long = false;
};

std::vector<Seen> lines_in(const std::string& content, std::uint64_t begin, std::uint64_t end) {
  const TempDir dir;
  dir.write_file("x", content);
  const auto file = File::open(dir / "x");
  REQUIRE(file);
  LineReader reader(*file, begin, end);
  std::vector<Seen> seen;
  while (true) {
    const auto line = reader.next();
    REQUIRE(line);
    if (!*line) return seen;
    seen.push_back({std::string((*line)->text), (*line)->end, (*line)->size, (*line)->is_complete,
                    (*line)->is_too_long});
  }
}

}  // namespace

TEST_CASE("Lines come one by one with where they end, the last with or without its newline") {
  const auto seen = lines_in("ab\n\nc", 0, 5);
  REQUIRE(seen.size() == 3);
  CHECK(seen[0].text == "ab");
  CHECK(seen[0].end == 3);
  CHECK(seen[1].text.empty());
  CHECK(seen[1].end == 4);
  CHECK(seen[2].text == "c");
  CHECK(seen[2].size == 1);
  CHECK_FALSE(seen[2].is_complete);
  CHECK(lines_in("ab\n", 0, 3).size() == 1);
  CHECK(lines_in("", 0, 0).empty());
}

TEST_CASE("Only what stands between the two offsets is read, and no more than the file has") {
  CHECK(lines_in("ab\ncd\nef\n", 3, 6).at(0).text == "cd");
  CHECK(lines_in("ab\ncd\nef\n", 3, 6).size() == 1);
  CHECK(lines_in("ab\n", 0, 1000).size() == 1);
}

TEST_CASE("Lines of all lengths about the size of a block are whole") {
  for (const std::size_t size : {65535U, 65536U, 65537U, 131072U, 1048576U}) {
    CAPTURE(size);
    const auto seen = lines_in(std::string(size, 'x') + "\nend\n", 0, size + 5);
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].text.size() == size);
    CHECK_FALSE(seen[0].is_too_long);
    CHECK(seen[1].text == "end");
    CHECK(seen[1].end == size + 5);
  }
}

TEST_CASE("A line beyond 1 MiB is passed over with its length, complete or torn") {
  for (const std::size_t size : {kLongestLine + 1, 5 * kLongestLine}) {
    const auto seen = lines_in(std::string(size, 'x') + "\nend\n", 0, size + 5);
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].is_too_long);
    CHECK(seen[0].size == size);
    CHECK(seen[0].text.empty());
    CHECK(seen[1].text == "end");
    const auto torn = lines_in(std::string(size, 'x'), 0, size);
    REQUIRE(torn.size() == 1);
    CHECK_FALSE(torn[0].is_complete);
    CHECK(torn[0].size == size);
  }
}

}  // namespace keyhound::testing
