// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/allowlist.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

// Plain search stands for a regex engine; "(" does not compile.
Result<TextTest> compile(std::string_view regex) {
  if (regex == "(") return fail(ErrorKind::kConfiguration, "unbalanced");
  return TextTest([needle = std::string(regex)](std::string_view text) {
    return text.find(needle) != std::string_view::npos;
  });
}

AllowlistFilter filter_of(std::vector<Allowlist> lists) {
  auto filter = AllowlistFilter::compile(lists, compile);
  REQUIRE(filter);
  return std::move(*filter);
}

// A list with all four criteria, which agree with a subject that has them all.
Allowlist full_list(Allowlist::Condition condition) {
  Allowlist list;
  list.condition = condition;
  list.regexes = {"nothing", "rex"};
  list.paths = {"nothing", "docs/"};
  list.stopwords = {"nothing", "STOP"};
  list.commits = {"0000", "c0ffee"};
  return list;
}

// Bit by bit: the regex, path, stopword and commit agree.
AllowlistSubject subject_of(unsigned agreeing) {
  AllowlistSubject subject;
  const bool has_regex = (agreeing & 1U) != 0;
  const bool has_stopword = (agreeing & 4U) != 0;
  subject.secret = has_regex && has_stopword ? "a-rex-sToP"
                   : has_regex               ? "a-rex"
                   : has_stopword            ? "a-sToP"
                                             : "a";
  subject.path = (agreeing & 2U) != 0 ? "x/docs/a" : "src/a";
  subject.commit = (agreeing & 8U) != 0 ? "c0ffee" : "c0ffe";
  return subject;
}

}  // namespace

TEST_CASE("Any: one agreeing criterion suffices. All: each that is there must agree") {
  for (unsigned present = 1; present < 16; ++present) {
    for (const auto condition : {Allowlist::Condition::kAny, Allowlist::Condition::kAll}) {
      Allowlist list = full_list(condition);
      if ((present & 1U) == 0) list.regexes.clear();
      if ((present & 2U) == 0) list.paths.clear();
      if ((present & 4U) == 0) list.stopwords.clear();
      if ((present & 8U) == 0) list.commits.clear();
      const AllowlistFilter filter = filter_of({list});
      for (unsigned agreeing = 0; agreeing < 16; ++agreeing) {
        CAPTURE(present);
        CAPTURE(agreeing);
        const bool is_all = condition == Allowlist::Condition::kAll;
        const unsigned both = present & agreeing;
        CHECK(filter.allows(subject_of(agreeing)) == (is_all ? both == present : both != 0));
      }
    }
  }
}

TEST_CASE("One list that allows suffices, and no list allows nothing") {
  Allowlist never = full_list(Allowlist::Condition::kAll);
  Allowlist always;
  always.paths = {"docs"};
  CHECK(filter_of({never, always}).allows(subject_of(2)));
  CHECK(filter_of({always, never}).allows(subject_of(2)));
  CHECK_FALSE(filter_of({}).allows(subject_of(15)));
  CHECK(filter_of({}).empty());
  CHECK_FALSE(filter_of({always}).empty());
}

TEST_CASE("Regexes look at the secret, the match or the line, as the list says") {
  AllowlistSubject subject;
  subject.secret = "secret-part";
  subject.match = "key = secret-part";
  subject.line = "# key = secret-part allow";
  struct Row {
    Allowlist::Target target;
    std::string regex;
    bool allows;
  };
  for (const Row& row : std::initializer_list<Row>{{Allowlist::Target::kSecret, "secret", true},
                                                   {Allowlist::Target::kSecret, "key", false},
                                                   {Allowlist::Target::kMatch, "key", true},
                                                   {Allowlist::Target::kMatch, "allow", false},
                                                   {Allowlist::Target::kLine, "allow", true},
                                                   {Allowlist::Target::kLine, "deny", false}}) {
    CAPTURE(row.regex);
    Allowlist list;
    list.target = row.target;
    list.regexes = {row.regex};
    CHECK(filter_of({list}).allows(subject) == row.allows);
  }
}

TEST_CASE("Stopwords look at the secret only, whatever its case, and commits are compared whole") {
  Allowlist list;
  list.stopwords = {"Sample"};
  AllowlistSubject subject;
  subject.line = "sample";
  subject.match = "sample";
  CHECK_FALSE(filter_of({list}).allows(subject));
  subject.secret = "xSAMPLEx";
  CHECK(filter_of({list}).allows(subject));

  Allowlist by_commit;
  by_commit.commits = {"c0ffee"};
  CHECK(filter_of({by_commit}).looks_at_commits());
  CHECK_FALSE(filter_of({list}).looks_at_commits());
  subject.commit = "";
  CHECK_FALSE(filter_of({by_commit}).allows(subject));
}

TEST_CASE("A list that does not compile, or would allow nothing or everything, is refused") {
  Allowlist broken;
  broken.regexes = {"ok", "("};
  Allowlist broken_path;
  broken_path.paths = {"("};
  std::vector<Allowlist> lists = {Allowlist(), broken, broken_path};
  for (auto member :
       {&Allowlist::regexes, &Allowlist::paths, &Allowlist::stopwords, &Allowlist::commits}) {
    Allowlist with_empty = full_list(Allowlist::Condition::kAny);
    (with_empty.*member).push_back("");
    lists.push_back(with_empty);
  }
  for (const Allowlist& list : lists) {
    const auto filter = AllowlistFilter::compile({full_list(list.condition), list}, compile);
    REQUIRE_FALSE(filter);
    CHECK(filter.error().kind == ErrorKind::kConfiguration);
  }
}

}  // namespace keyhound
