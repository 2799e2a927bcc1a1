// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("Waived is told with the exception, its reason and its end") {
  on_question_stores([](QuestionStore& store) {
    CHECK(store.ask("waived", {"rule", "waiver", "waiver_reason", "waiver_until"}) ==
          QueryRows{"weak-password|EXC-1|=a value of a test|2026-12-31T00:00:00Z"});
  });
}

}  // namespace keyhound::testing
