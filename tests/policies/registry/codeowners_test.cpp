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

TEST_CASE("Codeowners accepts any text") {
  CHECK(owners("[open\n\\\n#\n\xFF\xFE @x\n/ @root\n", "a/b") == "@root");
}

}  // namespace keyhound
