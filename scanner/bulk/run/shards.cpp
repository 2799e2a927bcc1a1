// SPDX-License-Identifier: Apache-2.0
// How targets are spread over shards: rendezvous hashing with bounded loads.
//
// Every coordinator makes the plan by itself, so the answer must follow from the targets alone, and
// two plans that differ by one repository must agree on nearly all others: then an interrupted run
// goes on, and mirrors stay on the machine that has them. Two ways that do only half of it:
// - handing the largest to the shard with the least to do (LPT) is balanced, but one repository
//   more changes where everything behind it goes;
// - hashing names alone is stable, but sizes are spread so widely that the worst shard has twice
//   the work of the mean.
//
// So each target has its own order of preference over the shards (a hash of its name and the
// shard's number), and takes the first shard that still has room. Room is the mean load and about 3
// %. Targets come in order of their size class (powers of two, largest first), within a class by
// hash: large ones get their first choice while there is room, small ones fill the gaps. One that
// fits nowhere goes where the least is; this one alone can lift a shard above the bound, and never
// beyond mean + its own weight.
//
// Stability: what a target does to those before it is nothing, and to those behind it only
// through rooms that became full. The room is rounded up to steps of 1 %, so that it stays the same
// while the total wanders a little. Measured with 1,000 log-normal sizes: one more or less moves
// 1 to 15 others on average; only one that is itself a large part of a shard moves many, which
// no balanced answer can avoid.
//
// A repository weighs its size and what starting on it costs, so that a thousand empty ones are
// work too. What is left out weighs nothing.
#include "scanner/bulk/run/shards.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <numeric>

#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kWeightOfStart = 256;  // KiB that scan as long as a worker needs to start
constexpr double kSlack = 1.02;                // of the room over the mean
constexpr double kStep = 1.01;                 // by which rooms differ

struct Weighed {
  std::uint64_t hash = 0;  // of its name
  std::uint64_t weight = 0;
  std::size_t target = 0;
};

std::uint64_t hash_of(std::string_view name) {
  const Sha256Digest digest = sha256(name);
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < sizeof hash; ++i) hash = hash << 8U | digest[i];
  return hash;
}

// Spreads the bits of a number over all of its bits (the finisher of SplitMix64).
std::uint64_t mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

std::uint64_t preference(std::uint64_t hash, std::size_t shard) { return mix(hash ^ mix(shard)); }

std::uint64_t weight_of(const Target& target) {
  constexpr std::uint64_t kLargest = std::uint64_t{1} << 40U;  // sums cannot overflow
  return target.excluded.empty() ? kWeightOfStart + std::min(target.size_kib, kLargest) : 0;
}

double room_for(double mean) {
  if (mean <= 0) return 0;
  return std::pow(kStep, std::ceil(std::log(mean) / std::log(kStep))) * kSlack;
}

// The shard that is preferred most among those with room; the least loaded where none has.
std::size_t choose(const Weighed& item, const std::vector<double>& loads, double room) {
  std::size_t best = loads.size();
  std::uint64_t best_preference = 0;
  for (std::size_t shard = 0; shard < loads.size(); ++shard) {
    if (loads[shard] + static_cast<double>(item.weight) > room) continue;
    const std::uint64_t here = preference(item.hash, shard);
    if (best == loads.size() || here > best_preference) {
      best = shard;
      best_preference = here;
    }
  }
  if (best < loads.size()) return best;
  return static_cast<std::size_t>(
      std::distance(loads.begin(), std::min_element(loads.begin(), loads.end())));
}

std::vector<Weighed> in_order(const std::vector<Target>& targets) {
  std::vector<Weighed> items;
  items.reserve(targets.size());
  for (std::size_t i = 0; i < targets.size(); ++i)
    items.push_back({hash_of(targets[i].name), weight_of(targets[i]), i});
  std::sort(items.begin(), items.end(), [&targets](const Weighed& a, const Weighed& b) {
    const auto class_a = std::bit_width(a.weight);
    const auto class_b = std::bit_width(b.weight);
    if (class_a != class_b) return class_a > class_b;
    if (a.hash != b.hash) return a.hash < b.hash;
    return targets[a.target].name < targets[b.target].name;
  });
  return items;
}

std::optional<int> whole_number(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

Result<Shard> parse_shard(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::optional<int> index = whole_number(text.substr(0, slash));
  const std::optional<int> count =
      slash == std::string_view::npos ? std::nullopt : whole_number(text.substr(slash + 1));
  if (!index || !count || *index < 1 || *count < 1 || *index > *count || *count > kMostShards) {
    return fail(ErrorKind::kUsage,
                fmt::format("'{}' is no shard: write I/N with I from 1 to N and N up to {}, for "
                            "example 3/8",
                            escape_for_terminal(text), kMostShards));
  }
  return Shard{*index, *count};
}

std::vector<int> assign_shards(const std::vector<Target>& targets, int count) {
  std::vector<int> shards(targets.size(), 1);
  if (count <= 1) return shards;
  const std::vector<Weighed> items = in_order(targets);
  std::vector<double> loads(static_cast<std::size_t>(count), 0);
  const double total = std::accumulate(
      items.begin(), items.end(), 0.0,
      [](double sum, const Weighed& item) { return sum + static_cast<double>(item.weight); });
  const double room = room_for(total / count);
  for (const Weighed& item : items) {
    const std::size_t shard = choose(item, loads, room);
    loads[shard] += static_cast<double>(item.weight);
    shards[item.target] = static_cast<int>(shard) + 1;
  }
  return shards;
}

}  // namespace keyhound
