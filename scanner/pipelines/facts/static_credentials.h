// SPDX-License-Identifier: Apache-2.0
// Long-lived keys of clouds and package registries that issue short-lived ones to pipelines: by the
// names that tools give them, and how to do without. Plain tables; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace keyhound {

enum class StaticCredential : std::uint8_t {
  kNone,
  kAws,
  kAzure,
  kGoogle,
  kPypi,
  kNpm,
  kGems,
  kCrates,
  kNuget
};

// "AWS", "PyPI", ... for people.
std::string_view name_of(StaticCredential credential);

// What a variable, input or secret of this name holds, without regard to case, `-` and `_`.
StaticCredential static_credential(std::string_view name);
// The same for an input whose name says it only together with what is called
// ("pypa/gh-action-pypi-publish", "password").
StaticCredential static_input(std::string_view action, std::string_view input);

// Whether pipelines of a platform ("gitlab-ci") can do without.
bool has_federation(std::string_view platform, StaticCredential credential);
// What to do there instead.
std::string federation_remedy(std::string_view platform, StaticCredential credential);

}  // namespace keyhound
