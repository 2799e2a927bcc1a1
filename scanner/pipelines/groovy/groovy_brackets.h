// SPDX-License-Identifier: Apache-2.0
// Private to scanner/pipelines/groovy: which bracket closes which.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "scanner/pipelines/groovy/groovy_lexer.h"

namespace keyhound {

struct GroovyBrackets {
  // For every token: the token that closes it when it opens a bracket (the count of tokens: nothing
  // closes it), otherwise itself.
  std::vector<std::uint32_t> closer;
  bool is_complete = true;  // every bracket has its counterpart
};

GroovyBrackets match_groovy_brackets(std::string_view text, const std::vector<GroovyToken>& tokens);

}  // namespace keyhound
