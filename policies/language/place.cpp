// SPDX-License-Identifier: Apache-2.0
#include "policies/language/place.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/nearest_key.h"
#include "scanner/base/utf8.h"

namespace keyhound {

Error cel_error(std::string_view text, std::size_t offset, std::string_view reason) {
  std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  if (const std::size_t end = before.rfind('\n'); end != std::string_view::npos)
    before.remove_prefix(end + 1);
  std::size_t column = 1;
  for (; !before.empty(); ++column) before.remove_prefix(next_utf8(before).length);
  return {ErrorKind::kConfiguration, fmt::format("{}:{}: {}", lines + 1, column, reason)};
}

std::string did_you_mean(std::string_view written, std::span<const std::string_view> known) {
  const std::string_view nearest = nearest_key(written, known);
  return nearest.empty() ? std::string() : fmt::format(", did you mean '{}'?", nearest);
}

}  // namespace keyhound
