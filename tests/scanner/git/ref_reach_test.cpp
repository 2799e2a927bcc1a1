// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/ref_reach.h"

#include <doctest/doctest.h>

#include <random>
#include <set>

namespace keyhound::testing {

namespace {

// Commits with random parents, up to three, among those before them.
History random_history(std::mt19937& random, std::uint32_t commits) {
  History history;
  for (std::uint32_t i = 0; i < commits; ++i) {
    CommitRecord commit;
    commit.parents_begin = static_cast<std::uint32_t>(history.parents.size());
    commit.parent_count = static_cast<std::uint32_t>(random() % 4);
    for (std::uint32_t k = 0; k < commit.parent_count; ++k) {
      const bool is_outside = i == 0 || random() % 10 == 0;
      history.parents.push_back(
          is_outside ? History::kOutside
                     : i - 1 - static_cast<std::uint32_t>(random()) % std::min(i, 30U));
    }
    history.commits.push_back(commit);
  }
  return history;
}

std::set<std::uint32_t> reached_from(const History& history, std::uint32_t tip) {
  std::set<std::uint32_t> seen;
  std::vector<std::uint32_t> open = {tip};
  while (!open.empty()) {
    const std::uint32_t commit = open.back();
    open.pop_back();
    if (commit == History::kOutside || !seen.insert(commit).second) continue;
    for (const std::uint32_t parent : history.parents_of(history.commits[commit])) {
      open.push_back(parent);
    }
  }
  return seen;
}

}  // namespace

TEST_CASE("The refs that reach a commit are those whose walk comes to it") {
  std::mt19937 random(3);
  for (int round = 0; round < 10; ++round) {
    const History history = random_history(random, 700);
    std::vector<RefTip> refs;
    std::vector<std::set<std::uint32_t>> reached;
    for (int i = 0; i < 12; ++i) {
      refs.push_back(
          {"refs/heads/" + std::to_string(i), static_cast<std::uint32_t>(random() % 700)});
      reached.push_back(reached_from(history, refs.back().commit));
    }
    refs.push_back({"refs/heads/gone", History::kOutside});
    std::vector<std::uint32_t> commits;  // more than one chunk
    for (std::uint32_t i = 0; i < 700; ++i) {
      if (random() % 2 == 0) commits.push_back(i);
    }
    const std::vector<RefReach> answer = refs_reaching(history, refs, commits, 5);
    REQUIRE(answer.size() == commits.size());
    for (std::size_t i = 0; i < commits.size(); ++i) {
      std::vector<std::uint32_t> expected;
      for (std::uint32_t ref = 0; ref < reached.size(); ++ref) {
        if (reached[ref].contains(commits[i])) expected.push_back(ref);
      }
      CHECK(answer[i].count == expected.size());
      if (expected.size() > 5) expected.resize(5);
      CHECK(answer[i].refs == expected);
    }
  }
}

TEST_CASE("Without commits, refs or history nothing is reached") {
  CHECK(refs_reaching({}, {{"refs/heads/x", History::kOutside}}, {}, 5).empty());
  std::mt19937 random(4);
  const History history = random_history(random, 3);
  CHECK(refs_reaching(history, {}, {1}, 5).at(0).count == 0);
}

}  // namespace keyhound::testing
