// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <functional>
#include <string>

#include "scanner/engine/re2_regex.h"
#include "scanner/engine/regex_class.h"
#include "scanner/engine/regex_sample.h"
#include "scanner/engine/regex_syntax.h"
#include "scanner/engine/trigger_print.h"
#include "tests/scanner/engine/random_regex.h"

namespace keyhound {
namespace {

bool matches_whole(const std::string& regex, const std::string& text) {
  const auto compiled = compile_re2("\\A(?:" + regex + ")\\z");
  REQUIRE(compiled);
  return (*compiled)->Match({text.data(), text.size()}, 0, text.size(), re2::RE2::UNANCHORED,
                            nullptr, 0);
}

TEST_CASE("The parser knows the widths of what RE2 accepts") {
  struct Row {
    const char* regex;
    std::size_t min;
    std::size_t max;
  };
  for (const Row& row : {
           Row{"", 0, 0},
           Row{"abc", 3, 3},
           Row{"a|bcd|", 0, 3},
           Row{"a{2,5}?b", 3, 6},
           Row{"a{,5}", 5, 5},
           Row{"x{2", 3, 3},
           Row{"(?i:a)(?P<n>b+)", 2, kUnbounded},
           Row{"\\bfoo\\b$", 3, 3},
           Row{"\\Qa.b*\\E+", 4, kUnbounded},
           Row{"[]a]x", 2, 2},
           Row{"[^]a-]", 1, 1},
           Row{"[[:alpha:][:^digit:]\\d\\-z]", 1, 1},
           Row{"[a\\]b]", 1, 1},
           Row{"\\x41\\x{42}\\103\\n\\.", 5, 5},
           Row{"\\pN\\p{Greek}\\P{^Lu}\\C", 4, 4},
           Row{"(?s)(?-s:.)(?im-U)x", 2, 2},
           Row{"(?:a{0}){5}", 0, 0},
           Row{"(?:(?:ab){2,3}c?){4}", 16, 28},
           Row{"\xC3\xA9", 2, 2},
       }) {
    CAPTURE(row.regex);
    REQUIRE(compile_re2(row.regex));
    const Result<RegexRef> parsed = parse_regex(row.regex);
    REQUIRE(parsed);
    CHECK((*parsed)->min_width == row.min);
    CHECK((*parsed)->max_width == row.max);
  }
}

TEST_CASE("The parser refuses with the offset what is no regex") {
  for (const char* regex : {"[", "(", ")", "a)", "(?<x", "(?P<x", "*a", "[z-a]", "[[:foo:]]", "\\",
                            "a{1001}", "a{3,2}", "\\8", "\\xZZ", "(?=a)", "(?z)", "\\1"}) {
    CAPTURE(regex);
    CHECK(!compile_re2(regex));
    const Result<RegexRef> parsed = parse_regex(regex);
    REQUIRE(!parsed);
    CHECK(parsed.error().kind == ErrorKind::kConfiguration);
    CHECK(parsed.error().message.find("at offset") != std::string::npos);
  }
}

TEST_CASE("A thousand nested groups are refused, not walked") {
  const std::string regex = std::string(1000, '(') + "a" + std::string(1000, ')');
  CHECK(!parse_regex(regex));
}

TEST_CASE("Each byte class accepts at least the bytes that RE2 accepts, mostly just those") {
  for (const std::string regex : {"[a-c]",
                                  "[^a-c]",
                                  "(?i)[k-m]",
                                  "(?i)[^k]",
                                  "(?i)\xE9",
                                  "(?i)[\xC0-\xFE]",
                                  "(?i)[^\xD7\xC0]",
                                  ".",
                                  "(?s).",
                                  "\\s",
                                  "\\S",
                                  "[\\s\\d]",
                                  "[^\\W]",
                                  "[[:space:]]",
                                  "[[:punct:]]",
                                  "[[:^print:]]",
                                  "(?i)[[:upper:]]",
                                  "(?i)[[:^upper:]]",
                                  "[\\x00-\\x1f]",
                                  "[-a]",
                                  "[a-]",
                                  "\\pN",
                                  "[\\pL]",
                                  "[^\\pL]",
                                  "[\\x{80}-\\xFF]",
                                  "[[:a]",
                                  "\\v"}) {
    CAPTURE(regex);
    const Result<RegexRef> parsed = parse_regex(regex);
    REQUIRE(parsed);
    REQUIRE((*parsed)->kind == RegexNode::Kind::kBytes);
    const bool is_exact = !(*parsed)->bytes.all();
    for (int byte = 0; byte < 256; ++byte) {
      CAPTURE(byte);
      const bool accepted = matches_whole(regex, std::string(1, static_cast<char>(byte)));
      const bool parsed_accepts = (*parsed)->bytes[static_cast<std::size_t>(byte)];
      if (accepted || is_exact) CHECK(parsed_accepts == accepted);
    }
  }
}

TEST_CASE("What is drawn from a random regex without assertions is matched by it, printed or not") {
  testing::Random random(5);
  const DrawNumber draw = std::ref(random);
  int tried = 0;
  while (tried < 400) {
    const std::string regex = testing::random_regex(random);
    if (regex.find_first_of("^$") != regex.npos || regex.find("\\b") != regex.npos ||
        regex.find("\\B") != regex.npos) {
      continue;
    }
    ++tried;
    CAPTURE(regex);
    const Result<RegexRef> parsed = parse_regex(regex);
    REQUIRE(parsed);
    std::string printed;
    if ((*parsed)->max_width != kUnbounded) print_regex(**parsed, printed);
    for (int i = 0; i < 5; ++i) {
      const std::string text = sample_regex(**parsed, draw);
      CAPTURE(text);
      CHECK(matches_whole(regex, text));
      CHECK(text.size() >= (*parsed)->min_width);
      CHECK(text.size() <= (*parsed)->max_width);
      if (!printed.empty()) CHECK(matches_whole(printed, text));
    }
  }
}

}  // namespace
}  // namespace keyhound
