// SPDX-License-Identifier: Apache-2.0
// DocumentationValues: recognises credentials that are published as samples, which are reported but
// are no leak. Regexes are compiled by the caller's PatternCompiler, as those of allowlists.
// Immutable, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/filters/allowlist.h"

namespace keyhound {

class DocumentationValues {
 public:
  // kConfiguration for a regex that does not compile, and for an empty one, which is everything.
  static Result<DocumentationValues> compile(const std::vector<std::string>& regexes,
                                             const PatternCompiler& compiler);

  // Whether some regex is found in `secret`.
  [[nodiscard]] bool contains(std::string_view secret) const;

 private:
  std::vector<TextTest> tests_;
};

}  // namespace keyhound
