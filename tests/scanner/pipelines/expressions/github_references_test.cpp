// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_references.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

std::vector<GithubReference> references(std::string_view text) {
  const auto parsed = parse_github_expression(text);
  REQUIRE(parsed);
  return find_github_references(*parsed);
}

// context/name/name, with ? for a dynamic and * for a wildcard end.
std::vector<std::string> paths(std::string_view text) {
  std::vector<std::string> found;
  for (const GithubReference& reference : references(text)) {
    std::string path = reference.context;
    for (const std::string& name : reference.path) path += "/" + name;
    if (reference.reach == GithubReach::kDynamic) path += "/?";
    if (reference.reach == GithubReach::kWildcard) path += "/*";
    found.push_back(std::move(path));
  }
  return found;
}

using Paths = std::vector<std::string>;

TEST_CASE("A name is found by dot and by index, whatever the case of the context") {
  CHECK(paths("Secrets.My_Key || secrets['OTHER'] || SECRETS [ 'it''s' ]") ==
        Paths{"secrets/My_Key", "secrets/OTHER", "secrets/it's"});
}

TEST_CASE("A job whose name ends in secrets is no secret") {
  CHECK(paths("needs.git-secrets.outputs.x") == Paths{"needs/git-secrets/outputs/x"});
  CHECK(paths("steps.secrets.outputs.x && 'secrets.Y'") == Paths{"steps/secrets/outputs/x"});
}

TEST_CASE("A constant index is a name") {
  CHECK(paths("secrets[format('PAT_{0}', 'x')]") == Paths{"secrets/PAT_x"});
  CHECK(paths("secrets[format('PAT_{0}', format('{0}{1}', 'a', 1))]") == Paths{"secrets/PAT_a1"});
  CHECK(paths("github.event.commits[0].message") == Paths{"github/event/commits/0/message"});
}

TEST_CASE("An index that only a run knows is dynamic, and what it refers to is found too") {
  CHECK(paths("secrets[matrix.k]") == Paths{"secrets/?", "matrix/k"});
  CHECK(paths("secrets[format('PAT_{0}', env.X)]") == Paths{"secrets/?", "env/X"});
  CHECK(paths("needs[matrix.j].outputs.k") == Paths{"needs/?", "matrix/j"});
  CHECK(references("secrets[matrix.k]")[0].is_unnamed());
  CHECK_FALSE(references("secrets[matrix.k]")[0].is_bare());
}

TEST_CASE("A whole context and its wildcard are told apart from names") {
  const auto bare = references("toJSON(secrets)");
  REQUIRE(bare.size() == 1);
  CHECK(bare[0].is_bare());
  REQUIRE(bare[0].calls.size() == 1);
  CHECK(bare[0].calls[0].function == "tojson");
  CHECK(paths("secrets.* && secrets[*] && (secrets).X") ==
        Paths{"secrets/*", "secrets/*", "secrets/X"});
  CHECK(references("secrets.*")[0].is_unnamed());
  CHECK(paths("(secrets || inputs).X") == Paths{"secrets", "inputs"});
  CHECK(paths("github.event.issue.labels.*.name") == Paths{"github/event/issue/labels/*"});
}

TEST_CASE("Each reference knows the calls around it, and whether something is taken from them") {
  const auto found = references("format('{0}', fromJSON(secrets.X).y, secrets.Z)");
  REQUIRE(found.size() == 2);
  REQUIRE(found[0].calls.size() == 2);
  CHECK(found[0].calls[0].function == "fromjson");
  CHECK(found[0].calls[0].is_selected_from);
  CHECK(found[0].calls[1].function == "format");
  CHECK(found[0].calls[1].argument == 1);
  CHECK_FALSE(found[0].calls[1].is_selected_from);
  REQUIRE(found[1].calls.size() == 1);
  CHECK(found[1].calls[0].argument == 2);
  CHECK(references("(fromJSON(secrets.X))['y']")[0].calls[0].is_selected_from);
}

TEST_CASE("A reference stands where its text does") {
  const std::string text = " a && secrets.X.y == 'z'";
  const auto found = references(text);
  REQUIRE(found.size() == 2);
  CHECK(text.substr(found[1].range.begin, found[1].range.size()) == "secrets.X.y");
}

}  // namespace
}  // namespace keyhound
