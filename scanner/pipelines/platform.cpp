// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platform.h"

#include <algorithm>

namespace keyhound {

#define KEYHOUND_PLATFORM(Name) extern const Platform k##Name##Platform;
#include "platforms.inc"
#undef KEYHOUND_PLATFORM

std::span<const Platform* const> platforms() {
#define KEYHOUND_PLATFORM(Name) &k##Name##Platform,
  static constexpr const Platform* kAll[] = {
#include "platforms.inc"
  };
#undef KEYHOUND_PLATFORM
  return kAll;
}

const Platform* find_platform(std::string_view id) {
  const auto all = platforms();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Platform* one) { return one->id == id; });
  return found == all.end() ? nullptr : *found;
}

const Platform* platform_of_path(std::string_view path) {
  const auto all = platforms();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Platform* one) {
    return one->has_path != nullptr && one->has_path(path);
  });
  return found == all.end() ? nullptr : *found;
}

}  // namespace keyhound
