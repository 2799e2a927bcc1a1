// SPDX-License-Identifier: Apache-2.0
// What other tools call the kinds of secrets that keyhound has rules for. Pure.
#pragma once

#include <span>
#include <string_view>

namespace keyhound {

// The ids of keyhound's rules that find what `foreign` names: a rule of gitleaks, a plugin of
// detect-secrets, a detector of trufflehog, a secret type of GitHub or GitLab. Empty: not known.
std::span<const std::string_view> rules_named(std::string_view foreign);

// Every id that rules_named() may answer.
std::span<const std::string_view> all_named_rules();

}  // namespace keyhound
