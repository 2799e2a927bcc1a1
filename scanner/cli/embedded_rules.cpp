// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/embedded_rules.h"

#include <cstddef>

// Made by keyhound_embed_binary() in cmake/Embed.cmake.
extern "C" {
extern const char kKeyhoundPackRules[];
extern const char kKeyhoundPackRulesEnd[];
extern const char kKeyhoundPackRuleTable[];
extern const char kKeyhoundPackRuleTableEnd[];
extern const char kKeyhoundPackExamples[];
extern const char kKeyhoundPackExamplesEnd[];
extern const char kKeyhoundPackVerifiers[];
extern const char kKeyhoundPackVerifiersEnd[];
extern const char kKeyhoundPackPlans[];
extern const char kKeyhoundPackPlansEnd[];
extern const char kKeyhoundPackPlanTable[];
extern const char kKeyhoundPackPlanTableEnd[];
extern const char kKeyhoundPackBaseline[];
extern const char kKeyhoundPackBaselineEnd[];
extern const char kKeyhoundPackAvx2[];
extern const char kKeyhoundPackAvx2End[];
#if KEYHOUND_AVX512
extern const char kKeyhoundPackAvx512[];
extern const char kKeyhoundPackAvx512End[];
#endif
}

namespace keyhound {
namespace {

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

std::string_view embedded_rule_pack() { return between(kKeyhoundPackRules, kKeyhoundPackRulesEnd); }

std::string_view embedded_rule_table() {
  return between(kKeyhoundPackRuleTable, kKeyhoundPackRuleTableEnd);
}

std::string_view embedded_rule_examples() {
  return between(kKeyhoundPackExamples, kKeyhoundPackExamplesEnd);
}

std::string_view embedded_verifiers() {
  return between(kKeyhoundPackVerifiers, kKeyhoundPackVerifiersEnd);
}

PrecompiledTriggers embedded_triggers(std::string_view rules_digest) {
  return {rules_digest,
          between(kKeyhoundPackPlans, kKeyhoundPackPlansEnd),
          {
#if KEYHOUND_AVX512
              between(kKeyhoundPackAvx512, kKeyhoundPackAvx512End),
#endif
              between(kKeyhoundPackAvx2, kKeyhoundPackAvx2End),
              between(kKeyhoundPackBaseline, kKeyhoundPackBaselineEnd),
          },
          between(kKeyhoundPackPlanTable, kKeyhoundPackPlanTableEnd)};
}

}  // namespace keyhound
