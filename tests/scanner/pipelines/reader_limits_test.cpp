// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/reader_limits.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("Searches that find nothing may cost a few passes over the text") {
  SearchBudget budget("0123456789");
  for (int i = 0; i < 4; ++i) {
    CHECK_FALSE(budget.is_spent());
    budget.spend(10);
  }
  budget.spend(1);
  CHECK(budget.is_spent());
}

}  // namespace
}  // namespace keyhound
