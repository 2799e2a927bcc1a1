// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_json.h"

#include <array>
#include <charconv>

#include "scanner/base/ascii.h"
#include "scanner/base/utf8.h"
#include "scanner/pipelines/expressions/github_number.h"

namespace keyhound {
namespace {

// Each step answers whether to go on; error_ says why not.
class Reader {
 public:
  Reader(std::string_view text, const GithubJsonLimits& limits) : text_(text), limits_(limits) {}

  Result<ExpressionValue> run() {
    ExpressionValue value;
    if (read(value, limits_.depth)) {
      skip_space();
      if (at_ == text_.size()) return value;
      refuse();
    }
    return fail(std::move(error_));
  }

 private:
  bool read(ExpressionValue& out, std::size_t depth) {
    skip_space();
    if (++values_ > limits_.values) return refuse(ErrorKind::kLimit, "JSON of too many values");
    switch (peek()) {
      case '{':
        return depth > 0 ? object(out, depth - 1) : too_deep();
      case '[':
        return depth > 0 ? array(out, depth - 1) : too_deep();
      case '"': {
        std::string text;
        if (!string(text)) return false;
        out = ExpressionValue::text(std::move(text));
        return true;
      }
      case 't':
        return word("true", out, ExpressionValue::boolean(true));
      case 'f':
        return word("false", out, ExpressionValue::boolean(false));
      case 'n':
        return word("null", out, ExpressionValue());
      default:
        return number(out);
    }
  }

  bool object(ExpressionValue& out, std::size_t depth) {
    ++at_;
    ExpressionObject made;
    if (!take_after_space('}')) {
      do {
        skip_space();
        std::string key;
        ExpressionValue value;
        if (!string(key) || !take_after_space(':')) return refuse();
        if (!read(value, depth)) return false;
        made.set(key, std::move(value));
      } while (take_after_space(','));
      if (!take('}')) return refuse();
    }
    out = ExpressionValue::object(std::move(made));
    return true;
  }

  bool array(ExpressionValue& out, std::size_t depth) {
    ++at_;
    ExpressionArray made;
    if (!take_after_space(']')) {
      do {
        if (!read(made.items.emplace_back(), depth)) return false;
      } while (take_after_space(','));
      if (!take(']')) return refuse();
    }
    out = ExpressionValue::array(std::move(made));
    return true;
  }

  bool string(std::string& out) {
    if (!take('"')) return refuse();
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"') return true;
      if (static_cast<unsigned char>(c) < 0x20) return refuse();
      if (c != '\\') {
        out += c;
      } else if (!escape(out)) {
        return refuse();
      }
    }
    return refuse();
  }

  bool escape(std::string& out) {
    const char c = peek();
    if (at_ < text_.size()) ++at_;
    if (c == 'u') return unicode_escape(out);
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const std::size_t found = c == '\0' ? std::string_view::npos : kLetters.find(c);
    if (found == std::string_view::npos) return false;
    out += kMeanings[found];
    return true;
  }

  bool unicode_escape(std::string& out) {
    char32_t unit = 0;
    if (!four_digits(unit)) return false;
    if (unit >= 0xD800 && unit < 0xDC00 && text_.substr(at_).starts_with("\\u")) {
      const std::size_t before = at_;
      char32_t low = 0;
      at_ += 2;
      if (!four_digits(low)) return false;
      if (low >= 0xDC00 && low < 0xE000) {
        unit = 0x10000 + ((unit - 0xD800) << 10U) + (low - 0xDC00);
      } else {
        at_ = before;
      }
    }
    append_utf8(out, unit);
    return true;
  }

  bool four_digits(char32_t& out) {
    const std::string_view digits = text_.substr(at_, 4);
    std::uint32_t value = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (digits.size() < 4 || error != std::errc() || end != digits.data() + 4) return false;
    at_ += 4;
    out = value;
    return true;
  }

