// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/trigger_split.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "scanner/engine/regex_syntax.h"
#include "scanner/engine/trigger_print.h"

namespace keyhound {
namespace {

// As a plan holds it.
std::string printed(const std::string& regex) {
  const Result<RegexRef> root = parse_regex(regex);
  REQUIRE(root);
  std::string text;
  print_regex(**root, text);
  return text;
}

// "head", "head>" with a guard that reads forward, "<head" with one that reads backward.
std::vector<std::string> parts_of(const std::string& regex) {
  std::vector<std::string> parts;
  for (const TriggerPart& part : split_trigger(printed(regex))) {
    const bool is_backward = part.reading == Reading::kBackward;
    parts.push_back((part.guard.empty() || !is_backward ? "" : "<") + part.head +
                    (part.guard.empty() || is_backward ? "" : ">"));
  }
  return parts;
}

using Parts = std::vector<std::string>;

TEST_CASE("A word before a gap is the head, and a guard reads on from there") {
  CHECK(parts_of("token[a-z_]{0,24}(?:=|:)") == Parts{"token>"});
  CHECK(parts_of("acme_[0-9]{2}x[a-z]{4,9}=") == Parts{"acme_[0-9]{2}x>"});
}

TEST_CASE("Where the word stands behind the gap, the guard reads backward") {
  CHECK(parts_of(" --?[a-z-]{0,24}token") == Parts{"<token"});
}

TEST_CASE("Each word of an alternation is a head of its own") {
  CHECK(parts_of("(?:token|secret)[a-z_]{0,24}=") == Parts{"token>", "secret>"});
  CHECK(parts_of(" -[a-z-]{0,24}(?:token|secret)") == Parts{"<token", "<secret"});
  CHECK(parts_of("(?:token[a-z]{0,9}|acme_?key[0-9]{0,9})=") == Parts{"token>", "acme_?key>"});
}

TEST_CASE("What has no gap or no word is left to Hyperscan whole") {
  CHECK(parts_of("AKIA[A-Z2-7]{16}") == Parts{"AKIA[2-7A-Z]{16}"});
  CHECK(parts_of("ab?c") == Parts{"ab?c"});
  CHECK(parts_of(":[a-z]{2,40}:") == Parts{"\\x3a[a-z]{2,40}\\x3a"});
  CHECK(parts_of("(?:token|[a-z])[a-z_]{0,24}=") == Parts{"token>", "[a-z][_a-z]{0,24}\\x3d"});
}

TEST_CASE("A regex that cannot be read is handed on for Hyperscan to refuse") {
  const std::vector<TriggerPart> parts = split_trigger("a(");
  REQUIRE(parts.size() == 1);
  CHECK(parts[0].head == "a(");
}

TEST_CASE("A guard that is too large leaves out the last pieces and counts their least width") {
  // Wherever the gap ends, the digits may begin: each length of either makes a state.
  const std::string gap = "[0-9a-f:=]{0,60}(?:=|:)";
  const auto whole = split_trigger(printed("token" + gap + "[0-9a-f]{2}"));
  REQUIRE(whole.size() == 1);
  CHECK(whole[0].unread == 0);
  const auto cut = split_trigger(printed("token" + gap + "[0-9a-f]{60}"));
  REQUIRE(cut.size() == 1);
  CHECK_FALSE(cut[0].guard.empty());
  CHECK(cut[0].unread > 0);
  CHECK(cut[0].unread < 60);
}

TEST_CASE("A guard that would let everything pass is none") {
  const auto parts = split_trigger(printed("token[a-z]{0,9}"));
  REQUIRE(parts.size() == 1);
  CHECK(parts[0].head == "token");
  CHECK(parts[0].guard.empty());
  CHECK(parts[0].unread == 0);
}

}  // namespace
}  // namespace keyhound
