// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/store_records.h"

#include <array>

#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

// By TargetOutcome.
constexpr std::array<std::string_view, 5> kOutcomeNames = {"pending", "scanned", "unchanged",
                                                           "failed", "excluded"};

}  // namespace

std::string_view to_string(TargetOutcome outcome) {
  return kOutcomeNames[static_cast<std::size_t>(outcome)];
}

std::optional<TargetOutcome> parse_target_outcome(std::string_view text) {
  for (std::size_t i = 0; i < kOutcomeNames.size(); ++i) {
    if (kOutcomeNames[i] == text) return static_cast<TargetOutcome>(i);
  }
  return std::nullopt;
}

std::string stored_name(std::string_view name) { return escape_for_terminal(name); }

}  // namespace keyhound
