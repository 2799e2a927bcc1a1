// SPDX-License-Identifier: Apache-2.0
// What stands behind a question's name, looked up in the store.
#pragma once

#include <cstdint>
#include <string>

#include "scanner/base/result.h"
#include "scanner/store/database.h"
#include "scanner/store/query/question.h"

namespace keyhound {

struct Subject {
  std::int64_t id = 0;
  std::string text;  // as the store has it
};

// kUsage when it is missing, and where more than one fits, naming them; kNotFound when none does,
// with what was meant. REQUIRES: the question has a subject.
Result<Subject> resolve_subject(Database& database, const Question& question,
                                const std::string& text);

}  // namespace keyhound
