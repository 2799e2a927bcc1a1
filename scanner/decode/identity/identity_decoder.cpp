// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/identity/identity_decoder.h"

#include <algorithm>
#include <charconv>

#include "scanner/base/time.h"

namespace keyhound {
namespace {

std::optional<unsigned> hex_digit(char c) {
  const std::size_t digit = std::string_view("0123456789abcdefABCDEF").find(c);
  if (digit == std::string_view::npos) return std::nullopt;
  return static_cast<unsigned>(digit < 16 ? digit : digit - 6);
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool has_digits = text[i] == '%' && i + 2 < text.size();
    const auto high = has_digits ? hex_digit(text[i + 1]) : std::nullopt;
    const auto low = has_digits ? hex_digit(text[i + 2]) : std::nullopt;
    if (high && low) {
      out += static_cast<char>(*high * 16 + *low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

bool is_all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::int64_t> number_of(std::string_view text) {
  if (!is_all_digits(text) || text.size() > 18) return std::nullopt;
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::optional<std::string> time_of(std::string_view seconds) {
  const auto value = number_of(seconds.substr(0, seconds.find('.')));
  if (!value || *value == 0) return std::nullopt;
  return format_timestamp({*value});
}

std::optional<std::string> query_value(std::string_view text, std::string_view name) {
  for (std::size_t at = text.find(name); at != std::string_view::npos;
       at = text.find(name, at + 1)) {
    const bool begins =
        at == 0 || std::string_view("?&;").find(text[at - 1]) != std::string_view::npos;
    const std::string_view rest = text.substr(at + name.size());
    if (!begins || !rest.starts_with('=')) continue;
    return percent_decoded(rest.substr(1, rest.find_first_of("&; \"'<>", 1) - 1));
  }
  return std::nullopt;
}

std::string_view part_behind(std::string_view text, std::string_view prefix,
                             std::string_view ends) {
  const std::size_t at = text.find(prefix);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = text.substr(at + prefix.size());
  return rest.substr(0, rest.find_first_of(ends));
}

void add(IdentityPairs& pairs, std::string name, std::string_view value) {
  if (!value.empty()) pairs.emplace_back(std::move(name), value);
}

void add(IdentityPairs& pairs, std::string name, const std::string& value) {
  add(pairs, std::move(name), std::string_view(value));
}

void add(IdentityPairs& pairs, std::string name, const std::optional<std::string>& value) {
  if (value) add(pairs, std::move(name), std::string_view(*value));
}

}  // namespace keyhound
