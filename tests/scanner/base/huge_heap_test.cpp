// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/huge_heap.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace keyhound {

TEST_CASE("The heap grows by what was asked for, and blocks come from there") {
  const auto before = reinterpret_cast<std::uintptr_t>(sbrk(0));
  constexpr std::size_t kBytes = 64U << 20U;
  if (!grow_heap_in_huge_pages(kBytes)) return;  // limits, or no huge pages here
  const auto after = reinterpret_cast<std::uintptr_t>(sbrk(0));
  CHECK(after >= before + kBytes);
  const std::vector<char> block(8U << 20U);
  const auto place = reinterpret_cast<std::uintptr_t>(block.data());
  CHECK(place < reinterpret_cast<std::uintptr_t>(sbrk(0)));
}

TEST_CASE("More than can be asked for is refused") {
  CHECK_FALSE(grow_heap_in_huge_pages(std::size_t{1} << 40U));
}

TEST_CASE("A limit of data that is near what is asked for is left its room") {
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_DATA, &before) == 0);
  rlimit limit = before;
  limit.rlim_cur = 200U << 20U;
  REQUIRE(setrlimit(RLIMIT_DATA, &limit) == 0);
  CHECK_FALSE(grow_heap_in_huge_pages(64U << 20U));
  CHECK(setrlimit(RLIMIT_DATA, &before) == 0);
}

}  // namespace keyhound
