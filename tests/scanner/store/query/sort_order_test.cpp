// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/sort_order.h"

#include <doctest/doctest.h>

namespace keyhound::testing {

TEST_CASE("Counts and severities begin with the greatest, all else with the least") {
  const Question& open = *find_question("open");
  CHECK(order_of(open, "").value() == open.order_by);
  CHECK(order_of(open, "severity").value().starts_with("f.severity_rank DESC NULLS LAST, "));
  CHECK(order_of(open, "severity:asc").value().starts_with("f.severity_rank NULLS LAST, "));
  CHECK(order_of(open, "owner,places")
            .value()
            .starts_with("c.owner NULLS LAST, f.occurrence_count DESC NULLS LAST, "));
  CHECK(order_of(open, "owner:desc").value().ends_with(open.order_by));
}

TEST_CASE("What cannot be sorted by is an error, and is never part of the statement") {
  const Question& open = *find_question("open");
  CHECK(order_of(open, "ownr").error().message.find("Did you mean 'owner'?") != std::string::npos);
  CHECK(order_of(open, "owner:down").error().message ==
        "--sort: 'down' is none of asc, desc (behind owner:)");
  for (const char* sort : {"1; DROP TABLE runs", "owner desc", "f.id", ",", " "}) {
    CAPTURE(sort);
    CHECK(order_of(open, sort).error().kind == ErrorKind::kUsage);
  }
}

}  // namespace keyhound::testing
