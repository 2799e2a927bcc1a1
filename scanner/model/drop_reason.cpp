// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/drop_reason.h"

namespace keyhound {
namespace {

struct ReasonText {
  std::string_view name;
  std::string_view words;
};

// As in DropReason.
constexpr std::array<ReasonText, kDropReasons> kReasons = {{
    {"empty", "the secret is empty"},
    {"disabled-rule", "the configuration switched the rule off"},
    {"other-path", "the rule is for other paths, or the configuration excludes this one"},
    {"low-entropy", "the value is not random enough"},
    {"placeholder", "the value is a filler, or refers to one"},
    {"allowlist", "an allowlist names it"},
    {"suppressed", "a comment beside it says that it may stand there"},
    {"no-value", "no value is assigned"},
    {"reference", "the value names a secret that is kept elsewhere, or is code"},
    {"low-score", "the generic-secret model takes it for no credential"},
    {"overlap", "a more specific rule found the same bytes"},
    {"low-confidence", "findings below --min-confidence"},
}};

}  // namespace

std::string_view to_string(DropReason reason) {
  return kReasons[static_cast<std::size_t>(reason)].name;
}

std::string_view describe(DropReason reason) {
  return kReasons[static_cast<std::size_t>(reason)].words;
}

void add_counts(DropCounts& to, const DropCounts& more) {
  for (std::size_t i = 0; i < kDropReasons; ++i) to[i] += more[i];
}

}  // namespace keyhound
