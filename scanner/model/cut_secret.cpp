// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/cut_secret.h"

#include <algorithm>

namespace keyhound {
namespace {

bool holds(std::string_view text, std::string_view characters) {
  return text.find_first_of(characters) != std::string_view::npos;
}

// Ends of lines, of quoted texts, of elements of XML, and of the part of a URL before its host.
bool is_end(std::string_view behind) {
  if (behind.empty() || holds(behind.substr(0, 1), "\r\n\"'`@")) return true;
  if (behind.starts_with("</")) return true;
  return behind.front() == '\\' && behind.size() > 1 && holds(behind.substr(1, 1), "nr\"'");
}

}  // namespace

// A separator ends it where what stands before is separated so.
bool may_be_cut(std::string_view before, std::string_view behind) {
  const bool has_semicolons = holds(before, ";");
  if (has_semicolons)  // blanks are part of a value then, but for those behind it
    behind.remove_prefix(std::min(behind.find_first_not_of(" \t"), behind.size()));
  if (is_end(behind)) return false;
  switch (behind.front()) {
    case ';':
      return !has_semicolons;
    case '&':
      return !holds(before, "?&");
    case ' ':
    case '\t':
      return has_semicolons;
    default:
      return true;
  }
}

}  // namespace keyhound
