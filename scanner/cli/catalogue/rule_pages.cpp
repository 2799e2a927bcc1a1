// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/catalogue/rule_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

#include "scanner/cli/catalogue/markdown.h"

namespace keyhound {
namespace {

struct Provider {
  std::string name;
  std::vector<const Rule*> rules;
};

std::string provider_name(const Rule& rule) {
  return rule.provider.empty() ? "Other" : rule.provider;
}

// By the name of their page; providers whose names differ in punctuation share one.
std::map<std::string, Provider> providers_of(const RuleSet& rules) {
  std::map<std::string, Provider> providers;
  for (const Rule& rule : rules.rules) {
    Provider& provider = providers[slug_of(provider_name(rule))];
    if (provider.rules.empty()) provider.name = provider_name(rule);
    provider.rules.push_back(&rule);
  }
  return providers;
}

Severity worst_of(const Provider& provider) {
  return (*std::max_element(provider.rules.begin(), provider.rules.end(),
                            [](const Rule* a, const Rule* b) { return a->severity < b->severity; }))
      ->severity;
}

void add_row(std::string& text, std::string_view name, const std::string& value) {
  if (!value.empty()) text += fmt::format("| {} | {} |\n", name, value);
}

std::string facts_of(const Rule& rule) {
  std::string text = "| | |\n|---|---|\n";
  std::string severity(to_string(rule.severity));
  if (!rule.severity_reason.empty()) severity += ": " + page_text(rule.severity_reason);
  add_row(text, "severity", severity);
  add_row(text, "confidence", std::string(to_string(rule.confidence)));
  add_row(text, "kind", page_text(rule.kind));
  add_row(text, "credential", page_text(rule.credential));
  if (!rule.path.empty()) add_row(text, "only in", page_code(rule.path));
  if (!rule.checksum.empty()) add_row(text, "checked by", page_code(rule.checksum));
  if (!rule.reveals.empty()) add_row(text, "reveals", page_code(rule.reveals));
  std::string companions;
  for (const std::string& id : rule.companions)
    companions += (companions.empty() ? "" : ", ") + page_code(id);
  add_row(text, "goes with", companions);
  return text;
}

std::string lines_of(const std::vector<std::string>& examples) {
  std::string lines;
  for (const std::string& example : examples) {
    lines += example;
    if (!lines.ends_with('\n')) lines += '\n';
  }
  return lines;
}

std::string section_of(const Rule& rule) {
  std::string text =
      fmt::format("## {}\n\n{}\n\n{}", rule.id, page_text(rule.description), facts_of(rule));
  if (!rule.examples.empty())
    text += "\nBad, it is found:\n\n" + page_block(lines_of(rule.examples));
  if (!rule.negative_examples.empty())
    text += "\nGood, it is not:\n\n" + page_block(lines_of(rule.negative_examples));
  if (!rule.references.empty()) {
    text += "\nReferences:\n\n";
    for (const std::string& url : rule.references) text += "- <" + url + ">\n";
  }
  return text;
}

Page page_of(const std::string& slug, const Provider& provider) {
  std::string text = fmt::format("# {}\n\n[All providers](README.md)\n", page_text(provider.name));
  for (const Rule* rule : provider.rules) text += "\n" + section_of(*rule);
  return {slug + ".md", std::move(text)};
}

Page index_of(const std::map<std::string, Provider>& providers, std::size_t rules) {
  std::string text = fmt::format(
      "# Rules\n\n{} rules of {} providers. Words in braces stand for random characters: "
      "`{{alnum:36}}` for 36 letters and\ndigits. `keyhound rules show ID` tells the rest of a "
      "rule, [rules.md](../../rules.md) how to write one.\n\n"
      "| provider | rules | up to |\n|---|---|---|\n",
      rules, providers.size());
  for (const auto& [slug, provider] : providers) {
    std::string ids;
    for (const Rule* rule : provider.rules)
      ids += fmt::format("{}[{}]({}.md#{})", ids.empty() ? "" : ", ", rule->id, slug, rule->id);
    text += fmt::format("| [{}]({}.md) | {} | {} |\n", page_text(provider.name), slug, ids,
                        to_string(worst_of(provider)));
  }
  return {"README.md", std::move(text)};
}

}  // namespace

std::vector<Page> rule_pages(const RuleSet& rules) {
  const auto providers = providers_of(rules);
  std::vector<Page> pages = {index_of(providers, rules.rules.size())};
  for (const auto& [slug, provider] : providers) pages.push_back(page_of(slug, provider));
  return pages;
}

}  // namespace keyhound
