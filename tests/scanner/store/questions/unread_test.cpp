// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("Unread are the targets that failed or could not be read to their end") {
  on_question_stores([](QuestionStore& store) {
    CHECK(store.ask("unread", {"repository", "outcome", "reason", "message", "attempts"}) ==
          QueryRows{"gitlab.example/infra/dns|failed|time-limit|stopped after 600 seconds|3",
                    "github.com/acme/web|scanned|incomplete|it is not there|1"});
  });
}

}  // namespace keyhound::testing
