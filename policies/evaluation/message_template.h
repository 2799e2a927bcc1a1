// SPDX-License-Identifier: Apache-2.0
// MessageTemplate: a text with expressions in braces: "'{cred.id}' is due since {now - due}".
// Expressions are checked when it is loaded. Immutable, thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policies/language/cel_program.h"

namespace keyhound {

class MessageTemplate {
 public:
  MessageTemplate() = default;
  // `{{` and `}}` are braces. kConfiguration with "line:column: reason" within `text`.
  static Result<MessageTemplate> compile(std::string_view text, const CelEnvironment& environment);

  [[nodiscard]] bool uses(std::size_t variable) const;
  // What is null or cannot be told reads "(not recorded)".
  [[nodiscard]] std::string render(std::span<const CelValue> variables, CelArena& arena) const;

 private:
  struct Part {
    std::string text;  // in front of the expression
    CelProgram value;
  };
  std::vector<Part> parts_;
  std::string rest_;
};

}  // namespace keyhound
