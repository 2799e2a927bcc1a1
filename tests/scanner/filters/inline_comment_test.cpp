// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/inline_comment.h"

#include <doctest/doctest.h>

#include "scanner/base/end_date.h"

namespace keyhound {
namespace {

constexpr std::string_view kSecret = "SECRET";

// The comments beside the first "SECRET" of a text.
std::vector<InlineComment> beside(const std::string& text) {
  const std::size_t at = text.find(kSecret);
  REQUIRE(at != std::string::npos);
  return comments_beside(text, at, at + kSecret.size());
}

bool silences(const std::string& text, std::string_view now = "2026-12-01",
              std::string_view rule = "a-rule") {
  return ask_comments(beside(text), {rule}, *parse_timestamp(now)).silenced_by.has_value();
}

std::string complaint(const std::string& text, std::string_view now = "2026-12-01") {
  const CommentAnswer answer = ask_comments(beside(text), {"a-rule"}, *parse_timestamp(now));
  return answer.complaints.empty() ? "" : answer.complaints.front();
}

}  // namespace

TEST_CASE("A comment of ours silences the rules that it names, and no others") {
  CHECK(silences("key = SECRET  # keyhound:allow a-rule"));
  CHECK(silences("key = SECRET  # keyhound:allow other, a-rule"));
  CHECK(silences("key = SECRET  # keyhound:allow other,a-rule"));
  CHECK(silences("key = SECRET  // keyhound:allow *"));
  CHECK(silences("/* keyhound:allow a-rule */ key = SECRET"));
  CHECK_FALSE(silences("key = SECRET  # keyhound:allow other"));
  CHECK_FALSE(silences("key = SECRET  # keyhound:allow a-rule2"));
}

TEST_CASE("A comment of ours without a rule silences nothing, and says how to mend it") {
  for (const char* text :
       {"SECRET # keyhound:allow", "SECRET # keyhound:allow until=2027-01-31",
        "SECRET # keyhound:allow reason=\"a sample\"", "SECRET # keyhound:allow -- a sample"}) {
    CAPTURE(text);
    CHECK_FALSE(silences(text));
    CHECK(complaint(text).find("names no rule") != std::string::npos);
  }
}

TEST_CASE("A comment's end, reason and exception are read") {
  const auto comments = beside(
      "SECRET # keyhound:allow a-rule until=2027-01-31 reason=\"a test key\" exception=EXC-1");
  REQUIRE(comments.size() == 1);
  const InlineComment& one = comments[0];
  CHECK(one.problem.empty());
  CHECK(one.rules == std::vector<std::string>{"a-rule"});
  CHECK(format_end_date(one.until.value()) == "2027-01-31");
  CHECK(one.reason == "a test key");
  CHECK(one.exception_id == "EXC-1");
  CHECK(describe_comment(one) ==
        "keyhound:allow beside it, until 2027-01-31, exception EXC-1: a test key");
}

TEST_CASE("A comment holds to the end of its last day and then silences nothing") {
  const std::string text = "SECRET # keyhound:allow a-rule until=2027-01-31";
  CHECK(silences(text, "2027-01-31T23:59:59Z"));
  CHECK_FALSE(silences(text, "2027-02-01"));
  CHECK(complaint(text, "2027-02-01").find("ended on 2027-01-31") != std::string::npos);
  CHECK(ask_comments(beside(text), {"a-rule"}, {}).is_dated);
  CHECK_FALSE(ask_comments(beside(text), {"other"}, {}).is_dated);
}

TEST_CASE("A comment that is not understood silences nothing") {
  CHECK(complaint("SECRET # keyhound:allow a-rule because it is mine").find("'because'") !=
        std::string::npos);
  CHECK(complaint("SECRET # keyhound:allow a-rule until=soon").find("until='soon'") !=
        std::string::npos);
  CHECK(complaint("SECRET # keyhound:allow a-rule untill=2027-01-31").find("'untill'") !=
        std::string::npos);
  CHECK_FALSE(silences("SECRET # keyhound:allow a-rule because it is mine"));
}

TEST_CASE("A good comment beside a broken one silences, and nobody complains") {
  const std::string text = "SECRET # keyhound:allow # keyhound:allow a-rule";
  CHECK(silences(text));
  CHECK(complaint(text).empty());
}

TEST_CASE("Other scanners' comments silence every rule and never end") {
  for (const char* comment : {"gitleaks:allow", "trufflehog:ignore", "pragma: allowlist secret",
                              "pragma: whitelist secret"}) {
    CAPTURE(comment);
    CHECK(silences("SECRET # " + std::string(comment), "2999-01-01", "any"));
  }
  const auto comments = beside("SECRET # gitleaks:allow -- a sample of the vendor");
  REQUIRE(comments.size() == 1);
  CHECK(comments[0].reason == "a sample of the vendor");
  // nosemgrep is about other rules than ours.
  CHECK_FALSE(silences("SECRET # nosemgrep: a-rule -- why not"));
}

TEST_CASE("A comment about the next line silences that line alone") {
  CHECK(silences("# pragma: allowlist nextline secret\nkey = SECRET"));
  CHECK_FALSE(silences("# pragma: allowlist nextline secret\n\nkey = SECRET"));
  CHECK_FALSE(silences("key = SECRET # pragma: allowlist nextline secret"));
  CHECK_FALSE(silences("# pragma: allowlist secret\nkey = SECRET"));
  CHECK_FALSE(silences("# keyhound:allow a-rule\nkey = SECRET"));
}

TEST_CASE("A comment counts as a word of its own or behind a comment sign") {
  for (const char* text :
       {"SECRET #gitleaks:allow", "SECRET //gitleaks:allow", "SECRET --gitleaks:allow",
        "SECRET /*gitleaks:allow*/", "SECRET <!--gitleaks:allow-->", "SECRET \"gitleaks:allow\"",
        "SECRET ;gitleaks:allow;", "SECRET gitleaks:allow\r", "gitleaks:allow SECRET"}) {
    CAPTURE(text);
    CHECK(silences(text));
  }
  for (const char* text :
       {"SECRETgitleaks:allow", "SECRET xgitleaks:allow", "SECRET gitleaks:allowed",
        "SECRET gitleaks:allow/x", "https://h/gitleaks:allow?SECRET", "SECRET gitleaks:allow_",
        "SECRET -gitleaks:allow", "SECRET @gitleaks:allow", "SECRET Gitleaks:Allow",
        "SECRET \xC3\xA9gitleaks:allow"}) {
    CAPTURE(text);
    CHECK_FALSE(silences(text));
  }
}

TEST_CASE("A comment within the secret is a part of it") {
  const std::string text = "key = abc gitleaks:allow def";
  CHECK(comments_beside(text, 6, text.size()).empty());
  CHECK(comments_on_lines(text, 6, text.size()).size() == 1);
}

TEST_CASE("Of a secret of several lines the first and the last one count") {
  const auto all = [](const std::string& lines, std::size_t begin, std::size_t end) {
    return comments_beside(lines, begin, end).size();
  };
  CHECK(all("# gitleaks:allow a\nb\nc", 17, 22) == 1);
  CHECK(all("a\nb\nc # gitleaks:allow", 0, 5) == 1);
  CHECK(all("a\nb # gitleaks:allow\nc", 0, 22) == 0);
  CHECK(all("x # gitleaks:allow\na\nb\nc\n# gitleaks:allow", 19, 24) == 0);
}

TEST_CASE("A comment is looked for within its reach only") {
  const std::string far(kCommentReach, ' ');
  CHECK(silences("SECRET" + far.substr(100) + "# gitleaks:allow"));
  CHECK_FALSE(silences("SECRET" + far + "# gitleaks:allow"));
  CHECK_FALSE(silences("# gitleaks:allow" + far + "SECRET"));
  CHECK_FALSE(silences("# pragma: allowlist nextline secret" + far + "\nSECRET"));
}

}  // namespace keyhound
