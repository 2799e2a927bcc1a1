// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/toml_fields.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "scanner/base/nearest_key.h"

namespace keyhound {

tl::unexpected<Error> TomlSource::error_at(const toml::source_position& place,
                                           const std::string& message) const {
  return fail(ErrorKind::kConfiguration,
              fmt::format("{}:{}:{}: {}", origin, place.line, place.column, message));
}

tl::unexpected<Error> TomlSource::error_at(const toml::node& node,
                                           const std::string& message) const {
  return error_at(node.source().begin, message);
}

Result<std::string> TomlValue::text() const {
  std::optional<std::string> value = node.value_exact<std::string>();
  if (!value) return wrong("must be a string");
  return std::move(*value);
}

Result<std::vector<std::string>> TomlValue::texts() const {
  const toml::array* array = node.as_array();
  if (array == nullptr) return wrong("must be a list of strings");
  std::vector<std::string> values;
  for (const toml::node& element : *array) {
    std::optional<std::string> value = element.value_exact<std::string>();
    if (!value) return source.error_at(element, key + " must hold strings only");
    values.push_back(std::move(*value));
  }
  return values;
}

Result<std::int64_t> TomlValue::integer(std::int64_t least, std::int64_t most) const {
  const std::optional<std::int64_t> value = node.value_exact<std::int64_t>();
  if (!value) return wrong("must be a whole number");
  if (*value < least || *value > most) {
    return wrong(fmt::format("must lie between {} and {}", least, most));
  }
  return *value;
}

Result<double> TomlValue::number(double least, double most) const {
  const std::optional<double> value = node.is_number() ? node.value<double>() : std::nullopt;
  if (!value) return wrong("must be a number");
  if (!(*value >= least && *value <= most)) {  // also false for NaN
    return wrong(fmt::format("must lie between {} and {}", least, most));
  }
  return *value;
}

std::string unknown_key_message(std::string_view key, std::span<const std::string_view> names) {
  std::string message = fmt::format("unknown key \"{}\"", key);
  const std::string_view nearest = nearest_key(key, names);
  if (!nearest.empty()) message += fmt::format("; did you mean \"{}\"?", nearest);
  return message;
}

}  // namespace keyhound
