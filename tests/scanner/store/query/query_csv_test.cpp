// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/rendered_query.h"

namespace keyhound::testing {

TEST_CASE("CSV names its columns, and no cell is a formula or an escape") {
  on_question_stores([](QuestionStore& store) {
    const std::string text = rendered_query(store, query_of("waived"), make_query_csv);
    CHECK(text.starts_with("\"severity\",\"rule\",\"repository\","));
    CHECK(text.find("\"'=a value of a test\"") != std::string::npos);
    CHECK(text.find("\r\n") != std::string::npos);
    CHECK(rendered_query(store, query_of("open"), make_query_csv).find('\x1b') ==
          std::string::npos);
  });
}

}  // namespace keyhound::testing
