// SPDX-License-Identifier: Apache-2.0
#include "policies/input/json_fields.h"

#include "scanner/base/text_decode.h"

namespace keyhound {

const Json* JsonFields::find(const char* name) const {
  const auto found = object_.find(name);
  return found == object_.end() || found->is_null() ? nullptr : &*found;
}

void JsonFields::complain(const char* name, std::string_view reason) {
  if (problem_.empty()) problem_ = place_ + "." + name + ": " + std::string(reason);
}

std::string JsonFields::text_or(const char* name, std::string fallback) {
  const Json* value = find(name);
  if (value == nullptr) return fallback;
  if (value->is_string()) return value->get<std::string>();
  complain(name, "expected a text");
  return fallback;
}

std::string JsonFields::bytes(const char* name) {
  const std::string encoded = std::string(name) + "_bytes";
  const std::string base64 = text(encoded.c_str());
  if (base64.empty()) return text(name);
  if (auto decoded = from_base64(base64)) return std::move(*decoded);
  complain(encoded.c_str(), "expected base64");
  return {};
}

std::vector<std::string> JsonFields::texts(const char* name) {
  std::vector<std::string> all;
  const Json* value = list(name);
  if (value == nullptr) return all;
  for (const Json& item : *value) {
    if (item.is_string()) {
      all.push_back(item.get<std::string>());
    } else {
      complain(name, "expected a list of texts");
    }
  }
  return all;
}

bool JsonFields::flag(const char* name, bool fallback) {
  const Json* value = find(name);
  if (value == nullptr) return fallback;
  if (value->is_boolean()) return value->get<bool>();
  complain(name, "expected true or false");
  return fallback;
}

std::uint64_t JsonFields::number(const char* name, std::uint64_t fallback) {
  const Json* value = find(name);
  if (value == nullptr) return fallback;
  if (value->is_number_unsigned()) return value->get<std::uint64_t>();
  complain(name, "expected a whole number from 0");
  return fallback;
}

double JsonFields::real(const char* name, double fallback) {
  const Json* value = find(name);
  if (value == nullptr) return fallback;
  if (value->is_number()) return value->get<double>();
  complain(name, "expected a number");
  return fallback;
}

std::optional<Timestamp> JsonFields::time(const char* name) {
  const std::string written = text(name);
  if (written.empty()) return std::nullopt;
  const Result<Timestamp> parsed = parse_timestamp(written);
  if (parsed) return *parsed;
  complain(name, "expected a time such as 2026-11-23T09:00:00Z");
  return std::nullopt;
}

const Json* JsonFields::object(const char* name) {
  const Json* value = find(name);
  if (value == nullptr || value->is_object()) return value;
  complain(name, "expected an object");
  return nullptr;
}

const Json* JsonFields::list(const char* name) {
  const Json* value = find(name);
  if (value == nullptr || value->is_array()) return value;
  complain(name, "expected a list");
  return nullptr;
}

}  // namespace keyhound
