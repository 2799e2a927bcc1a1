// SPDX-License-Identifier: Apache-2.0
// Private to scanner/bulk/: JSON that comes from elsewhere: answers of APIs, and plans.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

// kCorrupt with "byte <offset>: ..." for what is no JSON text, or nested deeper than 64 levels. No
// message quotes the text.
Result<nlohmann::json> parse_outside_json(std::string_view text);

// An object of which only some members matter. A member that is missing or null has its default; of
// another type than asked for it is kCorrupt, naming it: a guess would decide what is scanned.
// Borrows the value.
class JsonRecord {
 public:
  // kCorrupt where it is no object.
  static Result<JsonRecord> of(const nlohmann::json& value);

  [[nodiscard]] Result<std::string> text(std::string_view name) const;
  // kCorrupt also where it is missing or empty.
  [[nodiscard]] Result<std::string> required_text(std::string_view name) const;
  [[nodiscard]] Result<bool> flag(std::string_view name) const;
  [[nodiscard]] Result<std::optional<std::uint64_t>> number(std::string_view name) const;
  [[nodiscard]] Result<std::optional<JsonRecord>> object(std::string_view name) const;

 private:
  explicit JsonRecord(const nlohmann::json& value) : value_(&value) {}
  [[nodiscard]] const nlohmann::json* find(std::string_view name) const;

  const nlohmann::json* value_;
};

}  // namespace keyhound
