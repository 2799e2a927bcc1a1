// SPDX-License-Identifier: Apache-2.0
// What every rule of the default pack says about itself. That its examples are found, `keyhound
// rules test` proves.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/rules/rule_file.h"
#include "tests/support/build_places.h"

namespace keyhound {
namespace {

constexpr std::size_t kLeastRules = 450;
constexpr std::size_t kLeastExamples = 2;  // of each kind

constexpr std::string_view kKinds[] = {
    "access-token", "api-key",     "certificate",   "connection-string", "oauth-client-secret",
    "password",     "private-key", "refresh-token", "session",           "signing-secret",
    "webhook-url"};

std::vector<Rule> default_rules() {
  Result<RuleFile> file = load_rule_files(std::string(testing::kSourceDir) + "/rules");
  REQUIRE_MESSAGE(file, file.error().message);
  return std::move(file->rules);
}

bool is_known_kind(const std::string& kind) {
  return std::find(std::begin(kKinds), std::end(kKinds), kind) != std::end(kKinds);
}

std::size_t distinct(const std::vector<std::string>& texts) {
  return std::set<std::string>(texts.begin(), texts.end()).size();
}

TEST_CASE("Every rule of the default pack says what it finds, whose it is, and how bad it is") {
  for (const Rule& rule : default_rules()) {
    CAPTURE(rule.origin);
    CAPTURE(rule.id);
    CHECK(!rule.provider.empty());
    CHECK(!rule.description.empty());
    CHECK(!rule.description.ends_with('.'));
    CHECK(!rule.credential.empty());
    CHECK(is_known_kind(rule.kind));
    CHECK(!rule.severity_reason.empty());
    CHECK(!rule.tags.empty());
  }
}

TEST_CASE("Every rule of the default pack names its source") {
  for (const Rule& rule : default_rules()) {
    CAPTURE(rule.id);
    CHECK(!rule.references.empty());
    for (const std::string& reference : rule.references) {
      CHECK(reference.starts_with("https://"));
    }
  }
}

TEST_CASE("Every rule of the default pack has two examples and two near misses") {
  for (const Rule& rule : default_rules()) {
    CAPTURE(rule.id);
    CHECK(distinct(rule.examples) == rule.examples.size());
    CHECK(distinct(rule.negative_examples) == rule.negative_examples.size());
    CHECK(rule.examples.size() >= kLeastExamples);
    CHECK(rule.negative_examples.size() >= kLeastExamples);
  }
}

TEST_CASE("The default pack knows the credentials of many providers") {
  CHECK(default_rules().size() >= kLeastRules);
}

}  // namespace
}  // namespace keyhound
