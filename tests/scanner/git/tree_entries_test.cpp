// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/tree_entries.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/git_fixture.h"

namespace keyhound::testing {

namespace {

const std::string kA(40, 'a');

std::size_t count_entries(std::string_view bytes, bool& damaged) {
  TreeCursor cursor(bytes, ObjectId::kSha1Size);
  std::size_t count = 0;
  for (; !cursor.at_end(); cursor.advance()) ++count;
  damaged = cursor.is_damaged();
  return count;
}

int order(std::uint32_t mode_a, std::string_view a, std::uint32_t mode_b, std::string_view b) {
  return compare_tree_names({mode_a, a, {}}, {mode_b, b, {}});
}

}  // namespace

TEST_CASE("The entries of a tree are read one after the other") {
  const std::string bytes = raw_entry("100644", "a.txt", kA) + raw_entry("40000", "dir", kA) +
                            raw_entry("160000", "s", kA);
  TreeCursor cursor(bytes, ObjectId::kSha1Size);
  CHECK(cursor.entry().name == "a.txt");
  CHECK(cursor.entry().object_id().hex() == kA);
  cursor.advance();
  CHECK(cursor.entry().is_tree());
  cursor.advance();
  CHECK(cursor.entry().is_submodule());
  cursor.advance();
  CHECK(cursor.at_end());
  CHECK_FALSE(cursor.is_damaged());
}

TEST_CASE("Names that no work tree could hold are entries all the same") {
  for (const std::string name : {"", "a/b", "..", ".git", "a\nb", "\xff\xfe"}) {
    CAPTURE(name);
    bool damaged = true;
    CHECK(count_entries(raw_entry("100644", name, kA), damaged) == 1);
    CHECK_FALSE(damaged);
  }
}

TEST_CASE("A tree that breaks off anywhere gives the entries before and is known as damaged") {
  const std::string bytes = raw_entry("100644", "a", kA) + raw_entry("100644", "b", kA);
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    CAPTURE(size);
    bool damaged = false;
    const std::string cut = bytes.substr(0, size);
    CHECK(count_entries(cut, damaged) == size / (bytes.size() / 2));
    CHECK(damaged == (size % (bytes.size() / 2) != 0));
  }
}

TEST_CASE("Modes that are no number are damage, not a loop") {
  for (const std::string mode : {"", "x", "99999", "777777777777"}) {
    CAPTURE(mode);
    bool damaged = false;
    CHECK(count_entries(raw_entry(mode, "a", kA), damaged) == 0);
    CHECK(damaged);
  }
}

TEST_CASE("Names are ordered as git does: a directory as if it ended with a slash") {
  constexpr std::uint32_t kFile = 0100644;
  constexpr std::uint32_t kTree = TreeEntryView::kTreeMode;
  CHECK(order(kFile, "a", kFile, "b") < 0);
  CHECK(order(kFile, "a", kFile, "a") == 0);
  CHECK(order(kTree, "a", kTree, "a") == 0);
  CHECK(order(kFile, "a", kTree, "a") < 0);
  CHECK(order(kTree, "a", kFile, "a.c") > 0);
  CHECK(order(kTree, "a", kFile, "a0") < 0);
  CHECK(order(kFile, "a", kFile, "a.c") < 0);
  CHECK(order(kFile, "\xff", kFile, "a") > 0);
}

}  // namespace keyhound::testing
