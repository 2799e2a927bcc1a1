// SPDX-License-Identifier: Apache-2.0
// Why the answers are those of the regex as it is written.
//
// RE2 prefers one of the ways through a regex, in an order that does not depend on upper bounds: to
// repeat once more comes before to go on, or behind it, in `x{m,n}` as in `x{m,}`. So the ways of
// the original are some of those of the relaxed regex, in the same order. Where the way that the
// relaxed one prefers is a way of the original, it is the one that the original prefers, groups
// and all; an unanchored search finds no match before it either. It is one of them when no repeat
// goes round more often than it may; and as each round takes a byte, none does in a match of no
// more bytes than the least bound that was left out. Where the relaxed regex does not match, the
// original does not.
#include "scanner/engine/relaxed_regex.h"

#include <algorithm>
#include <charconv>

#include "scanner/base/ascii.h"
#include "scanner/base/check.h"
#include "scanner/engine/re2_regex.h"

namespace keyhound {
namespace {

// Smaller bounds cost little, and more matches would have to be asked for again. For the same
// reason bounds below half of the largest stay.
constexpr std::size_t kLeastRelaxed = 64;

// `{least,most}` at the start of a text.
struct Repeat {
  std::size_t most = 0;
  std::size_t comma = 0;  // where it stands
  std::size_t size = 0;
};

std::optional<Repeat> read_repeat(std::string_view text) {
  Repeat repeat;
  std::size_t i = 1;
  while (i < text.size() && is_digit_ascii(text[i])) ++i;
  if (i == 1 || i == text.size() || text[i] != ',') return std::nullopt;
  repeat.comma = i;
  const char* end = text.data() + text.size();
  const auto [after, error] = std::from_chars(text.data() + i + 1, end, repeat.most);
  if (error != std::errc() || after == end || *after != '}') return std::nullopt;
  repeat.size = static_cast<std::size_t>(after - text.data()) + 1;
  return repeat;
}

// Bytes of the escape at the start of `text`: `\d`, `\x{1F600}`, `\pL`.
std::size_t size_of_escape(std::string_view text) {
  if (text.size() < 2) return text.size();
  const bool takes_more = text[1] == 'x' || text[1] == 'p' || text[1] == 'P';
  if (!takes_more || text.size() < 3 || text[2] != '{') return 2;
  return std::min(text.find('}'), text.size() - 1) + 1;
}

// Bytes of the class at the start of `text`.
std::size_t size_of_class(std::string_view text) {
  std::size_t i = 1;
  if (i < text.size() && text[i] == '^') ++i;
  if (i < text.size() && text[i] == ']') ++i;
  while (i < text.size() && text[i] != ']') {
    if (text[i] == '\\') {
      i += size_of_escape(text.substr(i));
    } else if (text.substr(i).starts_with("[:")) {
      i = std::min(text.find(":]", i + 2), text.size() - 2) + 2;
    } else {
      ++i;
    }
  }
  return std::min(i + 1, text.size());
}

// Whether what stands there takes exactly one byte.
bool takes_a_byte(std::string_view element) {
  constexpr std::string_view kOperators = "()^$|*+?}";  // and the end of a{2}
  constexpr std::string_view kAssertions = "bBAzZ";
  if (element[0] == '\\')
    return element.size() > 1 && kAssertions.find(element[1]) == std::string_view::npos;
  return kOperators.find(element[0]) == std::string_view::npos;
}

std::size_t size_of_element(std::string_view text) {
  if (text[0] == '\\') return size_of_escape(text);
  return text[0] == '[' ? size_of_class(text) : 1;
}

// Calls visit(offset, repeat) for each repeat of a single byte, but for those that are repeated
// again.
template <class Visit>
void for_each_repeat(std::string_view regex, const Visit& visit) {
  bool is_byte = false;  // what stands before
  for (std::size_t i = 0; i < regex.size();) {
    const std::string_view rest = regex.substr(i);
    if (const auto repeat = rest[0] == '{' ? read_repeat(rest) : std::nullopt) {
      if (is_byte) visit(i, *repeat);
      is_byte = false;
      i += repeat->size;
    } else {
      const std::string_view element = rest.substr(0, size_of_element(rest));
      is_byte = takes_a_byte(element);
      i += element.size();
    }
  }
}

}  // namespace

std::optional<RelaxedText> relax_regex(std::string_view regex) {
  // What is quoted is not read here.
  if (regex.find("\\Q") != std::string_view::npos) return std::nullopt;
  std::size_t largest = 0;
  for_each_repeat(regex, [&](std::size_t /*at*/, const Repeat& repeat) {
    largest = std::max(largest, repeat.most);
  });
  if (largest < kLeastRelaxed) return std::nullopt;
  RelaxedText relaxed{{}, largest};
  std::size_t done = 0;
  for_each_repeat(regex, [&](std::size_t at, const Repeat& repeat) {
    if (repeat.most < largest / 2) return;
    relaxed.regex.append(regex.substr(done, at + repeat.comma + 1 - done)) += '}';
    relaxed.exact_length = std::min(relaxed.exact_length, repeat.most);
    done = at + repeat.size;
  });
  relaxed.regex += regex.substr(done);
  return relaxed;
}

Result<std::unique_ptr<const RelaxedRegex>> RelaxedRegex::compile(std::string_view regex) {
  std::unique_ptr<RelaxedRegex> made(new RelaxedRegex(regex));
  KEYHOUND_TRY_STATUS(made->relax());
  if (made->relaxed_ == nullptr) {
    KEYHOUND_TRY(made->exact_, compile_re2(regex));
  }
  return made;
}

// What is wrong is told of the regex as it is written.
Result<std::unique_ptr<const RelaxedRegex>> RelaxedRegex::prove(std::string_view regex) {
  std::unique_ptr<RelaxedRegex> made(new RelaxedRegex(regex));
  KEYHOUND_TRY(made->exact_, compile_re2(regex));
  KEYHOUND_TRY_STATUS(made->relax());
  return made;
}

Status RelaxedRegex::relax() {
  const std::optional<RelaxedText> text = relax_regex(regex_);
  if (!text) return {};
  KEYHOUND_TRY(relaxed_, compile_re2(text->regex));
  exact_length_ = text->exact_length;
  return {};
}

bool RelaxedRegex::match(const re2::StringPiece& text, std::size_t from, std::size_t to,
                         re2::RE2::Anchor anchor, re2::StringPiece* groups, int count) const {
  if (relaxed_ != nullptr) {
    if (!relaxed_->Match(text, from, to, anchor, groups, count)) return false;
    if (groups[0].size() <= exact_length_) return true;
  }
  return exact().Match(text, from, to, anchor, groups, count);
}

const re2::RE2& RelaxedRegex::exact() const {
  std::call_once(once_, [this] {
    if (exact_ != nullptr) return;
    auto compiled = compile_re2(regex_);
    KEYHOUND_CHECK(compiled);
    exact_ = std::move(*compiled);
  });
  return *exact_;
}

}  // namespace keyhound
