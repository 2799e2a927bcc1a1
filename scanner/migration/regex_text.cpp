// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/regex_text.h"

#include <cstddef>

namespace keyhound {
namespace {

// Walks over a regex and calls `on_group` at each "(" that opens a group.
template <class OnGroup>
void for_each_group(std::string_view regex, const OnGroup& on_group) {
  bool in_class = false;
  for (std::size_t i = 0; i < regex.size(); ++i) {
    const char c = regex[i];
    if (c == '\\') {
      const bool is_quote = !in_class && i + 1 < regex.size() && regex[i + 1] == 'Q';
      if (!is_quote) {
        ++i;
        continue;
      }
      const std::size_t end = regex.find("\\E", i + 2);
      if (end == std::string_view::npos) return;
      i = end + 1;
    } else if (in_class) {
      if (c == '[' && i + 1 < regex.size() && regex[i + 1] == ':') {
        const std::size_t end = regex.find(":]", i + 2);
        if (end != std::string_view::npos) i = end + 1;
      } else if (c == ']') {
        in_class = false;
      }
    } else if (c == '[') {
      in_class = true;
      if (i + 1 < regex.size() && regex[i + 1] == '^') ++i;
      if (i + 1 < regex.size() && regex[i + 1] == ']') ++i;  // stands for itself at the beginning
    } else if (c == '(') {
      on_group(i);
    }
  }
}

bool opens_named_group(std::string_view regex, std::size_t at) {
  return regex.substr(at).starts_with("(?<") && !regex.substr(at).starts_with("(?<=") &&
         !regex.substr(at).starts_with("(?<!");
}

}  // namespace

std::string re2_syntax(std::string_view regex) {
  std::string out;
  std::size_t done = 0;
  for_each_group(regex, [&](std::size_t at) {
    if (!opens_named_group(regex, at)) return;
    out += regex.substr(done, at + 2 - done);
    out += 'P';
    done = at + 2;
  });
  out += regex.substr(done);
  return out;
}

int capturing_groups(std::string_view regex) {
  int count = 0;
  for_each_group(regex, [&](std::size_t at) {
    const bool is_plain = at + 1 >= regex.size() || regex[at + 1] != '?';
    const bool is_named = opens_named_group(regex, at) || regex.substr(at).starts_with("(?P<");
    if (is_plain || is_named) ++count;
  });
  return count;
}

}  // namespace keyhound