  bool number(ExpressionValue& out) {
    const std::size_t begin = at_;
    if (peek() == '-') ++at_;
    const std::size_t whole = digits();
    if (whole == 0 || (whole > 1 && text_[at_ - whole] == '0')) return refuse();
    if (take('.') && digits() == 0) return refuse();
    if (peek() == 'e' || peek() == 'E') {
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      if (digits() == 0) return refuse();
    }
    out = ExpressionValue::number(github_number(text_.substr(begin, at_ - begin)));
    return true;
  }

  std::size_t digits() {
    const std::size_t begin = at_;
    while (is_digit_ascii(peek())) ++at_;
    return at_ - begin;
  }

  bool word(std::string_view expected, ExpressionValue& out, ExpressionValue value) {
    if (!text_.substr(at_).starts_with(expected)) return refuse();
    at_ += expected.size();
    out = std::move(value);
    return true;
  }

  // '\0' at the end.
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool take(char c) {
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool take_after_space(char c) {
    skip_space();
    return take(c);
  }

  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) < 4) ++at_;
  }

  bool too_deep() { return refuse(ErrorKind::kLimit, "JSON nested too deep"); }

  bool refuse(ErrorKind kind = ErrorKind::kCorrupt, std::string_view message = "not JSON") {
    error_ = {kind, std::string(message)};
    return false;
  }

  std::string_view text_;
  const GithubJsonLimits& limits_;
  std::size_t at_ = 0;
  std::size_t values_ = 0;
  Error error_;
};

class Writer {
 public:
  explicit Writer(std::size_t most) : most_(most) {}

  // False: out is full.
  bool write(const ExpressionValue& value, std::size_t level) {
    if (const auto* text = value.as_text()) {
      string(*text);
    } else if (const auto* array = value.as_array()) {
      return write_array(*array, level);
    } else if (const auto* object = value.as_object()) {
      return write_object(*object, level);
    } else if (const auto* number = value.as_number()) {
      out += github_number_text(*number);
    } else if (const auto* boolean = value.as_bool()) {
      out += *boolean ? "true" : "false";
    } else {
      out += "null";
    }
    return out.size() <= most_;
  }

  std::string out;

 private:
  bool write_array(const ExpressionArray& array, std::size_t level) {
    out += '[';
    for (std::size_t i = 0; i < array.items.size(); ++i) {
      new_line(i > 0, level + 1);
      if (!write(array.items[i], level + 1)) return false;
    }
    if (!array.items.empty()) new_line(false, level);
    out += ']';
    return out.size() <= most_;
  }

  bool write_object(const ExpressionObject& object, std::size_t level) {
    out += '{';
    bool is_first = true;
    for (const auto& [key, value] : object.entries()) {
      new_line(!is_first, level + 1);
      is_first = false;
      string(key);
      out += ": ";
      if (!write(value, level + 1)) return false;
    }
    if (!is_first) new_line(false, level);
    out += '}';
    return out.size() <= most_;
  }

  void new_line(bool with_comma, std::size_t level) {
    if (with_comma) out += ',';
    out += '\n';
    out.append(2 * level, ' ');
  }

  void string(std::string_view text) {
    out += '"';
    for (const char c : text) character(c);
    out += '"';
  }

  void character(char c) {
    constexpr std::string_view kEscaped = "\"\\\b\f\n\r\t";
    constexpr std::string_view kLetters = "\"\\bfnrt";
    if (const std::size_t found = kEscaped.find(c); found != std::string_view::npos) {
      out += '\\';
      out += kLetters[found];
    } else if (static_cast<unsigned char>(c) < 0x20) {
      constexpr std::string_view kDigits = "0123456789abcdef";
      out += "\\u00";
      out += kDigits[static_cast<unsigned char>(c) >> 4U];
      out += kDigits[static_cast<unsigned char>(c) & 0xFU];
    } else {
      out += c;
    }
  }

  std::size_t most_;
};

}  // namespace

Result<ExpressionValue> read_github_json(std::string_view text, const GithubJsonLimits& limits) {
  return Reader(text, limits).run();
}

std::optional<std::string> write_github_json(const ExpressionValue& value, std::size_t most) {
  Writer writer(most);
  if (!writer.write(value, 0)) return std::nullopt;
  return std::move(writer.out);
}

}  // namespace keyhound
