// SPDX-License-Identifier: Apache-2.0
// The input document: what the conditions of policies see, as JSON, for other policy engines (OPA,
// conftest). docs/policies.md shows it.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "policies/evaluation/judge.h"

namespace keyhound {

// Writes the document subject by subject. One per document; used by one thread.
class InputDocument {
 public:
  using Sink = std::function<bool(std::string_view)>;  // false: it cannot be written

  explicit InputDocument(Sink sink) : sink_(std::move(sink)) {}

  // {"kind": "credential", "subject": "credential:pay-key", "now": ..., "cred": {...}, ...}: all
  // variables of policy conditions.
  void add(PolicySubject kind, const std::string& subject, const PolicyFacts& facts);
  // Ends the document; false: some of it could not be written.
  [[nodiscard]] bool finish();

 private:
  void put(std::string_view text) { is_written_ = is_written_ && sink_(text); }

  Sink sink_;
  CelArena arena_;
  bool has_subjects_ = false;
  bool is_written_ = true;
};

}  // namespace keyhound
