// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/liveness.h"

#include <array>

namespace keyhound {
namespace {

constexpr std::array<std::string_view, 5> kNames = {"unchecked", "active", "revoked", "expired",
                                                    "indeterminate"};

}  // namespace

std::string_view to_string(LivenessState state) { return kNames[static_cast<std::size_t>(state)]; }

std::optional<LivenessState> parse_liveness_state(std::string_view text) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == text) return static_cast<LivenessState>(i);
  }
  return std::nullopt;
}

}  // namespace keyhound
