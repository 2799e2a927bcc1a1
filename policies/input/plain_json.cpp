// SPDX-License-Identifier: Apache-2.0
#include "policies/input/plain_json.h"

#include <array>
#include <charconv>

#include "scanner/base/utf8.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostDigits = 18;

// What a text is made of, but for quotes, backslashes and what is no ASCII.
constexpr std::array<bool, 256> kOrdinary = [] {
  std::array<bool, 256> ordinary{};
  for (std::size_t c = 0x20; c < 0x80; ++c) ordinary[c] = c != '"' && c != '\\';
  return ordinary;
}();

// 0: not known here.
char escaped(char letter) {
  switch (letter) {
    case '"':
    case '\\':
    case '/':
      return letter;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return 0;
  }
}

}  // namespace

void PlainJson::skip_space() {
  while (next_ != end_ && (*next_ == ' ' || *next_ == '\n' || *next_ == '\r' || *next_ == '\t'))
    ++next_;
}

bool PlainJson::is_token(char one) {
  skip_space();
  if (next_ == end_ || *next_ != one) return false;
  ++next_;
  return true;
}

bool PlainJson::token(char one) { return is_token(one); }

bool PlainJson::run(std::string_view& into) {
  const char* const start = next_;
  for (;;) {
    while (next_ != end_ && kOrdinary[static_cast<unsigned char>(*next_)]) ++next_;
    if (next_ == end_) return false;
    if (*next_ == '"' || *next_ == '\\') break;
    const Utf8Unit unit = next_utf8({next_, static_cast<std::size_t>(end_ - next_)});
    if (unit.code_point < 0x80 || !unit.valid) return false;
    next_ += unit.length;
  }
  into = {start, static_cast<std::size_t>(next_ - start)};
  return true;
}

bool PlainJson::name(std::string_view& into) {
  if (!token('"') || !run(into) || *next_ != '"') return false;
  ++next_;
  return true;
}

bool PlainJson::text(std::string& into) {
  std::string_view part;
  if (!token('"') || !run(part)) return false;
  into = std::string(part);  // assign() may take more memory than it needs
  while (*next_ == '\\') {
    ++next_;
    const char letter = next_ == end_ ? '\0' : escaped(*next_);
    if (letter == 0) return false;
    ++next_;
    if (!run(part)) return false;
    into += letter;
    into += part;
  }
  ++next_;
  return true;
}

bool PlainJson::digits(std::string_view& into) {
  const char* const start = next_;
  while (next_ != end_ && *next_ >= '0' && *next_ <= '9') ++next_;
  into = {start, static_cast<std::size_t>(next_ - start)};
  return !into.empty() && into.size() <= kMostDigits;
}

bool PlainJson::number(std::uint64_t& into) {
  skip_space();
  std::string_view whole;
  if (!digits(whole) || (whole.size() > 1 && whole.front() == '0')) return false;
  const bool is_whole = next_ != end_ && *next_ != '.' && *next_ != 'e' && *next_ != 'E';
  return is_whole && std::from_chars(whole.data(), next_, into).ec == std::errc{};
}

bool PlainJson::real(double& into) {
  skip_space();
  std::string_view part;
  const char* const start = next_;
  if (!digits(part) || (part.size() > 1 && part.front() == '0')) return false;
  if (next_ != end_ && *next_ == '.') {
    ++next_;
    if (!digits(part)) return false;
  }
  const bool is_whole = next_ != end_ && *next_ != 'e' && *next_ != 'E';
  return is_whole && std::from_chars(start, next_, into).ec == std::errc{};
}

bool PlainJson::word(std::string_view rest) {
  if (static_cast<std::size_t>(end_ - next_) < rest.size()) return false;
  if (std::string_view(next_, rest.size()) != rest) return false;
  next_ += rest.size();
  return true;
}

bool PlainJson::flag(bool& into) {
  skip_space();
  into = word("true");
  return into || word("false");
}

bool PlainJson::is_null() {
  skip_space();
  return word("null");
}

bool PlainJson::texts(std::vector<std::string>& into) {
  return list([&] { return text(into.emplace_back()); });
}

bool PlainJson::skip(int depth) {
  skip_space();
  if (next_ == end_ || depth == 0) return false;
  std::string_view ignored;
  switch (*next_) {
    case '"':
      ++next_;
      for (;;) {
        if (!run(ignored)) return false;
        if (*next_++ == '"') return true;
        if (next_ == end_ || escaped(*next_++) == 0) return false;
      }
    case '{':
      return object([&](std::string_view) { return skip(depth - 1); });
    case '[':
      return list([&] { return skip(depth - 1); });
    case 't':
      return word("true");
    case 'f':
      return word("false");
    case 'n':
      return word("null");
    default:
      double number = 0;
      return real(number);
  }
}

}  // namespace keyhound
