// SPDX-License-Identifier: Apache-2.0
// The pattern is a small automaton whose states are the tokens; all states that are possible after
// each byte are kept, so that no pattern makes the search go back (a backtracking matcher takes
// exponential time on "**a**a**a").
#include "scanner/base/glob.h"

#include <algorithm>

#include "scanner/base/utf8.h"

namespace keyhound {
namespace {

// States of a kSegments token: not entered yet, or inside a segment that it swallows.
constexpr char kWaiting = 1;
constexpr char kInside = 2;

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

}  // namespace

Glob::Glob(std::string_view pattern) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool is_double = pattern.substr(i).starts_with("**");
    const bool is_segment_start = i == 0 || pattern[i - 1] == '/';
    if (is_double && is_segment_start && pattern.substr(i).starts_with("**/")) {
      tokens_.push_back({Kind::kSegments, 0});
      i += 2;
    } else if (is_double) {
      tokens_.push_back({Kind::kGlobstar, 0});
      i += 1;
    } else if (pattern[i] == '*') {
      tokens_.push_back({Kind::kStar, 0});
    } else if (pattern[i] == '?') {
      tokens_.push_back({Kind::kAnyCharacter, 0});
      tokens_.push_back({Kind::kRestOfCharacter, 0});
    } else {
      if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
      tokens_.push_back({Kind::kByte, pattern[i]});
    }
  }
}

bool Glob::is_literal() const {
  return std::all_of(tokens_.begin(), tokens_.end(),
                     [](const Token& token) { return token.kind == Kind::kByte; });
}

// Adds the states that are reached without reading a byte.
void Glob::close_over_empty(std::vector<char>& states) const {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (states[i] == 0) continue;
    const Kind kind = tokens_[i].kind;
    const bool may_skip = kind == Kind::kStar || kind == Kind::kGlobstar ||
                          kind == Kind::kRestOfCharacter ||
                          (kind == Kind::kSegments && (states[i] & kWaiting) != 0);
    if (may_skip) states[i + 1] = static_cast<char>(states[i + 1] | kWaiting);
  }
}

void Glob::step(std::size_t at, char byte, std::vector<char>& next) const {
  const auto stay = [&next, at](char state) { next[at] = static_cast<char>(next[at] | state); };
  const auto advance = [&next, at] { next[at + 1] = static_cast<char>(next[at + 1] | kWaiting); };
  switch (tokens_[at].kind) {
    case Kind::kByte:
      if (byte == tokens_[at].byte) advance();
      break;
    case Kind::kAnyCharacter:
      if (byte != '/') advance();
      break;
    case Kind::kRestOfCharacter:
      if (is_continuation(byte)) stay(kWaiting);
      break;
    case Kind::kStar:
      if (byte != '/') stay(kWaiting);
      break;
    case Kind::kGlobstar:
      stay(kWaiting);
      break;
    case Kind::kSegments:
      stay(kInside);
      if (byte == '/') advance();
      break;
  }
}

bool Glob::matches(std::string_view text) const {
  std::vector<char> states(tokens_.size() + 1, 0);
  std::vector<char> next(states.size(), 0);
  states[0] = kWaiting;
  close_over_empty(states);
  for (const char byte : text) {
    std::fill(next.begin(), next.end(), 0);
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (states[at] != 0) step(at, byte, next);
    }
    close_over_empty(next);
    states.swap(next);
  }
  return states.back() != 0;
}

std::string glob_of_path(std::string_view path) {
  std::string glob;
  while (!path.empty()) {
    const Utf8Unit unit = next_utf8(path);
    if (!unit.valid) {
      glob += '?';
    } else {
      const bool is_special =
          unit.code_point == '*' || unit.code_point == '?' || unit.code_point == '\\';
      if (is_special) glob += '\\';
      glob += path.substr(0, unit.length);
    }
    path.remove_prefix(unit.length);
  }
  return glob;
}

}  // namespace keyhound
