// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/policy_definition.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "scanner/base/ascii.h"

namespace keyhound {

TEST_CASE("Every built-in policy is complete and has the id that its file name says") {
  CHECK(builtin_policy_files().size() == 36);
  CHECK(builtin_policies().size() == builtin_policy_files().size());
  for (const EmbeddedText& file : builtin_policy_files()) {
    CAPTURE(file.name);
    const auto policy = parse_policy(file.content, std::string(file.name));
    if (!policy) FAIL(policy.error().message);
    const PolicyInfo& info = policy->info;
    CHECK(to_lower_ascii(info.id) + ".yaml" == file.name);
    CHECK(info.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string::npos);
    CHECK_FALSE(info.title.empty());
    CHECK_FALSE(info.description.empty());
    CHECK(info.remedy.ends_with('.'));
    CHECK(info.score > 0);
    for (const auto& variant : policy->message.variants) CHECK(variant.text.text.ends_with('.'));
    REQUIRE_FALSE(info.controls.empty());
    for (const auto& [framework, ids] : info.controls) CHECK_FALSE(ids.empty());
  }
}

TEST_CASE("A policy file with mistakes is refused with their places") {
  const auto policy = parse_policy(
      "id: X\nnmae: y\ntitle: t\ndescription: d\nsubject: pod\nlevel: fatal\nscore: 11\n"
      "params: {p: P1M}\nmessage: m\nremedy: r\ncontrols: {}\ntests: []\n",
      "x.yaml");
  REQUIRE_FALSE(policy);
  CHECK(policy.error().message ==
        "x.yaml:1:5: a policy's id is three capital letters and four digits\n"
        "x.yaml:2:1: unknown key; did you mean 'name'?\n"
        "x.yaml:5:10: must be one of finding, credential, exception, pipeline, suppression, "
        "evidence\n"
        "x.yaml:6:8: must be one of note, warning, error\n"
        "x.yaml:7:8: expected a score from 0.0 to 10.0\n"
        "x.yaml:1:1: a policy needs 'name'\n"
        "x.yaml:1:1: a policy needs 'fail_when'\n"
        "x.yaml:1:1: a policy needs 'pass'");
  CHECK(parse_policy("", "x").error().message == "x:1:1: a policy file is one YAML document");
  CHECK(parse_policy("a: [", "x").error().message.find("x:1:5: ") == 0);
}

}  // namespace keyhound
