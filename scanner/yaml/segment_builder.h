// SPDX-License-Identifier: Apache-2.0
// Private to yaml: SegmentBuilder follows a value along its source, comparing both. One per value.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "scanner/yaml/scalar_map.h"

namespace keyhound {

class SegmentBuilder {
 public:
  // Borrows both texts.
  SegmentBuilder(std::string_view source, std::string_view value)
      : source_(source), value_(value) {}

  // About so many segments will come.
  void expect(std::size_t segments) { segments_.reserve(segments); }
  // The value goes on with these bytes of the source.
  void copy(std::size_t at, std::size_t length);
  // The value goes on with bytes that do not stand in the source.
  void make(std::string_view bytes);
  // The value goes on with the line break that starts here: as "\n", or as it is when Unicode's
  // line or paragraph separator.
  void copy_break(std::size_t at);

  // False once the value has turned out to be another.
  [[nodiscard]] bool fits() const { return fits_; }
  // The segments; none when they do not make up all of the value. Ends the builder's use.
  std::vector<ScalarSegment> take();

 private:
  bool advance(std::string_view bytes);

  std::string_view source_;
  std::string_view value_;
  std::size_t built_ = 0;  // bytes of value_
  bool fits_ = true;
  std::vector<ScalarSegment> segments_;
};

// What libyaml takes for a line break (YAML 1.1, section 4.2): LF, CR, CRLF, NEL, LS, PS. Its bytes
// at `at`; 0: none.
std::size_t break_size(std::string_view text, std::size_t at);
bool is_blank_at(std::string_view text, std::size_t at);  // space or tab
bool is_white_at(std::string_view text, std::size_t at);  // those, or a line break
// Does a break that starts here become "\n"? LS and PS stay.
bool is_normal_break(std::string_view text, std::size_t at);

}  // namespace keyhound
