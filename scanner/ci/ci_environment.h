// SPDX-License-Identifier: Apache-2.0
// CiEnvironment: the environment variables of a run, behind a function, so that tests need no real
// ones. Immutable, thread-safe if the function is.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace keyhound {

// The value of a variable; none: it is not set.
using VariableLookup = std::function<std::optional<std::string>(const std::string& name)>;

class CiEnvironment {
 public:
  explicit CiEnvironment(VariableLookup lookup) : lookup_(std::move(lookup)) {}
  // That of the process.
  static CiEnvironment of_process();

  // Empty: it is not set, or set to nothing.
  [[nodiscard]] std::string get(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const { return !get(name).empty(); }
  // "true" in whatever case: platforms write "true" and "True".
  [[nodiscard]] bool is_true(std::string_view name) const;

 private:
  VariableLookup lookup_;
};

}  // namespace keyhound
