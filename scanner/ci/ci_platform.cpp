// SPDX-License-Identifier: Apache-2.0
#include "scanner/ci/ci_platform.h"

#include <fmt/format.h>

namespace keyhound {

#define KEYHOUND_CI_PLATFORM(Name) extern const CiPlatform k##Name##Ci;
#include "ci_platforms.inc"
#undef KEYHOUND_CI_PLATFORM

std::span<const CiPlatform* const> ci_platforms() {
#define KEYHOUND_CI_PLATFORM(Name) &k##Name##Ci,
  static constexpr const CiPlatform* kAll[] = {
#include "ci_platforms.inc"
  };
#undef KEYHOUND_CI_PLATFORM
  return kAll;
}

std::string ci_platform_ids() {
  std::string ids;
  for (const CiPlatform* one : ci_platforms()) {
    ids += ids.empty() ? "" : ", ";
    ids += one->id;
  }
  return ids;
}

Result<const CiPlatform*> find_ci_platform(const CiEnvironment& environment, std::string_view id) {
  const CiPlatform* found = nullptr;
  const CiPlatform* generic = nullptr;
  for (const CiPlatform* one : ci_platforms()) {
    if (one->id == id) return one;
    if (one->is_here == nullptr) generic = one;
    if (!id.empty() || one->is_here == nullptr || !one->is_here(environment)) continue;
    if (found != nullptr) {
      return fail(ErrorKind::kUsage,
                  fmt::format("the environment has the variables of both {} and {}; say which one "
                              "this run is of with --platform {} or --platform {}",
                              found->name, one->name, found->id, one->id));
    }
    found = one;
  }
  if (!id.empty()) {
    return fail(ErrorKind::kUsage,
                fmt::format("--platform: '{}' is unknown; choose from {}", id, ci_platform_ids()));
  }
  return found != nullptr ? found : generic;
}

}  // namespace keyhound
