// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/rendered_query.h"

namespace keyhound::testing {

TEST_CASE("A sink that refuses ends the question with an error") {
  on_question_stores([](QuestionStore& store) {
    const QuerySink sink = [](std::string_view) { return false; };
    for (const WriterOf& make :
         {text_of_width(0), WriterOf(make_query_json), WriterOf(make_query_csv)}) {
      const std::unique_ptr<QueryWriter> writer = make(sink);
      CHECK_FALSE(answer_query(store.database(), query_of("open"), *writer).has_value());
    }
  });
}

}  // namespace keyhound::testing
