// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/json_text.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace keyhound {
namespace {

constexpr int kDeepest = 16;
constexpr std::size_t kMostMembers = 500;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

void put_utf8(std::string& out, std::uint32_t point) {
  const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0U | (point >> 6U));
    put(0x80U | (point & 0x3FU));
  } else if (point < 0x10000) {
    put(0xE0U | (point >> 12U));
    put(0x80U | ((point >> 6U) & 0x3FU));
    put(0x80U | (point & 0x3FU));
  } else {
    put(0xF0U | (point >> 18U));
    put(0x80U | ((point >> 12U) & 0x3FU));
    put(0x80U | ((point >> 6U) & 0x3FU));
    put(0x80U | (point & 0x3FU));
  }
}

// Recursive descent, kDeepest deep at most. Every take_ answers whether the grammar was met.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool read(std::vector<JsonMember>& members) {
    members_ = &members;
    skip_space();
    if (!rest_.starts_with('{') || !take_value("", 0)) return false;
    skip_space();
    return rest_.empty();
  }

 private:
  void skip_space() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
  }

  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool add(std::string path, std::string value, bool is_text) {
    if (members_->size() == kMostMembers) return false;
    members_->push_back({std::move(path), std::move(value), is_text});
    return true;
  }

  bool take_value(const std::string& path, int depth) {
    if (depth == kDeepest) return false;
    skip_space();
    if (take('{')) return take_members(path, depth);
    if (take('[')) return take_elements(path, depth);
    if (rest_.starts_with('"')) {
      std::string value;
      return take_string(value) && add(path, std::move(value), true);
    }
    for (const std::string_view word : {"true", "false", "null"}) {
      if (!rest_.starts_with(word)) continue;
      rest_.remove_prefix(word.size());
      return add(path, std::string(word), false);
    }
    return take_number(path);
  }

  bool take_members(const std::string& path, int depth) {
    skip_space();
    if (take('}')) return true;
    for (;;) {
      skip_space();
      std::string name;
      if (!take_string(name)) return false;
      skip_space();
      if (!take(':') || !take_value(path.empty() ? name : path + "." + name, depth + 1))
        return false;
      skip_space();
      if (take('}')) return true;
      if (!take(',')) return false;
    }
  }

  bool take_elements(const std::string& path, int depth) {
    skip_space();
    if (take(']')) return true;
    for (std::size_t index = 0;; ++index) {
      if (!take_value(path + "." + std::to_string(index), depth + 1)) return false;
      skip_space();
      if (take(']')) return true;
      if (!take(',')) return false;
    }
  }

  bool take_number(const std::string& path) {
    std::size_t end = 0;
    const auto at = [&](std::size_t i) { return i < rest_.size() ? rest_[i] : '\0'; };
    const auto skip_digits = [&] {
      const std::size_t begin = end;
      while (is_digit(at(end))) ++end;
      return end > begin;
    };
    if (at(0) == '-') ++end;
    const bool leads_with_zero = at(end) == '0';
    const std::size_t first = end;
    if (!skip_digits() || (leads_with_zero && end > first + 1)) return false;
    if (at(end) == '.') {
      ++end;
      if (!skip_digits()) return false;
    }
    if (at(end) == 'e' || at(end) == 'E') {
      ++end;
      if (at(end) == '+' || at(end) == '-') ++end;
      if (!skip_digits()) return false;
    }
    std::string literal(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return add(path, std::move(literal), false);
  }

  bool take_hex(std::uint32_t& value) {
    if (rest_.size() < 4) return false;
    value = 0;
    for (const char c : rest_.substr(0, 4)) {
      const std::size_t digit = std::string_view("0123456789abcdefABCDEF").find(c);
      if (digit == std::string_view::npos) return false;
      value = value * 16 + static_cast<std::uint32_t>(digit < 16 ? digit : digit - 6);
    }
    rest_.remove_prefix(4);
    return true;
  }

  bool take_unicode(std::string& out) {
    std::uint32_t point = 0;
    if (!take_hex(point)) return false;
    std::uint32_t low = 0;
    if (point >= 0xD800 && point < 0xDC00 && rest_.starts_with("\\u")) {
      rest_.remove_prefix(2);
      if (!take_hex(low) || low < 0xDC00 || low > 0xDFFF) return false;
      point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
    }
    put_utf8(out, point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point);
    return true;
  }

  bool take_string(std::string& out) {
    constexpr std::string_view kEscapes = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    if (!take('"')) return false;
    while (!rest_.empty()) {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '"') return true;
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c != '\\') {
        out += c;
        continue;
      }
      if (rest_.empty()) return false;
      const char escape = rest_.front();
      rest_.remove_prefix(1);
      const std::size_t meaning = kEscapes.find(escape);
      if (meaning != std::string_view::npos) {
        out += kMeanings[meaning];
      } else if (escape != 'u' || !take_unicode(out)) {
        return false;
      }
    }
    return false;
  }

  std::string_view rest_;
  std::vector<JsonMember>* members_ = nullptr;
};

}  // namespace

std::optional<JsonObject> JsonObject::parse(std::string_view text) {
  if (text.size() > kLongestJson) return std::nullopt;
  JsonObject object;
  if (!Reader(text).read(object.members_)) return std::nullopt;
  return object;
}

const JsonMember* JsonObject::find(std::string_view path) const {
  const auto found = std::find_if(members_.begin(), members_.end(),
                                  [path](const JsonMember& member) { return member.path == path; });
  return found == members_.end() ? nullptr : &*found;
}

std::string_view JsonObject::text(std::string_view path) const {
  const JsonMember* member = find(path);
  return member != nullptr && member->is_text ? std::string_view(member->value)
                                              : std::string_view();
}

bool JsonObject::has(std::string_view path) const {
  return std::any_of(members_.begin(), members_.end(), [path](const JsonMember& member) {
    const std::string_view other = member.path;
    return other.starts_with(path) && (other.size() == path.size() || other[path.size()] == '.');
  });
}

}  // namespace keyhound
