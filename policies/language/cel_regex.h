// SPDX-License-Identifier: Apache-2.0
// The regular expressions of matches(). They are RE2's, which lives behind another module's fence:
// whoever compiles programs brings the compiler. Implementations are immutable and thread-safe.
#pragma once

#include <memory>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

class CelRegex {
 public:
  virtual ~CelRegex() = default;
  // Whether it matches anywhere in `text`, in time linear in its length.
  [[nodiscard]] virtual bool matches(std::string_view text) const = 0;
};

class CelRegexCompiler {
 public:
  virtual ~CelRegexCompiler() = default;
  // An error says why `pattern` is none; what a pattern may cost is bounded here.
  [[nodiscard]] virtual Result<std::shared_ptr<const CelRegex>> compile(
      std::string_view pattern) const = 0;
};

}  // namespace keyhound
