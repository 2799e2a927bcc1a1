// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/workflow_commands.h"

#include "scanner/base/text_encode.h"

namespace keyhound {

namespace {

struct Escape {
  char character;
  std::string_view text;
};

template <std::size_t kCount>
std::string escape(std::string_view text, const Escape (&escapes)[kCount]) {
  std::string result;
  for (const char c : text) {
    const Escape* found = nullptr;
    for (const Escape& one : escapes)
      if (one.character == c) found = &one;
    if (found != nullptr) {
      result += found->text;
    } else {
      result += c;
    }
  }
  return result;
}

// No control character is left, so that neither line ends nor escape sequences need an escape.
std::string plain(std::string_view text) {
  return disarm_workflow_commands(escape_for_terminal(text));
}

}  // namespace

std::string disarm_workflow_commands(std::string text) {
  for (std::size_t at = text.find("##"); at != std::string::npos; at = text.find("##", at)) {
    const std::size_t name_end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz", at + 2);
    if (name_end != std::string::npos && text[name_end] == '[') text.replace(at, 1, "\\x23");
    ++at;
  }
  return text;
}

std::string github_command_property(std::string_view text) {
  constexpr Escape kEscapes[] = {{'%', "%25"}, {':', "%3A"}, {',', "%2C"}};
  return escape(plain(text), kEscapes);
}

std::string github_command_message(std::string_view text) {
  constexpr Escape kEscapes[] = {{'%', "%25"}};
  return escape(plain(text), kEscapes);
}

std::string azure_command_property(std::string_view text) {
  constexpr Escape kEscapes[] = {{'%', "%AZP25"}, {';', "%3B"}, {']', "%5D"}};
  return escape(plain(text), kEscapes);
}

std::string azure_command_message(std::string_view text) {
  constexpr Escape kEscapes[] = {{'%', "%AZP25"}};
  return escape(plain(text), kEscapes);
}

}  // namespace keyhound
