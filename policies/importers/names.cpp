// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/names.h"

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/base/utf8.h"

namespace keyhound {
namespace {

constexpr std::size_t kLongestId = 80;
constexpr std::size_t kLongestPartyId = 200;
constexpr std::size_t kLongestTitle = 300;

bool is_id_character(char c) {
  return is_lower_ascii(c) || is_digit_ascii(c) || c == '.' || c == '_' || c == '-';
}

// Whether a text is a path of names that need no escapes.
bool is_repository(std::string_view text) {
  const bool is_clean = std::all_of(text.begin(), text.end(), [](char c) {
    return is_alnum_ascii(c) || c == '.' || c == '_' || c == '-' || c == '/';
  });
  return is_clean && text.find('/') != std::string_view::npos && !text.starts_with('/') &&
         !text.ends_with('/') && text.find("//") == std::string_view::npos;
}

}  // namespace

std::string id_of(std::initializer_list<std::string_view> parts) {
  std::string whole;
  std::string id;
  bool is_exact = parts.size() > 0;
  for (const std::string_view& part : parts) {
    const bool is_inner = &part != parts.begin() && &part + 1 != parts.end();
    // A dash in the middle could as well be the border of two parts.
    if (is_inner && part.find('-') != std::string_view::npos) is_exact = false;
    whole += std::string(part) + '\0';
    if (!id.empty()) id += '-';
    for (const char c : part) {
      const char lower = to_lower_ascii(c);
      is_exact = is_exact && lower == c && is_id_character(lower);
      if (is_id_character(lower)) {
        id += lower;
      } else if (!id.empty() && id.back() != '-') {
        id += '-';
      }
    }
  }
  if (is_exact && !id.empty() && id.size() <= kLongestId) return id;
  id.resize(std::min(id.size(), kLongestId));
  while (!id.empty() && id.back() == '-') id.pop_back();
  return (id.empty() ? "x" : id) + "-" + to_hex(sha256(whole)).substr(0, 12);
}

bool is_party_id(std::string_view text) {
  const bool is_clean = std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '\x7F';
  });
  return !text.empty() && text.size() <= kLongestPartyId && is_clean && is_valid_utf8(text);
}

std::string party_of(std::string_view kind, std::string_view name) {
  const bool has_kind = name.find(':') != std::string_view::npos;
  std::string id = has_kind ? std::string(name) : std::string(kind) + ":" + std::string(name);
  if (name.empty() || !is_party_id(id)) return {};
  return id;
}

std::string shortened(std::string_view text) {
  if (text.size() <= kLongestTitle) return std::string(text);
  return std::string(text.substr(0, sequence_start(text, kLongestTitle))) + "...";
}

Timestamp start_of_day(Timestamp time) {
  const Result<Timestamp> day = parse_timestamp(format_timestamp(time).substr(0, 10));
  return day ? *day : time;
}

std::string repository_of(std::string_view text) {
  const std::size_t scheme = text.find("://");
  if (scheme != std::string_view::npos) {
    text.remove_prefix(scheme + 3);
    text.remove_prefix(std::min(text.find('/'), text.size()));
    if (text.starts_with('/')) text.remove_prefix(1);
  } else if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
    const std::size_t colon = text.find(':', at);
    if (colon == std::string_view::npos) return {};
    text.remove_prefix(colon + 1);
  }
  if (text.ends_with('/')) text.remove_suffix(1);
  if (text.ends_with(".git")) text.remove_suffix(4);
  return is_repository(text) ? std::string(text) : std::string();
}

}  // namespace keyhound
