// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/shards.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace keyhound {
namespace {

// Repositories whose sizes are spread as those of organisations are: most are small, few are huge.
std::vector<Target> organisation(std::size_t count, double spread, unsigned seed) {
  std::mt19937_64 random(seed);
  std::lognormal_distribution<double> size(0, spread);
  std::vector<Target> targets(count);
  for (std::size_t i = 0; i < count; ++i) {
    targets[i].name = "git.example/acme/r" + std::to_string(i);
    targets[i].size_kib = static_cast<std::uint64_t>(1000 * size(random));
  }
  return targets;
}

std::map<std::string, int> shards_by_name(const std::vector<Target>& targets, int count) {
  const std::vector<int> shards = assign_shards(targets, count);
  REQUIRE(shards.size() == targets.size());
  std::map<std::string, int> by_name;
  for (std::size_t i = 0; i < targets.size(); ++i) by_name[targets[i].name] = shards[i];
  return by_name;
}

// Weights as the algorithm has them: size and the cost of a start.
struct Loads {
  double mean = 0;
  double worst = 0;
  double largest = 0;  // target
};

Loads loads_of(const std::vector<Target>& targets, int count) {
  const std::vector<int> shards = assign_shards(targets, count);
  std::vector<double> loads(static_cast<std::size_t>(count), 0);
  Loads result;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    REQUIRE(shards[i] >= 1);
    REQUIRE(shards[i] <= count);
    if (!targets[i].excluded.empty()) continue;
    const double weight = 256 + static_cast<double>(targets[i].size_kib);
    loads[static_cast<std::size_t>(shards[i] - 1)] += weight;
    result.mean += weight / count;
    result.largest = std::max(result.largest, weight);
  }
  result.worst = *std::max_element(loads.begin(), loads.end());
  return result;
}

TEST_CASE("A shard is written as its number of how many") {
  const auto shard = parse_shard("3/8");
  REQUIRE(shard);
  CHECK(shard->index == 3);
  CHECK(shard->count == 8);
  CHECK(parse_shard("10000/10000"));
  for (const char* const text : {"", "3", "/", "0/8", "9/8", "-1/8", "3/8/1", " 3/8", "3/ 8", "a/b",
                                 "1/10001", "99999999999/99999999999", "3/0"}) {
    CAPTURE(text);
    const auto refused = parse_shard(text);
    REQUIRE(!refused);
    CHECK(refused.error().kind == ErrorKind::kUsage);
    CHECK(refused.error().message.find("3/8") != std::string::npos);
  }
}

TEST_CASE("One shard has everything") {
  const std::vector<int> shards = assign_shards(organisation(20, 1, 1), 1);
  CHECK(std::all_of(shards.begin(), shards.end(), [](int shard) { return shard == 1; }));
  CHECK(assign_shards({}, 8).empty());
}

TEST_CASE("The order of the targets does not matter") {
  std::mt19937_64 random(7);
  std::vector<Target> targets = organisation(500, 2, 2);
  const auto expected = shards_by_name(targets, 8);
  for (int round = 0; round < 5; ++round) {
    std::shuffle(targets.begin(), targets.end(), random);
    CHECK(shards_by_name(targets, 8) == expected);
  }
}

TEST_CASE("The worst shard is within four percent of the mean") {
  for (const int count : {2, 4, 8, 16, 32}) {
    for (const double spread : {0.0, 0.5, 1.0, 1.5}) {
      for (unsigned seed = 0; seed < 5; ++seed) {
        CAPTURE(count);
        CAPTURE(spread);
        CAPTURE(seed);
        const Loads loads = loads_of(organisation(1000, spread, seed), count);
        CHECK(loads.worst <= std::max(1.04 * loads.mean, loads.largest));
      }
    }
  }
}

TEST_CASE("No shard has more than the mean and one target, however few and wild the targets are") {
  for (unsigned seed = 0; seed < 200; ++seed) {
    const Loads loads = loads_of(organisation(seed % 61, 3, seed), 8);
    CAPTURE(seed);
    CHECK(loads.worst <= std::max(1.04 * loads.mean, loads.mean + loads.largest));
  }
}

TEST_CASE("A target more or less moves few of a thousand others") {
  const std::vector<Target> targets = organisation(1000, 1.5, 11);
  for (const int count : {4, 8, 32}) {
    const auto before = shards_by_name(targets, count);
    std::size_t moved = 0;
    constexpr std::size_t kRounds = 25;
    for (std::size_t round = 0; round < kRounds; ++round) {
      std::vector<Target> fewer = targets;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(round * 37));
      for (const auto& [name, shard] : shards_by_name(fewer, count))
        moved += before.at(name) == shard ? 0U : 1U;
    }
    CAPTURE(count);
    CHECK(moved / kRounds < 30);  // of 999; any at random would move 750 and more
  }
}

TEST_CASE("What is left out moves nothing else") {
  std::vector<Target> targets = organisation(300, 1, 5);
  const auto before = shards_by_name(targets, 8);
  Target archived;
  archived.name = "git.example/acme/attic";
  archived.size_kib = 1U << 30U;
  archived.excluded = "archived";
  targets.push_back(archived);
  auto after = shards_by_name(targets, 8);
  after.erase(archived.name);
  CHECK(after == before);
}

TEST_CASE("Sizes that no repository has are counted without overflow") {
  std::vector<Target> targets = organisation(50, 1, 6);
  for (Target& target : targets) target.size_kib = ~std::uint64_t{0};
  const auto by_name = shards_by_name(targets, 8);
  std::map<int, int> counts;
  for (const auto& [name, shard] : by_name) ++counts[shard];
  CHECK(counts.size() == 8);
  for (const auto& [shard, count] : counts) CHECK(count <= 7);
}

}  // namespace
}  // namespace keyhound
