// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/policy_regex.h"

#include "scanner/engine/pattern.h"

namespace keyhound {
namespace {

class PolicyRegex final : public CelRegex {
 public:
  explicit PolicyRegex(Pattern pattern) : pattern_(std::move(pattern)) {}
  [[nodiscard]] bool matches(std::string_view text) const override {
    return pattern_.matches(text);
  }

 private:
  Pattern pattern_;
};

class PolicyRegexCompiler final : public CelRegexCompiler {
 public:
  [[nodiscard]] Result<std::shared_ptr<const CelRegex>> compile(
      std::string_view pattern) const override {
    KEYHOUND_TRY(Pattern compiled, Pattern::compile(pattern));
    return std::shared_ptr<const CelRegex>(std::make_shared<PolicyRegex>(std::move(compiled)));
  }
};

}  // namespace

const CelRegexCompiler& policy_regexes() {
  static const PolicyRegexCompiler compiler;
  return compiler;
}

}  // namespace keyhound
