// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/tree_carry.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/pack/random_delta.h"

namespace keyhound::testing {

namespace {

std::string random_entry(std::mt19937& random) {
  static const char* const kModes[] = {"100644", "40000", "160000", "7"};
  std::string entry = std::string(kModes[below(random, 4)]) + ' ';
  entry += std::string(below(random, 6), static_cast<char>('a' + below(random, 3))) + '\0';
  // Zeros, spaces and digits in ids make entries begin where none does.
  for (int i = 0; i < 20; ++i) entry += "\0 1a\xFF"[below(random, 5)];
  return entry;
}

std::string random_tree(std::mt19937& random, std::size_t entries) {
  std::string tree;
  for (; entries > 0; --entries) tree += random_entry(random);
  return tree;
}

// Takes the base's bytes over in pieces, mostly in order, and puts entries between them. A wild
// edit cuts entries anywhere, and puts parts of entries and any bytes between.
RandomDelta random_edit(std::mt19937& random, const std::string& base,
                        const std::vector<std::uint32_t>& boundaries) {
  RandomDelta edit;
  const bool is_wild = below(random, 4) == 0;
  const auto cut = [&](std::size_t from) {
    const std::size_t any = from + below(random, base.size() - from + 1);
    if (is_wild) return any;
    return std::max<std::size_t>(
        from, *(std::upper_bound(boundaries.begin(), boundaries.end(), any) - 1));
  };
  std::size_t at = 0;
  for (std::size_t pieces = 1 + below(random, 6); pieces > 0; --pieces) {
    if (below(random, 4) == 0) at = cut(0);
    const std::size_t end = below(random, 3) == 0 ? base.size() : cut(at);
    edit.result += base.substr(at, end - at);
    for (; at < end; ++at) edit.origins.push_back(at);
    std::string inserted = random_entry(random);
    // What the base has there, so that entries go on where a copy was cut.
    if (is_wild && below(random, 2) == 0) inserted = base.substr(at, 1 + below(random, 60));
    if (is_wild && below(random, 6) == 0) inserted = random_bytes(random, below(random, 40));
    if (below(random, 3) == 0) at = std::min(at + inserted.size(), base.size());
    edit.result += inserted;
    edit.origins.insert(edit.origins.end(), inserted.size(), kInserted);
  }
  return edit;
}

struct Reading {
  std::vector<std::uint32_t> boundaries;
  std::size_t carried = 0;
};

Reading read_plainly(const std::string& tree) {
  Reading reading;
  const char* end = tree.data();
  for (TreeCursor cursor(tree, 20); !cursor.at_end(); cursor.advance()) {
    reading.boundaries.push_back(static_cast<std::uint32_t>(end - tree.data()));
    end = cursor.entry().id.data() + 20;
  }
  reading.boundaries.push_back(static_cast<std::uint32_t>(end - tree.data()));
  return reading;
}

Reading read_derived(const std::string& tree, const std::vector<std::uint32_t>& base,
                     const std::vector<CopiedRange>& copied) {
  Reading reading;
  const std::uint32_t end = read_tree_entries(
      tree, 20, base, copied,
      [&](std::size_t first, std::size_t last, std::uint32_t at) {
        for (std::size_t i = first; i < last; ++i) {
          reading.boundaries.push_back(base[i] - base[first] + at);
        }
        reading.carried += last - first;
      },
      [&](std::uint32_t at, const TreeEntryView& entry) {
        CHECK(entry.name.data() > tree.data() + at);
        reading.boundaries.push_back(at);
      });
  reading.boundaries.push_back(end);
  return reading;
}

}  // namespace

TEST_CASE("A derived tree has exactly the entries of reading it from its first byte") {
  std::mt19937 random(7);
  std::size_t carried = 0;
  std::size_t broken = 0;
  for (int chain = 0; chain < 400; ++chain) {
    std::string tree = random_tree(random, below(random, 12));
    std::vector<std::uint32_t> boundaries = read_plainly(tree).boundaries;
    for (int length = 0; length < 12; ++length) {
      const RandomDelta edit = below(random, 4) == 0
                                   ? random_delta(random, tree, 1 + below(random, 5))
                                   : random_edit(random, tree, boundaries);
      const std::vector<CopiedRange> copied = ranges_of(edit.origins);
      const Reading expected = read_plainly(edit.result);
      const Reading got = read_derived(edit.result, boundaries, copied);
      REQUIRE(got.boundaries == expected.boundaries);
      carried += got.carried;
      const bool is_broken = expected.boundaries.back() != edit.result.size();
      if (is_broken) ++broken;
      // Deltas of a broken tree too, but not of those alone.
      const bool goes_on = edit.result.size() < 3000 && (!is_broken || below(random, 3) == 0);
      tree = goes_on ? edit.result : random_tree(random, below(random, 12));
      boundaries = read_plainly(tree).boundaries;
    }
  }
  CHECK(carried > 10'000);
  CHECK(broken > 500);
  CHECK(broken < 4'500);
}

TEST_CASE("Entries that were copied whole are not read again") {
  std::mt19937 random(1);
  const std::string base = random_tree(random, 50);
  const std::vector<std::uint32_t> boundaries = read_plainly(base).boundaries;
  const std::size_t cut = boundaries[20];
  const std::string tree = base.substr(0, cut) + random_entry(random) + base.substr(cut);
  const std::vector<CopiedRange> copied = {
      {0, 0, cut}, {tree.size() - base.size() + cut, cut, base.size() - cut}};
  CHECK(read_derived(tree, boundaries, copied).carried == 50);
  CHECK(read_derived(tree, {}, copied).carried == 0);
}

}  // namespace keyhound::testing
