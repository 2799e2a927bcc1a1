// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/redaction.h"

#include <fmt/format.h>

#include <algorithm>

namespace keyhound {
namespace {

constexpr std::size_t kLongestPrefix = 12;

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The literal that a provider puts in front of its tokens: everything up to the last separator.
std::string_view public_prefix(std::string_view secret) {
  const std::size_t reach = std::min(kLongestPrefix, secret.size() / 4);
  std::size_t length = 0;
  for (std::size_t i = 0; i < reach; ++i) {
    if (secret[i] == '_' || secret[i] == '-' || secret[i] == '.') {
      length = i + 1;
    } else if (!is_alphanumeric(secret[i])) {
      break;
    }
  }
  return secret.substr(0, length);
}

}  // namespace

std::string redact(std::string_view secret) {
  if (secret.starts_with("-----BEGIN ")) {
    const std::size_t end = secret.find("-----", 11);
    const auto label = secret.substr(11, end == std::string_view::npos ? 0 : end - 11);
    const bool is_label =
        !label.empty() && label.size() <= 40 && std::all_of(label.begin(), label.end(), [](char c) {
          return c == ' ' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        });
    if (is_label) return fmt::format("{}…({})", label, secret.size());
  }
  return fmt::format("{}…({})", public_prefix(secret), secret.size());
}

}  // namespace keyhound
