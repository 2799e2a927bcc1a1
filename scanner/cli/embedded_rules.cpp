// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/embedded_rules.h"

#include <cstddef>

// Made by keyhound_embed_binary() in cmake/Embed.cmake.
extern "C" {
extern const char keyhound_pack_rules[];
extern const char keyhound_pack_rules_end[];
extern const char keyhound_pack_plans[];
extern const char keyhound_pack_plans_end[];
extern const char keyhound_pack_baseline[];
extern const char keyhound_pack_baseline_end[];
extern const char keyhound_pack_avx2[];
extern const char keyhound_pack_avx2_end[];
extern const char keyhound_pack_avx512[];
extern const char keyhound_pack_avx512_end[];
}

namespace keyhound {
namespace {

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

std::string_view embedded_rule_pack() {
  return between(keyhound_pack_rules, keyhound_pack_rules_end);
}

PrecompiledTriggers embedded_triggers(std::string_view rules_digest) {
  return {rules_digest,
          between(keyhound_pack_plans, keyhound_pack_plans_end),
          {between(keyhound_pack_avx512, keyhound_pack_avx512_end),
           between(keyhound_pack_avx2, keyhound_pack_avx2_end),
           between(keyhound_pack_baseline, keyhound_pack_baseline_end)}};
}

}  // namespace keyhound
