// SPDX-License-Identifier: Apache-2.0
// Private to policies/: members of JSON objects with the types that they must have; the first
// one that has another type is remembered.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "policies/json.h"
#include "scanner/base/time.h"

namespace keyhound {

class JsonFields {
 public:
  // `place` names the object in messages: "findings[3]".
  JsonFields(const Json& object, std::string place) : object_(object), place_(std::move(place)) {}

  [[nodiscard]] std::string text(const char* name) { return text_or(name, {}); }
  std::string text_or(const char* name, std::string fallback);
  // Of a text that may stand for bytes: "<name>_bytes" in base64 wins.
  std::string bytes(const char* name);
  std::vector<std::string> texts(const char* name);
  bool flag(const char* name, bool fallback);
  std::uint64_t number(const char* name, std::uint64_t fallback);
  double real(const char* name, double fallback);
  std::optional<Timestamp> time(const char* name);
  // nullptr: it is not there, or null.
  const Json* object(const char* name);
  const Json* list(const char* name);

  void complain(const char* name, std::string_view reason);
  [[nodiscard]] const std::string& problem() const { return problem_; }
  [[nodiscard]] const std::string& place() const { return place_; }

 private:
  const Json* find(const char* name) const;

  const Json& object_;
  std::string place_;
  std::string problem_;
};

}  // namespace keyhound
