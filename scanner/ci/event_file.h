// SPDX-License-Identifier: Apache-2.0
// EventFile: the JSON file in which a platform describes the event that started a run (GitHub's
// GITHUB_EVENT_PATH). Movable, immutable.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

class EventFile {
 public:
  // An event without members.
  EventFile();
  // kConfiguration, in words that begin with the path, when it cannot be read or is no JSON object.
  static Result<EventFile> read(const std::string& path);
  static Result<EventFile> parse(std::string_view json);

  EventFile(EventFile&&) noexcept;
  EventFile& operator=(EventFile&&) noexcept;
  EventFile(const EventFile&) = delete;
  EventFile& operator=(const EventFile&) = delete;
  ~EventFile();

  // The text at a JSON pointer ("/pull_request/base/sha"); empty: there is none.
  [[nodiscard]] std::string text(const char* pointer) const;
  [[nodiscard]] bool has(const char* pointer) const;

 private:
  struct Value;
  explicit EventFile(std::unique_ptr<Value> value);
  std::unique_ptr<Value> value_;
};

}  // namespace keyhound
