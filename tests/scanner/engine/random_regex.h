// SPDX-License-Identifier: Apache-2.0
// Draws random numbers and regexes. The numbers come from splitmix64, so that a seed stands for the
// same case everywhere.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace keyhound::testing {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::size_t below(std::size_t limit) {
    state_ += 0x9E3779B97F4A7C15;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EB;
    mixed ^= mixed >> 31U;
    return static_cast<std::size_t>(mixed % limit);
  }

  std::uint32_t operator()(std::uint32_t limit) { return static_cast<std::uint32_t>(below(limit)); }

  bool chance(std::size_t in) { return below(in) == 0; }

  template <class T>
  const T& pick(const std::vector<T>& values) {
    return values[below(values.size())];
  }

 private:
  std::uint64_t state_;
};

// A random regex of RE2 syntax over a small alphabet, so that texts over it match often.
inline std::string random_regex(Random& random, int depth = 0) {
  static const std::vector<std::string> kAtoms = {
      "a",   "b",     "c",        "key",         "x_", "[ab]",  "[^a]",    "[a-c]", "\\d",
      ".",   "\\w",   "\\b",      "[[:alpha:]]", "1",  "\\x41", "(?i:kE)", "=",     "\\Qa.b\\E",
      "\\s", "token", "[0-9a-f]", "\\.",         "^",  "$",     "\\B",     "(?:)",  "secret"};
  static const std::vector<std::string> kRepeats = {
      "", "", "", "", "?", "*", "+", "??", "{2}", "{0,3}", "{1,4}?", "{3,}", "{16}"};
  std::string regex;
  const std::size_t parts = 1 + random.below(depth == 0 ? 6 : 3);
  for (std::size_t i = 0; i < parts; ++i) {
    if (depth < 3 && random.chance(4)) {
      const char* open = random.chance(2) ? "(" : random.chance(3) ? "(?i:" : "(?:";
      regex += open + random_regex(random, depth + 1);
      if (random.chance(2)) regex += "|" + random_regex(random, depth + 1);
      regex += ")" + random.pick(kRepeats);
    } else {
      const std::string& atom = random.pick(kAtoms);
      const bool is_assertion = atom == "^" || atom == "$" || atom == "\\b" || atom == "\\B";
      regex += atom + (is_assertion ? "" : random.pick(kRepeats));
    }
  }
  return regex;
}

}  // namespace keyhound::testing
