// SPDX-License-Identifier: Apache-2.0
// The grammar of regex_syntax.h: alternatives, sequences, repeats, groups and flags. Written after
// re2/parse.cc (release 2022-06-01), whose oddities it keeps: `{` is a literal where it does not
// begin a valid repeat, flags set inside a group last to its end, a lazy `?` changes no width.
#include <string>
#include <utility>

#include "scanner/engine/regex_class.h"
#include "scanner/engine/regex_syntax.h"

namespace keyhound {
namespace {

constexpr int kMaxNesting = 200;
constexpr std::size_t kMaxRepeat = 1000;

struct Flags {
  bool fold = false;    // i
  bool dot_nl = false;  // s
};

class RegexParser {
 public:
  explicit RegexParser(std::string_view regex) : cursor_{regex, 0} {}

  Result<RegexRef> parse() {
    RegexRef root = parse_alternatives(0);
    if (failed_.empty() && !cursor_.at_end()) fail_with("unmatched )");
    if (!failed_.empty()) {
      return fail(ErrorKind::kConfiguration,
                  failed_ + " at offset " + std::to_string(cursor_.position));
    }
    return root;
  }

 private:
  void fail_with(std::string reason) {
    if (failed_.empty()) failed_ = std::move(reason);
  }

  RegexRef parse_alternatives(int depth) {
    std::vector<RegexRef> branches;
    do {
      branches.push_back(parse_sequence(depth));
    } while (failed_.empty() && cursor_.skip("|"));
    return make_alternate(std::move(branches));
  }

  RegexRef parse_sequence(int depth) {
    std::vector<RegexRef> items;
    while (failed_.empty() && !cursor_.at_end() && cursor_.peek() != '|' && cursor_.peek() != ')') {
      if (cursor_.skip("\\Q")) {
        parse_quoted(items);
      } else if (!parse_repeat(items)) {
        parse_atom(items, depth);
      }
    }
    return make_concat(std::move(items));
  }

  void parse_quoted(std::vector<RegexRef>& items) {
    while (!cursor_.at_end() && !cursor_.skip("\\E")) items.push_back(literal());
  }

  // Applies the repeat operator at the cursor, if there is one, to the last item.
  bool parse_repeat(std::vector<RegexRef>& items) {
    std::size_t min = 0;
    std::size_t max = kUnbounded;
    if (cursor_.skip("+")) {
      min = 1;
    } else if (cursor_.skip("?")) {
      max = 1;
    } else if (!cursor_.skip("*") && !skip_counts(min, max)) {
      return false;
    }
    cursor_.skip("?");
    if (items.empty()) {
      fail_with("nothing to repeat");
    } else if (min > max || min > kMaxRepeat || (max != kUnbounded && max > kMaxRepeat)) {
      fail_with("bad repeat count");
    } else {
      items.back() = make_repeat(items.back(), min, max);
    }
    return true;
  }

  // {n}, {n,} or {n,m}.
  bool skip_counts(std::size_t& min, std::size_t& max) {
    RegexCursor ahead = cursor_;
    if (!ahead.skip("{") || !read_number(ahead, min)) return false;
    max = min;
    if (ahead.skip(",") && !read_number(ahead, max)) max = kUnbounded;
    if (!ahead.skip("}")) return false;
    cursor_ = ahead;
    return true;
  }

  static bool read_number(RegexCursor& cursor, std::size_t& number) {
    const std::size_t start = cursor.position;
    std::size_t value = 0;
    for (; cursor.peek() >= '0' && cursor.peek() <= '9'; ++cursor.position) {
      if (value <= kMaxRepeat) value = value * 10 + static_cast<std::size_t>(cursor.peek() - '0');
    }
    if (cursor.position == start) return false;
    number = value;
    return true;
  }

  void parse_atom(std::vector<RegexRef>& items, int depth) {
    switch (cursor_.peek()) {
      case '(':
        return parse_group(items, depth);
      case '^':
      case '$':
        ++cursor_.position;
        return items.push_back(make_assertion());
      case '.':
        ++cursor_.position;
        return items.push_back(make_bytes(dot()));
      case '[':
        ++cursor_.position;
        return push_class(items, read_class(cursor_, flags_.fold), "malformed class");
      case '\\':
        ++cursor_.position;
        if (skip_assertion()) return items.push_back(make_assertion());
        return push_class(items, read_escape(cursor_, flags_.fold), "unknown escape");
      default:
        return items.push_back(literal());
    }
  }

  bool skip_assertion() {
    for (const std::string_view name : {"A", "z", "b", "B"}) {
      if (cursor_.skip(name)) return true;
    }
    return false;
  }

  void push_class(std::vector<RegexRef>& items, const std::optional<ByteClass>& bytes,
                  std::string reason) {
    if (!bytes) return fail_with(std::move(reason));
    items.push_back(make_bytes(bytes->bytes));
  }

  RegexRef literal() {
    ByteSet set;
    set.set(static_cast<std::uint8_t>(cursor_.text[cursor_.position++]));
    return make_bytes(flags_.fold ? fold_case(set) : set);
  }

  [[nodiscard]] ByteSet dot() const {
    ByteSet set = ~ByteSet();
    if (!flags_.dot_nl) set.reset('\n');
    return set;
  }

  // (...), (?P<name>...), (?flags:...) and (?flags), whose flags last to the end of this group.
  void parse_group(std::vector<RegexRef>& items, int depth) {
    if (depth >= kMaxNesting) return fail_with("nested too deep");
    ++cursor_.position;
    const Flags outer = flags_;
    if (cursor_.skip("?P<")) {
      while (!cursor_.at_end() && cursor_.peek() != '>') ++cursor_.position;
      if (!cursor_.skip(">")) return fail_with("unfinished group name");
    } else if (cursor_.skip("?")) {
      if (!parse_flags()) return fail_with("unknown group syntax");
      if (cursor_.skip(")")) return;
      ++cursor_.position;
    }
    items.push_back(parse_alternatives(depth + 1));
    if (!cursor_.skip(")")) fail_with("missing )");
    flags_ = outer;
  }

  // Stops before the ":" or ")" that ends them.
  bool parse_flags() {
    bool value = true;
    for (; !cursor_.at_end(); ++cursor_.position) {
      switch (cursor_.peek()) {
        case 'i':
          flags_.fold = value;
          break;
        case 's':
          flags_.dot_nl = value;
          break;
        case 'm':
        case 'U':
          break;
        case '-':
          value = false;
          break;
        case ':':
        case ')':
          return true;
        default:
          return false;
      }
    }
    return false;
  }

  RegexCursor cursor_;
  Flags flags_;
  std::string failed_;
};

}  // namespace

Result<RegexRef> parse_regex(std::string_view regex) { return RegexParser(regex).parse(); }

}  // namespace keyhound
