// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/codeowners.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

std::string owners(std::string_view text, std::string_view path) {
  const Codeowners codeowners = Codeowners::parse(text);
  std::string all;
  for (const std::string& owner : codeowners.owners_of(path))
    all += (all.empty() ? "" : " ") + owner;
  return all;
}

}  // namespace

TEST_CASE("Codeowners takes the last line that matches, as GitHub does") {
  constexpr std::string_view kText =
      "# all\n"
      "*       @acme/all @ana\r\n"
      "*.js    @js  # inline comment\n"
      "/build/logs/ @logs\n"
      "docs/*  docs@acme.example\n"
      "apps/   @octo\n"
      "/apps/github\n"
      "**/logs @deep\n"
      "a\\ b.txt @space\n";
  CHECK(owners(kText, "x.c") == "@acme/all @ana");
  CHECK(owners(kText, "src/x.js") == "@js");
  CHECK(owners(kText, "build/logs/x.txt") == "@deep");
  CHECK(owners(kText, "docs/start.md") == "docs@acme.example");
  CHECK(owners(kText, "docs/build/start.md") == "@acme/all @ana");
  CHECK(owners(kText, "sub/docs/start.md") == "@acme/all @ana");
  CHECK(owners(kText, "x/apps/y.c") == "@octo");
  CHECK(owners(kText, "apps/github/y.c").empty());
  CHECK(owners(kText, "a b.txt") == "@space");
  CHECK(owners("/docs @d\n", "docs/a/b.md") == "@d");
  CHECK(owners("", "x").empty());
}

TEST_CASE("Codeowners knows GitLab's sections, default owners, exclusions and relative paths") {
  constexpr std::string_view kText =
      "* @default\n"
      "[Data base][2] @acme/db\n"
      "model/db/\n"
      "model/db/special @ana\n"
      "^[Optional]\n"
      "*.md @docs\n"
      "!secret.md\n";
  CHECK(owners(kText, "x.c") == "@default");
  CHECK(owners(kText, "model/db/x.sql") == "@acme/db");
  CHECK(owners(kText, "deep/model/db/x.sql") == "@acme/db");
  CHECK(owners(kText, "model/db/special") == "@ana");
  CHECK(owners(kText, "a.md") == "@docs");
  CHECK(owners(kText, "secret.md").empty());
}

TEST_CASE("Codeowners tells each line with its section, its globs and the owners that count") {
  const Codeowners codeowners =
      Codeowners::parse("* @all\n\n^[Data base][2] @acme/db\nmodel/db/\n[Open][x] @x\n!a.md @y\n");
  REQUIRE(codeowners.lines().size() == 3);
  const CodeownersLine& first = codeowners.lines()[0];
  CHECK_FALSE(first.section.has_value());
  CHECK(first.number == 1);
  const CodeownersLine& second = codeowners.lines()[1];
  CHECK(second.number == 4);
  CHECK(second.pattern == "model/db/");
  CHECK(second.globs == std::vector<std::string>{"**/model/db/**"});
  CHECK(second.owners == std::vector<std::string>{"@acme/db"});
  REQUIRE(second.section.has_value());
  CHECK(second.section->name == "Data base");
  CHECK(second.section->is_optional);
  CHECK(second.section->approvals == 2);
  const CodeownersLine& third = codeowners.lines()[2];
  CHECK(third.owners.empty());
  CHECK_FALSE(third.section->is_optional);
  CHECK(third.section->approvals == 1);
}

TEST_CASE("A code owner becomes the party that it is, or none") {
  CHECK(party_of_code_owner("@acme/payments") == "group:acme/payments");
  CHECK(party_of_code_owner("@ana") == "user:ana");
  CHECK(party_of_code_owner("ana@acme.example") == "user:ana@acme.example");
  CHECK(party_of_code_owner("@@maintainer") == "role:maintainer");
  for (const char* none : {"", "ana", "@", "@@", "@a b"}) {
    CAPTURE(none);
    CHECK(party_of_code_owner(none).empty());
  }
}

TEST_CASE("Codeowners accepts any text") {
  CHECK(owners("[open\n\\\n#\n\xFF\xFE @x\n/ @root\n", "a/b") == "@root");
}

}  // namespace keyhound
