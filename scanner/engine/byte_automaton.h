// SPDX-License-Identifier: Apache-2.0
// Private to scanner/engine/: ByteAutomaton, a small table that follows a piece of a regex byte by
// byte from a fixed place on and tells where it has matched first. It takes little more than a
// nanosecond a byte and ends, as a rule, after a few; a call of RE2 takes several times as long.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "scanner/engine/regex_syntax.h"

namespace keyhound {

// Where a text is read: from a place towards its end or towards its beginning.
enum class Reading { kForward, kBackward };

// The table of a sequence of pieces, which match one after the other; when it is read backward, the
// last of them first. nullopt: it needs more than `max_size` bytes or has no bound, or it matches
// nothing at all or the empty text.
std::optional<std::string> build_byte_automaton(std::span<const RegexRef> pieces, Reading reading,
                                                std::size_t max_size);

// A view of such a table, which must outlive it. Immutable, thread-safe.
class ByteAutomaton {
 public:
  static constexpr std::size_t kAlignment = alignof(std::uint16_t);
  static constexpr std::size_t kNowhere = SIZE_MAX;

  // The table: the class of each byte, and a row for each state from kStart on with the next state
  // for each class. A state's number is where its row begins.
  static constexpr std::size_t kBytes = 256;
  static constexpr std::uint16_t kFailed = 0;
  static constexpr std::uint16_t kMatched = 1;
  static constexpr std::uint16_t kStart = 2;
  static constexpr std::size_t kMaxSize = 64 * 1024;

  // REQUIRES: build_byte_automaton() made `table`, which begins at a multiple of kAlignment.
  explicit ByteAutomaton(std::string_view table)
      : class_of_(reinterpret_cast<const std::uint8_t*>(table.data())),
        rows_(reinterpret_cast<const std::uint16_t*>(table.data() + kBytes)) {}

  // The end of the shortest match that begins at `from`, reading to `to` at most.
  [[nodiscard]] std::size_t end_of_match(std::string_view text, std::size_t from,
                                         std::size_t to) const {
    std::uint16_t state = kStart;
    for (std::size_t place = from; place < to; ++place) {
      state = step(state, text[place]);
      if (state < kStart) return state == kMatched ? place + 1 : kNowhere;
    }
    return kNowhere;
  }

  // The beginning of the shortest match that ends at `from`, reading down to `to` at most.
  [[nodiscard]] std::size_t begin_of_match(std::string_view text, std::size_t from,
                                           std::size_t to) const {
    std::uint16_t state = kStart;
    for (std::size_t place = from; place > to; --place) {
      state = step(state, text[place - 1]);
      if (state < kStart) return state == kMatched ? place - 1 : kNowhere;
    }
    return kNowhere;
  }

 private:
  [[nodiscard]] std::uint16_t step(std::uint16_t state, char byte) const {
    return rows_[std::size_t{state} + class_of_[static_cast<std::uint8_t>(byte)]];
  }

  const std::uint8_t* class_of_;
  const std::uint16_t* rows_;
};

}  // namespace keyhound
