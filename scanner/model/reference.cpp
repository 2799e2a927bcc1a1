// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/reference.h"

#include <array>
#include <utility>

namespace keyhound {
namespace {

constexpr std::array<std::pair<Resolution, std::string_view>, 3> kNames = {{
    {Resolution::kExact, "exact"},
    {Resolution::kPattern, "pattern"},
    {Resolution::kDynamic, "dynamic"},
}};

}  // namespace

std::string_view to_string(Resolution resolution) {
  return kNames[static_cast<std::size_t>(resolution)].second;
}

std::optional<Resolution> parse_resolution(std::string_view text) {
  for (const auto& [value, name] : kNames)
    if (name == text) return value;
  return std::nullopt;
}

}  // namespace keyhound
