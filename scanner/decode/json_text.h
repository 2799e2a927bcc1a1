// SPDX-License-Identifier: Apache-2.0
// JSON inside a token, read for its members (https://www.rfc-editor.org/rfc/rfc8259). Its author is
// not trusted: size, depth and the number of members are bounded. Pure, thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keyhound {

inline constexpr std::size_t kLongestJson = 64 * 1024;

// A value that is neither object nor list.
struct JsonMember {
  std::string path;   // the names on the way joined by dots: "m.r"; a list's index is one: "aud.0"
  std::string value;  // a string's characters in UTF-8; of others the literal: 12, true, null
  bool is_text = false;  // a string
};

class JsonObject {
 public:
  // `text` must be one object and nothing else. Nothing when it is not, is longer than
  // kLongestJson, deeper than 16 or has more than 500 members.
  static std::optional<JsonObject> parse(std::string_view text);

  // In the order of the text; of a name that stands twice the first.
  [[nodiscard]] const JsonMember* find(std::string_view path) const;
  // The value of a string at `path`; empty when there is none.
  [[nodiscard]] std::string_view text(std::string_view path) const;
  // Whether something stands at `path` or below it.
  [[nodiscard]] bool has(std::string_view path) const;
  [[nodiscard]] const std::vector<JsonMember>& members() const { return members_; }

 private:
  std::vector<JsonMember> members_;
};

}  // namespace keyhound
