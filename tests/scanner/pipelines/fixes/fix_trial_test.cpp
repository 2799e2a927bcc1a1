// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/fixes/fix_trial.h"

#include "tests/support/definition_text.h"

namespace keyhound {
namespace {

constexpr const char* kPath = ".github/workflows/ci.yml";
constexpr const char* kText =
    "on: push\njobs:\n  a:\n    runs-on: u\n    steps:\n    - uses: actions/checkout@v4\n"
    "    - run: make\n";

// What a trial says of inserting `text` behind the checkout's line.
std::string tried(const std::string& text, const YamlChanges& changes,
                  const std::string& subject = "actions/checkout@v4") {
  DefinitionSet set = testing::set_of({{kPath, kText}});
  const auto document = YamlDocument::parse(kText);
  REQUIRE(document.has_value());
  PipelineFinding finding;
  finding.check = find_check("checkout-persists-credentials");
  finding.subject = subject;
  const auto at = static_cast<std::uint32_t>(std::string(kText).find("    - run"));
  FixTrial trial(set, *set.find(kPath), *document);
  const TriedFix fix{&finding, {{{{at, at}, text}}, changes, {}, {}}};
  const std::string reason = trial.apply({&fix});
  CHECK((set.find(kPath)->text == kText) == !reason.empty());
  return reason;
}

const std::string input = "jobs/a/steps/0/with/persist-credentials";

}  // namespace

TEST_CASE("A fix holds when its finding is gone and the document says what was announced") {
  CHECK(tried("      with: {persist-credentials: false}\n", {{input, "false"}}) == "");
}

TEST_CASE("A fix that leaves its finding, or brings another one, is refused") {
  CHECK(tried("      with: {path: x}\n", {{"jobs/a/steps/0/with/path", "x"}}) ==
        "its finding would not be gone");
  CHECK(tried("      with: {persist-credentials: false}\n", {{input, "false"}}, "other") ==
        "its finding would not be gone");
  CHECK(tried("      with: {persist-credentials: false}\n"
              "    - uses: docker/login-action@v3\n      with: {password: hackme}\n",
              {{input, "false"},
               {"jobs/a/steps/1/uses", "docker/login-action@v3"},
               {"jobs/a/steps/1/with/password", "hackme"},
               {"jobs/a/steps/1/run", std::nullopt},
               {"jobs/a/steps/2/run", "make"}}) ==
        "there would be a new finding: registry-password-literal");
}

TEST_CASE("A fix whose result is no YAML, or says something else, is refused") {
  CHECK(tried("      with: {persist-credentials: false\n", {{input, "false"}}) ==
        "the result would not be YAML");
  CHECK(tried("      with: {persist-credentials: false}\n      if: never\n", {{input, "false"}}) ==
        "the result would say something else");
  CHECK(tried("      uses: actions/checkout@v4\n", {}) == "the result would say something else");
}

}  // namespace keyhound
