// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/policy_definition.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "policies/evaluation/judge.h"

namespace keyhound {

TEST_CASE("Every built-in policy is complete and has the id that its file name says") {
  REQUIRE(builtin_definitions().size() == builtin_policy_files().size());
  CHECK(builtin_policies().size() == builtin_definitions().size());
  for (const PolicyDefinition& policy : builtin_definitions()) {
    CAPTURE(policy.info.id);
    const bool has_file = std::any_of(builtin_policy_files().begin(), builtin_policy_files().end(),
                                      [&policy](const EmbeddedText& file) {
                                        std::string id(file.name.substr(0, file.name.find('.')));
                                        for (char& c : id)
                                          c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
                                        return id == policy.info.id;
                                      });
    CHECK(has_file);
    CHECK(policy.info.id.size() == 7);
    CHECK(policy.info.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string::npos);
    CHECK_FALSE(policy.info.title.empty());
    CHECK_FALSE(policy.info.description.empty());
    CHECK(policy.info.remedy.ends_with('.'));
    CHECK(policy.info.score > 0);
    CHECK(policy.message.ends_with('.'));
    REQUIRE_FALSE(policy.info.controls.empty());
    for (const auto& [framework, ids] : policy.info.controls) CHECK_FALSE(ids.empty());
  }
}

TEST_CASE("A message fills in the values that it names and leaves the rest") {
  PolicyDefinition policy;
  policy.message = "{a} and {b}, {c} {";
  CHECK(policy.render({{"a", "1"}, {"b", "{a}"}}) == "1 and {a}, {c} {");
  policy.message = "plain";
  CHECK(policy.render({}) == "plain");
}

TEST_CASE("A policy file with mistakes is refused with their places") {
  const auto policy = parse_policy(
      "id: X\nnmae: y\ntitle: t\ndescription: d\nsubject: pod\nlevel: fatal\nscore: 11\n"
      "params: {p: P1M}\nmessage: m\nremedy: r\ncontrols: {}\ntests: []\n",
      "x.yaml");
  REQUIRE_FALSE(policy);
  CHECK(policy.error().message ==
        "x.yaml:2:1: unknown key; did you mean 'name'?\n"
        "x.yaml:5:10: must be one of finding, credential, exception\n"
        "x.yaml:6:8: must be one of note, warning, error\n"
        "x.yaml:7:8: expected a score from 0.0 to 10.0\n"
        "x.yaml:8:13: this is not a duration: years and months have no fixed length; write days "
        "(P90D)\n"
        "x.yaml:1:1: a policy needs 'name'");
  CHECK(parse_policy("", "x").error().message == "x:1:1: a policy file is one YAML document");
  CHECK(parse_policy("a: [", "x").error().message.find("x:1:5: ") == 0);
}

}  // namespace keyhound
