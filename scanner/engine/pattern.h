// SPDX-License-Identifier: Apache-2.0
// Pattern: one RE2 expression for yes-or-no questions (paths, allowlists), so that nobody outside
// engine/ includes RE2. Immutable, thread-safe, cheap to copy.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

class Pattern {
 public:
  // Compiles `regex` over bytes within RE2's memory bound; kConfiguration with RE2's reason.
  static Result<Pattern> compile(std::string_view regex);

  // The same, compiled on first use. REQUIRES: `regex` is known to compile.
  static Pattern deferred(std::string regex);

  // Whether it matches anywhere in `text`.
  [[nodiscard]] bool matches(std::string_view text) const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace keyhound
