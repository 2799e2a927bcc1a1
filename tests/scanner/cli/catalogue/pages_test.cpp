// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "scanner/cli/catalogue/check_pages.h"
#include "scanner/cli/catalogue/policy_pages.h"
#include "scanner/cli/catalogue/rule_pages.h"
#include "scanner/cli/policy_regex.h"

namespace keyhound {
namespace {

Rule rule_of(std::string id, std::string provider, Severity severity) {
  Rule rule;
  rule.id = std::move(id);
  rule.provider = std::move(provider);
  rule.description = "A <key>";
  rule.severity = severity;
  rule.severity_reason = "reads | writes";
  rule.examples = {"KEY=ab_{alnum:36}", "two\nlines"};
  rule.negative_examples = {"KEY=ab_{alnum:3}"};
  rule.references = {"https://example.com/a"};
  return rule;
}

const Page* find(const std::vector<Page>& pages, const std::string& file) {
  for (const Page& page : pages) {
    if (page.file == file) return &page;
  }
  return nullptr;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Rules are a page a provider, with placeholders as they stand") {
  RuleSet rules;
  rules.rules = {rule_of("a-key", "Acme Cloud", Severity::kLow),
                 rule_of("a-token", "Acme Cloud", Severity::kCritical),
                 rule_of("own", "", Severity::kHigh)};
  const auto pages = rule_pages(rules);
  REQUIRE(pages.size() == 3);
  const Page* acme = find(pages, "acme-cloud.md");
  REQUIRE(acme != nullptr);
  CHECK(contains(acme->text, "# Acme Cloud\n"));
  CHECK(contains(acme->text, "## a-key\n\nA \\<key\\>\n"));
  CHECK(contains(acme->text, "| severity | critical: reads \\| writes |"));
  CHECK(contains(acme->text, "```text\nKEY=ab_{alnum:36}\ntwo\nlines\n```"));
  CHECK(contains(acme->text, "Good, it is not:\n\n```text\nKEY=ab_{alnum:3}\n```"));
  CHECK(contains(acme->text, "- <https://example.com/a>"));
  const Page* index = find(pages, "README.md");
  REQUIRE(index != nullptr);
  CHECK(contains(index->text, "3 rules of 2 providers"));
  CHECK(contains(index->text, "[a-token](acme-cloud.md#a-token) | critical |"));
  CHECK(find(pages, "other.md") != nullptr);
}

TEST_CASE("Checks are a page each, and a row of the index") {
  const CheckInfo checks[] = {{"leak", "P99", "It leaks", "It is `open`", "Close it",
                               Level::kWarning, true, "CWE-1 CICD-SEC-6", "https://example.com"}};
  const auto pages = check_pages(checks);
  REQUIRE(pages.size() == 2);
  CHECK(contains(pages[0].text, "| P99 | [leak](leak.md) | warning, with `--strict` | It leaks |"));
  CHECK(contains(pages[1].text, "# P99 leak\n\nIt leaks."));
  CHECK(contains(pages[1].text, "| about | CWE-1, CICD-SEC-6 |"));
  CHECK(contains(pages[1].text, "**Remedy:** Close it\n"));
}

TEST_CASE("Every built-in policy has a page with a scenario that fails and one that passes") {
  const auto policies = PolicySet::load({}, &policy_regexes());
  REQUIRE(policies);
  const auto pages = policy_pages(*policies);
  REQUIRE(pages);
  CHECK(pages->size() == policies->policies().size() + 1);
  for (std::size_t i = 1; i < pages->size(); ++i) {
    CAPTURE((*pages)[i].file);
    CHECK(contains((*pages)[i].text, "\n## Bad\n\n```yaml\nname: "));
    CHECK(contains((*pages)[i].text, "\n## Good\n\n```yaml\nname: "));
    CHECK(contains((*pages)[i].text, "**Remedy:** "));
  }
}

TEST_CASE("The tests of a policy are cut out of its file as they stand") {
  const auto texts = test_texts(
      "id: A\ntests:\n  - name: one\n    registry: |\n      credentials: []\n    expect: fail\n"
      "  - name: two\n    expect: pass\nother: x\n  - name: none\n");
  REQUIRE(texts.size() == 2);
  CHECK(texts[0] == "name: one\nregistry: |\n  credentials: []\nexpect: fail\n");
  CHECK(texts[1] == "name: two\nexpect: pass\n");
}

}  // namespace keyhound
