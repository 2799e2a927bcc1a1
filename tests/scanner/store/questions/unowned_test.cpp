// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("Unowned are open secrets without an owner, not what checks of pipelines found") {
  on_question_stores([](QuestionStore& store) {
    CHECK(store.ask("unowned", {"rule", "fingerprint"}) == QueryRows{"aws-key|kh1:aabb"});
  });
}

}  // namespace keyhound::testing
