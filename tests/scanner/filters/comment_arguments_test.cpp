// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/comment_arguments.h"

#include <doctest/doctest.h>

#include "scanner/filters/inline_comment.h"

namespace keyhound {
namespace {

InlineComment read(std::string_view text) {
  InlineComment comment;
  read_arguments(text, comment);
  return comment;
}

}  // namespace

TEST_CASE("A comment's text ends where its language ends it") {
  CHECK(comment_text(" a-rule */ code") == " a-rule ");
  CHECK(comment_text(" a-rule --> text") == " a-rule ");
  CHECK(comment_text(" a-rule") == " a-rule");
}

TEST_CASE("The text around a comment ends its arguments") {
  for (const char* text : {" a\"}", " a', 'b'", " a)", " a]", " a ;", " a | more"}) {
    CAPTURE(text);
    CHECK(read(text).problem.empty());
    CHECK(read(text).rules == std::vector<std::string>{"a"});
  }
}

TEST_CASE("Values stand between quotes of any kind, or are one word") {
  CHECK(read(" a reason=\"x y\" until=2027-01-31").reason == "x y");
  CHECK(read(" a reason='x y'").reason == "x y");
  CHECK(read(" a reason=word until=2027-01-31").reason == "word");
  // In a string of JSON.
  CHECK(read(" a reason=\\\"x y\\\" exception=E-1\"}").reason == "x y");
  CHECK(read(" a reason=\\\"x y\\\" exception=E-1\"}").exception_id == "E-1");
  CHECK(read(" a reason=\"never closed").reason == "never closed");
}

TEST_CASE("A reason may stand behind dashes") {
  CHECK(read(" a -- for a while").reason == "for a while");
  CHECK(reason_behind_dashes(" -- for a while ") == "for a while");
  CHECK(reason_behind_dashes("for a while").empty());
}

TEST_CASE("A long word that is not understood is cut in the message") {
  const InlineComment comment = read(" a " + std::string(500, 'x'));
  CHECK(comment.problem.size() < 300);
}

}  // namespace keyhound
