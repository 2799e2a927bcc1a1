// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/archive_budget.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

constexpr std::uint64_t kMegabyte = std::uint64_t{1} << 20;

ArchiveLimits small_limits() {
  ArchiveLimits limits;
  limits.entries = 3;
  limits.bytes = 100 * kMegabyte;
  limits.ratio = 10;
  limits.free_bytes = 4 * kMegabyte;
  limits.hits = 5;
  return limits;
}

}  // namespace

TEST_CASE("A small archive may unpack to the free bytes, a larger one to a multiple of its size") {
  const ArchiveLimits limits = small_limits();
  ArchiveBudget small(limits, 1000);
  CHECK(small.take_bytes(4 * kMegabyte));
  const Status over = small.take_bytes(1);
  REQUIRE_FALSE(over);
  CHECK(over.error().kind == ErrorKind::kLimit);
  CHECK(over.error().message.find("10 times") != std::string::npos);

  ArchiveBudget larger(limits, kMegabyte);
  CHECK(larger.take_bytes(10 * kMegabyte));
  CHECK_FALSE(larger.take_bytes(kMegabyte));
}

TEST_CASE("The bytes in all are limited whatever the size of the archive") {
  const ArchiveLimits limits = small_limits();
  ArchiveBudget budget(limits, 1000 * kMegabyte);
  CHECK(budget.take_bytes(100 * kMegabyte));
  const Status over = budget.take_bytes(1);
  REQUIRE_FALSE(over);
  CHECK(over.error().message.find("100 MB") != std::string::npos);
}

TEST_CASE("Of a stream what was taken so far is its size") {
  const ArchiveLimits limits = small_limits();
  ArchiveBudget budget(limits, std::nullopt);
  CHECK(budget.take_input(2 * kMegabyte));
  CHECK(budget.take_bytes(20 * kMegabyte));
  CHECK_FALSE(budget.take_bytes(kMegabyte));
}

TEST_CASE("Entries and credentials are limited, and what is spent stays spent") {
  const ArchiveLimits limits = small_limits();
  ArchiveBudget budget(limits, 1000);
  for (int i = 0; i < 3; ++i) CHECK(budget.take_entry());
  CHECK_FALSE(budget.is_spent());
  const Status first = budget.take_entry();
  REQUIRE_FALSE(first);
  CHECK(budget.is_spent());
  const Status later = budget.take_bytes(1);
  REQUIRE_FALSE(later);
  CHECK(later.error().message == first.error().message);

  ArchiveBudget hits(limits, 1000);
  CHECK(hits.take_hits(5));
  CHECK_FALSE(hits.take_hits(1));
}

TEST_CASE("Time is limited, also while nothing comes out") {
  ArchiveLimits limits = small_limits();
  limits.seconds = 0;
  ArchiveBudget budget(limits, 1000);
  MemorySource memory("text");
  BudgetedSource source(memory, budget);
  volatile unsigned work = 0;
  for (int i = 0; i < 1'000'000; ++i) work = work + 1;
  const auto piece = source.next();
  REQUIRE_FALSE(piece);
  CHECK(piece.error().message.find("seconds") != std::string::npos);
}

}  // namespace keyhound
