// SPDX-License-Identifier: Apache-2.0
// Private to policies/: CanonicalReader reads JSON that stands in canonical form (see
// canonical_json.h) in one pass, without writing it once more to compare. What it takes is
// canonical; it also refuses canonical text of rare kinds (numbers that are not whole or have more
// than 15 digits, escapes in keys, more than 32 levels), so a caller falls back on parse_json().
// Behind a refusal the place is unspecified. One per text, thread-compatible.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "policies/json.h"

namespace keyhound {

class CanonicalReader {
 public:
  // Borrows `text`.
  explicit CanonicalReader(std::string_view text) : text_(text) {}

  // Steps over these very bytes; stays where it is when others follow.
  bool take(std::string_view bytes) {
    if (!text_.substr(place_).starts_with(bytes)) return false;
    place_ += bytes.size();
    return true;
  }
  bool take(char byte) {
    if (is_at_end() || text_[place_] != byte) return false;
    ++place_;
    return true;
  }
  // Each false: no such value stands here in canonical form, or one of a rare kind.
  bool read_value(Json& into) { return read_value(into, 0); }
  bool read_object(Json& into);
  bool read_text(std::string& into);
  // A text without escapes, as it stands.
  bool read_plain_text(std::string_view& into);
  bool read_count(std::uint64_t& into);

  [[nodiscard]] std::size_t place() const { return place_; }
  [[nodiscard]] bool is_at_end() const { return place_ == text_.size(); }

 private:
  bool read_value(Json& into, int depth);
  bool read_members(Json& into, int depth);
  bool read_items(Json& into, int depth);
  bool read_number(Json& into);
  bool read_escape(std::string& into);
  bool skip_plain();

  std::string_view text_;
  std::size_t place_ = 0;
};

}  // namespace keyhound
