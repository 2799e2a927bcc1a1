// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/catalogue/policy_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "policies/evaluation/parameter_value.h"
#include "policies/evaluation/scenario.h"
#include "scanner/cli/catalogue/markdown.h"

namespace keyhound {
namespace {

std::string_view next_line(std::string_view& rest) {
  const std::string_view line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  return line;
}

// One of the scenarios with this outcome, the shortest: a page is for reading.
std::string scenario_of(const std::vector<PolicyTestResult>& results,
                        const std::vector<std::string>& texts, Outcome outcome,
                        std::string_view title) {
  std::size_t chosen = texts.size();
  for (std::size_t i = 0; i < results.size() && i < texts.size(); ++i) {
    if (results[i].expected != outcome) continue;
    if (chosen == texts.size() || texts[i].size() < texts[chosen].size()) chosen = i;
  }
  if (chosen == texts.size()) return {};
  std::string text = fmt::format("\n## {}\n\n{}", title, page_block(texts[chosen], "yaml"));
  if (!results[chosen].message.empty()) text += "\n> " + page_text(results[chosen].message) + "\n";
  return text;
}

std::string parameters_of(const PolicyDefinition& definition) {
  std::string text;
  for (const PolicyParameter& parameter : definition.params) {
    text += fmt::format("| parameter {} | {} |\n", page_code(parameter.name),
                        page_code(to_string(parameter.value)));
  }
  return text;
}

std::string controls_of(const PolicyInfo& info) {
  std::string text;
  for (const auto& [framework, ids] : info.controls) {
    std::string list;
    for (const std::string& id : ids) list += (list.empty() ? "" : ", ") + page_text(id);
    text += fmt::format("| {} | {} |\n", page_text(framework), list);
  }
  return text;
}

Result<Page> page_of(const Policy& policy, const PolicyInfo& info, const PolicySet& policies) {
  const PolicyDefinition& definition = policy.definition();
  KEYHOUND_TRY(const auto results, run_policy_tests(policy, policies));
  const std::vector<std::string> texts = test_texts(definition.text);
  std::string text = fmt::format(
      "# {} {}\n\n{}. [All policies](README.md)\n\n{}\n\n| | |\n|---|---|\n| judges | each {} |\n"
      "| level | {}, score {:.1f} |\n| fails when | {} |\n{}{}\n**Remedy:** {}\n",
      info.id, page_text(info.name), page_text(info.title), page_text(info.description),
      to_string(definition.subject), to_string(info.level), info.score,
      page_code(definition.fail_when.text), parameters_of(definition), controls_of(info),
      page_text(info.remedy));
  text += scenario_of(results, texts, Outcome::kFail, "Bad");
  text += scenario_of(results, texts, Outcome::kPass, "Good");
  return Page{slug_of(info.id) + ".md", std::move(text)};
}

}  // namespace

std::vector<std::string> test_texts(std::string_view policy_yaml) {
  constexpr std::string_view kItem = "  - ";
  std::vector<std::string> texts;
  bool is_in_tests = false;
  while (!policy_yaml.empty()) {
    const std::string_view line = next_line(policy_yaml);
    if (!line.empty() && line.front() != ' ' && line.front() != '#') {
      is_in_tests = line == "tests:";
    } else if (is_in_tests && (line.starts_with(kItem) || !texts.empty())) {
      if (line.starts_with(kItem)) texts.emplace_back();
      texts.back() += line.substr(std::min(kItem.size(), line.size()));
      texts.back() += '\n';
    }
  }
  return texts;
}

Result<std::vector<Page>> policy_pages(const PolicySet& policies) {
  std::string index =
      "# Policies\n\nWhat `keyhound scan` and `keyhound policy eval` judge by; "
      "[policies.md](../../policies.md) explains each and says how to\nwrite one.\n\n"
      "| policy | name | level | judges | about |\n|---|---|---|---|---|\n";
  std::vector<Page> pages(1);
  for (std::size_t i = 0; i < policies.policies().size(); ++i) {
    const Policy& policy = policies.policies()[i];
    const PolicyInfo& info = policies.infos()[i];
    KEYHOUND_TRY(Page page, page_of(policy, info, policies));
    index += fmt::format("| [{}]({}) | {} | {} | {} | {} |\n", info.id, page.file,
                         page_text(info.name), to_string(info.level),
                         to_string(policy.definition().subject), page_text(info.title));
    pages.push_back(std::move(page));
  }
  pages.front() = {"README.md", std::move(index)};
  return pages;
}

}  // namespace keyhound
