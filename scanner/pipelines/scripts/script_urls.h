// SPDX-License-Identifier: Apache-2.0
// The URLs in a word of a script. Their parts are words: text, place, and the variables in it. A
// variable is one piece; what it holds is not looked into. https://www.rfc-editor.org/rfc/rfc3986
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scanner/pipelines/scripts/script_word.h"

namespace keyhound {

struct ScriptUrlParameter {
  std::string name;  // as it is written
  ScriptWord value;
};

struct ScriptUrl {
  ScriptWord whole;
  std::string scheme;  // empty: it comes out of a variable
  // `user@`, `user:password@`, `:password@`; without `@` both are absent.
  std::optional<ScriptWord> user;
  std::optional<ScriptWord> password;
  ScriptWord host;  // without the port
  std::vector<ScriptUrlParameter> query;
};

[[nodiscard]] std::vector<ScriptUrl> find_urls(const ScriptWord& word);

}  // namespace keyhound
