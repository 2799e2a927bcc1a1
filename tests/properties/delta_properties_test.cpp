// SPDX-License-Identifier: Apache-2.0
// Applying a delta gives what a reader that goes byte by byte gives, result and origins; also for
// damaged deltas, which both refuse or both accept.
#include <doctest/doctest.h>

#include <optional>
#include <random>
#include <string>
#include <vector>

#include "scanner/git/pack/delta.h"
#include "tests/scanner/git/pack/random_delta.h"

namespace keyhound::testing {
namespace {

// The naive reader: takes one byte after the other and remembers when there was none.
class NaiveDelta {
 public:
  NaiveDelta(std::string_view base, std::string_view delta) : base_(base), rest_(delta) {}

  // What the delta makes; none when it is not valid.
  std::optional<RandomDelta> read() {
    if (size() != base_.size()) is_good_ = false;
    const std::uint64_t announced = size();
    while (is_good_ && !rest_.empty() && made_.result.size() <= announced) step();
    if (!is_good_ || made_.result.size() != announced) return std::nullopt;
    return made_;
  }

 private:
  unsigned byte() {
    if (rest_.empty()) {
      is_good_ = false;
      return 0;
    }
    const auto first = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return first;
  }

  std::uint64_t size() {
    std::uint64_t value = 0;
    for (unsigned i = 0;; ++i) {
      const unsigned next = byte();
      if (i > 9 || (i == 9 && (next & 0x7FU) > 1)) is_good_ = false;
      if (!is_good_) return 0;
      value += std::uint64_t{next & 0x7FU} << (7 * i);
      if (next < 0x80) return value;
    }
  }

  void step() {
    const unsigned code = byte();
    if (code == 0) is_good_ = false;
    if (code < 0x80) {
      for (unsigned i = 0; i < code && is_good_; ++i) put(static_cast<char>(byte()), kInserted);
      return;
    }
    std::size_t offset = 0;
    std::size_t size = 0;
    for (unsigned i = 0; i < 4; ++i)
      if ((code >> i & 1U) != 0) offset += std::size_t{byte()} << (8 * i);
    for (unsigned i = 0; i < 3; ++i)
      if ((code >> (i + 4) & 1U) != 0) size += std::size_t{byte()} << (8 * i);
    if (size == 0) size = 65'536;
    if (offset + size > base_.size()) is_good_ = false;
    for (std::size_t i = offset; i < offset + size && is_good_; ++i) put(base_[i], i);
  }

  void put(char byte, std::size_t origin) {
    made_.result += byte;
    made_.origins.push_back(origin);
  }

  std::string_view base_;
  std::string_view rest_;
  RandomDelta made_;
  bool is_good_ = true;
};

// The header of CopiedRange as a check.
bool is_true(const std::vector<CopiedRange>& copied, std::string_view base,
             std::string_view result) {
  for (std::size_t i = 0; i < copied.size(); ++i) {
    const CopiedRange& range = copied[i];
    if (range.size == 0 || range.end() > result.size() || range.base_end() > base.size())
      return false;
    if (result.substr(range.begin, range.size) != base.substr(range.base_begin, range.size))
      return false;
    if (i == 0) continue;
    const CopiedRange& before = copied[i - 1];
    if (before.end() > range.begin) return false;
    if (before.end() == range.begin && before.base_end() == range.base_begin) return false;
  }
  return true;
}

// Applies `delta` in both ways and compares. Answers whether it was valid.
bool compare(std::string_view base, const std::string& delta, std::vector<CopiedRange>& copied) {
  constexpr std::uint64_t kMostResult = 1U << 22U;
  const auto sizes = read_delta_sizes(delta);
  const bool is_small = sizes && sizes->result <= kMostResult;
  // Memory of exactly this size, so that a sanitizer sees what goes beyond.
  std::vector<char> out(is_small ? static_cast<std::size_t>(sizes->result) : 0);
  const Status status = apply_delta(base, delta, out, copied);
  if (!is_small) {
    CHECK_FALSE(status);
    return false;
  }
  const auto expected = NaiveDelta(base, delta).read();
  REQUIRE(status.has_value() == expected.has_value());
  if (!status) {
    CHECK(status.error().kind == ErrorKind::kCorrupt);
    return false;
  }
  const std::string_view result(out.data(), out.size());
  CHECK(result == expected->result);
  CHECK(copied == ranges_of(expected->origins));
  CHECK(is_true(copied, base, result));
  return true;
}

std::string mutate(std::string delta, std::mt19937& random) {
  for (std::size_t changes = 1 + below(random, 3); changes > 0; --changes) {
    const std::size_t place = below(random, delta.size());
    switch (below(random, 4)) {
      case 0:
        delta.insert(place, 1, static_cast<char>(below(random, 256)));
        break;
      case 1:
        delta.erase(place, 1 + below(random, 4));
        break;
      case 2:
        delta.resize(place);
        break;
      default:
        if (place < delta.size()) delta[place] = static_cast<char>(below(random, 256));
    }
  }
  return delta;
}

}  // namespace

TEST_CASE("A random delta gives its result, and the ranges that it copies, merged") {
  std::mt19937 random(1);
  std::vector<CopiedRange> copied;
  std::size_t ranges = 0;
  for (int round = 0; round < 3000; ++round) {
    CAPTURE(round);
    const std::string base = random_bytes(random, below(random, round % 3 == 0 ? 40 : 4000));
    const RandomDelta made = random_delta(random, base, below(random, 20));
    std::vector<char> out(made.result.size());
    REQUIRE(apply_delta(base, made.delta, out, copied));
    CHECK(std::string_view(out.data(), out.size()) == made.result);
    CHECK(copied == ranges_of(made.origins));
    CHECK(is_true(copied, base, made.result));
    ranges += copied.size();
  }
  CHECK(ranges > 3000);
}

TEST_CASE("A random delta of long copies gives its result") {
  std::mt19937 random(2);
  std::vector<CopiedRange> copied;
  for (int round = 0; round < 20; ++round) {
    CAPTURE(round);
    const std::size_t size = round % 2 == 0 ? 0x10000 : below(random, 300'000);
    const std::string base = random_bytes(random, size);
    CHECK(compare(base, random_delta(random, base, 6).delta, copied));
  }
}

TEST_CASE("A damaged delta is refused, or gives what it says") {
  std::mt19937 random(3);
  std::vector<CopiedRange> copied;
  std::size_t valid = 0;
  for (int round = 0; round < 20'000; ++round) {
    CAPTURE(round);
    const std::string base = random_bytes(random, below(random, 300));
    const RandomDelta made = random_delta(random, base, below(random, 8));
    if (compare(base, mutate(made.delta, random), copied)) ++valid;
  }
  CHECK(valid > 500);
  CHECK(valid < 15'000);
}

TEST_CASE("A chain of deltas gives what each of them makes of the one before") {
  std::mt19937 random(4);
  std::vector<CopiedRange> copied;
  for (int round = 0; round < 50; ++round) {
    CAPTURE(round);
    std::string base = random_bytes(random, 200);
    for (int link = 0; link < 20; ++link) {
      const RandomDelta made = random_delta(random, base, 1 + below(random, 3));
      REQUIRE(compare(base, made.delta, copied));
      base = made.result.substr(0, 100'000);
    }
  }
}

}  // namespace keyhound::testing
