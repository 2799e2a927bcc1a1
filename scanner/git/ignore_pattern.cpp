// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/ignore_pattern.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace keyhound {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

struct NamedClass {
  std::string_view name;
  bool (*contains)(unsigned char c);
};

constexpr bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(unsigned char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_alpha(unsigned char c) { return is_upper(c) || is_lower(c); }

constexpr NamedClass kNamedClasses[] = {
    {"alnum", [](unsigned char c) { return is_alpha(c) || is_digit(c); }},
    {"alpha", is_alpha},
    {"digit", is_digit},
    {"lower", is_lower},
    {"upper", is_upper},
    {"xdigit", [](unsigned char c) { return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f'); }},
    {"space", [](unsigned char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }},
    {"blank", [](unsigned char c) { return c == ' ' || c == '\t'; }},
    {"punct", [](unsigned char c) { return c > ' ' && c < 127 && !is_alpha(c) && !is_digit(c); }},
    {"print", [](unsigned char c) { return c >= ' ' && c < 127; }},
    {"graph", [](unsigned char c) { return c > ' ' && c < 127; }},
    {"cntrl", [](unsigned char c) { return c < ' ' || c == 127; }},
};

// The end of the class that starts with "[:" at `at`, or kNone when it is none.
std::size_t named_class_end(std::string_view glob, std::size_t at) {
  const std::size_t close = glob.find(":]", at + 2);
  return glob.substr(at).starts_with("[:") ? close : kNone;
}

bool named_class_contains(std::string_view name, unsigned char c) {
  return std::any_of(
      std::begin(kNamedClasses), std::end(kNamedClasses),
      [&](const NamedClass& named) { return named.name == name && named.contains(c); });
}

struct ClassMatch {
  bool matches = false;
  std::size_t end = kNone;  // behind the closing bracket; kNone: the class never closes
};

// The bracket expression whose "[" stands before `at`. As in git it never matches a slash.
ClassMatch match_class(std::string_view glob, std::size_t at, unsigned char c) {
  const bool negated = at < glob.size() && (glob[at] == '!' || glob[at] == '^');
  if (negated) ++at;
  bool found = false;
  for (bool first = true; at < glob.size(); first = false) {
    if (glob[at] == ']' && !first) return {found != negated && c != '/', at + 1};
    if (const std::size_t end = named_class_end(glob, at); end != kNone) {
      found |= named_class_contains(glob.substr(at + 2, end - at - 2), c);
      at = end + 2;
      continue;
    }
    if (glob[at] == '\\' && at + 1 < glob.size()) ++at;
    const auto low = static_cast<unsigned char>(glob[at++]);
    auto high = low;
    if (at + 1 < glob.size() && glob[at] == '-' && glob[at + 1] != ']') {
      ++at;
      if (glob[at] == '\\' && at + 1 < glob.size()) ++at;
      high = static_cast<unsigned char>(glob[at++]);
    }
    found |= c >= low && c <= high;
  }
  return {};
}

// Tries to match one character that is no star; the next position in the glob, or kNone.
std::size_t match_one(std::string_view glob, std::size_t at, char c) {
  if (at == glob.size()) return kNone;
  switch (glob[at]) {
    case '?':
      return c == '/' ? kNone : at + 1;
    case '[': {
      const ClassMatch match = match_class(glob, at + 1, static_cast<unsigned char>(c));
      return match.matches ? match.end : kNone;
    }
    case '\\':
      if (at + 1 < glob.size()) ++at;
      return glob[at] == c ? at + 1 : kNone;
    default:
      return glob[at] == c ? at + 1 : kNone;
  }
}

// Where a mismatch goes back to: the last star takes one character more.
struct Retry {
  std::size_t glob = kNone;
  std::size_t text = 0;
};

bool is_at_component(std::string_view glob, std::size_t at) {
  return at == 0 || glob[at - 1] == '/';
}

}  // namespace

// Only the last star and the last double star need to be tried again: what stands before them
// matched already, and a longer match there could not reach anything new.
bool glob_matches(std::string_view glob, std::string_view text) {
  Retry star;
  Retry double_star;
  std::size_t g = 0;
  std::size_t t = 0;
  while (t < text.size()) {
    if (g < glob.size() && glob[g] == '*') {
      const std::size_t begin = g;
      while (g < glob.size() && glob[g] == '*') ++g;
      const bool crosses = g - begin >= 2 && is_at_component(glob, begin);
      if (crosses && g == glob.size()) return true;
      if (crosses && glob[g] == '/') {
        double_star = {++g, t};
        star = {};
      } else {
        star = {g, t};
      }
      continue;
    }
    if (const std::size_t next = match_one(glob, g, text[t]); next != kNone) {
      g = next;
      ++t;
    } else if (star.glob != kNone && text[star.text] != '/') {
      g = star.glob;
      t = ++star.text;
    } else if (double_star.glob != kNone) {
      const std::size_t slash = text.find('/', double_star.text);
      if (slash == kNone) return false;
      g = double_star.glob;
      t = double_star.text = slash + 1;
      star = {};
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g] == '*') ++g;
  return g == glob.size();
}

std::optional<IgnorePattern> IgnorePattern::parse(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.starts_with('#')) return std::nullopt;
  while (line.ends_with(' ') && !line.ends_with("\\ ")) line.remove_suffix(1);
  IgnorePattern pattern;
  if (line.starts_with('!')) {
    pattern.negated_ = true;
    line.remove_prefix(1);
  }
  if (line.ends_with('/')) {
    pattern.directories_only_ = true;
    line.remove_suffix(1);
  }
  pattern.anchored_ = line.find('/') != kNone;
  if (line.starts_with('/')) line.remove_prefix(1);
  if (line.empty()) return std::nullopt;
  pattern.glob_ = line;
  pattern.literal_ = line.find_first_of("*?[\\") == kNone;
  return pattern;
}

bool IgnorePattern::matches(std::string_view path, bool is_directory) const {
  if (directories_only_ && !is_directory) return false;
  const std::string_view text = anchored_ ? path : path.substr(path.rfind('/') + 1);
  return literal_ ? text == glob_ : glob_matches(glob_, text);
}

std::vector<IgnorePattern> parse_ignore_file(std::string_view text) {
  constexpr std::string_view kUtf8Bom = "\xef\xbb\xbf";
  if (text.starts_with(kUtf8Bom)) text.remove_prefix(kUtf8Bom.size());
  std::vector<IgnorePattern> patterns;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (auto pattern = IgnorePattern::parse(text.substr(0, end))) {
      patterns.push_back(std::move(*pattern));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return patterns;
}

}  // namespace keyhound
