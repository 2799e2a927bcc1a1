// SPDX-License-Identifier: Apache-2.0
// QueryWriter: renders the rows of an answer as they come. One per answer.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "scanner/store/query/query_request.h"
#include "scanner/store/sql_value.h"

namespace keyhound {

// Receives the answer piece by piece; false: it could not be written, stop.
using QuerySink = std::function<bool(std::string_view)>;

class QueryWriter {
 public:
  virtual ~QueryWriter() = default;
  // In this order; false: the sink refused, stop.
  virtual bool begin(const QueryRequest& request, const QueryScope& scope) = 0;
  virtual bool row(const SqlRow& row) = 0;
  // `has_more`: the limit left rows out.
  virtual bool end(std::uint64_t rows, bool has_more) = 0;
};

// A table for people, escaped. `width`: columns of the terminal; 0: cells are not cut.
std::unique_ptr<QueryWriter> make_query_text(const QuerySink& sink, std::size_t width);
// keyhound/query/v1 (docs/store.md).
std::unique_ptr<QueryWriter> make_query_json(const QuerySink& sink);
std::unique_ptr<QueryWriter> make_query_csv(const QuerySink& sink);

}  // namespace keyhound
