// SPDX-License-Identifier: Apache-2.0
// The options of `keyhound query`, and the request that they are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/store/query/query_request.h"

namespace CLI {
class App;
}

namespace keyhound {

struct QueryOptions {
  std::string question;
  std::string subject;
  std::string store;
  std::string severity;
  std::vector<std::string> repositories;
  std::vector<std::string> owners;
  std::vector<std::string> policies;
  std::vector<std::string> rules;
  std::string path;
  std::string since;
  std::string sort;
  std::optional<std::uint64_t> limit;
  std::string format = "text";
  std::string output;
  bool fail_on_rows = false;
  std::string now;
};

void add_query_options(CLI::App& app, QueryOptions& options);

// kUsage for a question that there is none of, and for what it does not take.
Result<QueryRequest> query_request_of(const QueryOptions& options);

}  // namespace keyhound
