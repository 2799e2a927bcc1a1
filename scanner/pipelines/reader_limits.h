// SPDX-License-Identifier: Apache-2.0
// Bounds of the hand readers (Groovy, Dockerfile, HCL) for hostile input. What is beyond one is not
// read, and the result says that it is not complete.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace keyhound {

constexpr std::size_t kMostReaderBytes = 16U << 20U;
constexpr std::size_t kMostReaderItems = 200'000;  // tokens, instructions and words, or values
constexpr unsigned kMostReaderDepth = 128;

// Pays for searches that find nothing, so that many of them cannot cost more than a few passes over
// the text. One per text that is read.
class SearchBudget {
 public:
  explicit SearchBudget(std::string_view text)
      : left_(4 * static_cast<std::int64_t>(text.size()) + 1) {}

  [[nodiscard]] bool is_spent() const { return left_ <= 0; }
  void spend(std::size_t bytes) { left_ -= static_cast<std::int64_t>(bytes); }

 private:
  std::int64_t left_;
};

}  // namespace keyhound
