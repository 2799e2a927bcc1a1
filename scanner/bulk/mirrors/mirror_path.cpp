// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string_view>

#include "scanner/base/ascii.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/bulk/mirrors/mirror.h"

namespace keyhound {
namespace {

constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestPart = 100;
constexpr std::size_t kShownOfName = 40;
constexpr std::string_view kSuffix = ".git";

bool is_plain_char(char c) {
  return is_lower_ascii(c) || is_digit_ascii(c) || c == '-' || c == '_' || c == '.';
}

// One of a path that no file system, and nothing that stands beside mirrors (".git.lock"), changes
// the meaning of. Upper case is not: some file systems hold it for the same as lower case.
bool is_plain_part(std::string_view part) {
  if (part.empty() || part.size() > kLongestPart) return false;
  if (!is_lower_ascii(part.front()) && !is_digit_ascii(part.front())) return false;
  if (part.ends_with('.') || part.ends_with(".git") || part.ends_with(".lock")) return false;
  if (part.find(".git.") != std::string_view::npos) return false;
  return std::all_of(part.begin(), part.end(), is_plain_char);
}

bool is_plain_name(std::string_view name) {
  if (name.size() > kLongestName) return false;
  while (true) {
    const std::size_t slash = name.find('/');
    if (!is_plain_part(name.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    name.remove_prefix(slash + 1);
  }
}

// What a reader of the folder may recognise it by.
std::string shown_part_of(std::string_view name) {
  std::string shown;
  for (const char c : name.substr(name.size() - std::min(name.size(), kShownOfName))) {
    const char lower = to_lower_ascii(c);
    shown += is_plain_char(lower) && lower != '.' ? lower : '-';
  }
  return shown;
}

}  // namespace

std::string mirror_path(const std::string& cache, const std::string& name) {
  const std::string folder = cache + "/mirrors/";
  if (is_plain_name(name)) return folder + name + std::string(kSuffix);
  // No part of a plain name begins with "+".
  return folder + "+hashed/" + to_hex(sha256(name)) + "-" + shown_part_of(name) +
         std::string(kSuffix);
}

}  // namespace keyhound
