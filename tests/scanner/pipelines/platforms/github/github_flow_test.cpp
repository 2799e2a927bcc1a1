// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/github/github_flow.h"

#include <doctest/doctest.h>

#include "scanner/pipelines/expressions/github_references.h"

namespace keyhound {
namespace {

// The names of the secrets that become part of the result.
std::string shown(std::string_view text) {
  const auto expression = parse_github_expression(text);
  REQUIRE(expression);
  const std::vector<bool> flow = find_github_flow(*expression);
  std::string names;
  for (const GithubReference& one : find_github_references(*expression))
    if (one.context == "secrets" && flow.at(one.node)) names += one.path.front();
  return names;
}

TEST_CASE("A value is the result of a name, a choice or a text made of it") {
  CHECK(shown("secrets.A") == "A");
  CHECK(shown("(secrets['A'])") == "A");
  CHECK(shown("secrets.A || secrets.B || 'x'") == "AB");
  CHECK(shown("secrets.A && secrets.B && secrets.C") == "C");
  CHECK(shown("github.ref == 'x' && secrets.A || secrets.B") == "AB");
  CHECK(shown("format('{0} {1}', secrets.A, secrets.B)") == "AB");
  CHECK(shown("fromJSON(secrets.A).b") == "A");
  CHECK(shown("toJSON(secrets.A)") == "A");
  CHECK(shown("join(secrets.A, ',')") == "A");
  CHECK(shown("case(secrets.A, secrets.B, secrets.C, secrets.D, secrets.E)") == "BDE");
}

TEST_CASE("Tests give away no value") {
  for (const char* text :
       {"secrets.A != ''", "secrets.A == secrets.B", "!secrets.A", "secrets.A && 'yes' || 'no'",
        "contains(secrets.A, 'x')", "startsWith(secrets.A, 'x')", "hashFiles(secrets.A)",
        "matrix[secrets.A]", "!(secrets.A || secrets.B)", "success() && secrets.A != ''"}) {
    CAPTURE(text);
    CHECK(shown(text).empty());
  }
}

}  // namespace
}  // namespace keyhound
