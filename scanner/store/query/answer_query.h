// SPDX-License-Identifier: Apache-2.0
// Asks the store a question.
#pragma once

#include <cstdint>

#include "scanner/base/result.h"
#include "scanner/store/database.h"
#include "scanner/store/query/query_request.h"
#include "scanner/store/query/query_writer.h"

namespace keyhound {

struct QueryAnswer {
  std::uint64_t rows = 0;  // that were written
  bool has_more = false;   // the limit left some out
};

// Looks up what the request names, asks, and hands the rows to `writer`. kUsage and kNotFound for
// what the store does not know, before anything is written.
Result<QueryAnswer> answer_query(Database& database, const QueryRequest& request,
                                 QueryWriter& writer);

}  // namespace keyhound
