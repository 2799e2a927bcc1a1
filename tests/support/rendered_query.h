// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "scanner/store/query/query_writer.h"
#include "tests/support/question_store.h"

namespace keyhound::testing {

using WriterOf = std::function<std::unique_ptr<QueryWriter>(const QuerySink& sink)>;

// The answer as that writer renders it.
inline std::string rendered_query(QuestionStore& store, const QueryRequest& request,
                                  const WriterOf& make) {
  std::string text;
  const QuerySink sink = [&text](std::string_view piece) {
    text += piece;
    return true;
  };
  const std::unique_ptr<QueryWriter> writer = make(sink);
  const auto answer = answer_query(store.database(), request, *writer);
  REQUIRE_MESSAGE(answer.has_value(), answer.error().message);
  return text;
}

inline WriterOf text_of_width(std::size_t width) {
  return [width](const QuerySink& sink) { return make_query_text(sink, width); };
}

}  // namespace keyhound::testing
