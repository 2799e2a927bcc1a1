// SPDX-License-Identifier: Apache-2.0
// QueryRequest: a question with what the command line says of it. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/time.h"
#include "scanner/model/severity.h"
#include "scanner/store/query/question.h"

namespace keyhound {

struct QueryRequest {
  const Question* question = nullptr;
  std::string subject;  // fingerprint, name or key; empty: none was given
  std::optional<Severity> severity;
  std::vector<std::string> repositories;  // globs
  std::vector<std::string> owners;
  std::vector<std::string> policies;
  std::vector<std::string> rules;
  std::string path;         // a glob; empty: any
  std::string since;        // a run's key or a time; empty: not given
  std::string sort;         // "COLUMN[:asc|:desc],..."; empty: as the question sorts
  std::uint64_t limit = 0;  // rows; 0: all
  Timestamp now;
};

// What of it was looked up in the store.
struct QueryScope {
  std::optional<std::int64_t> subject_id;
  std::string subject;  // fingerprint, name or key, as the store has it
  std::optional<std::int64_t> since_run;
  std::string since;                         // run key, or time in RFC 3339; empty: not given
  std::vector<std::int64_t> repository_ids;  // that the globs match; empty: all
};

}  // namespace keyhound
