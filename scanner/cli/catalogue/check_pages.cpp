// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/catalogue/check_pages.h"

#include <fmt/format.h>

#include <string>

#include "scanner/cli/catalogue/markdown.h"

namespace keyhound {
namespace {

std::string weaknesses_of(const CheckInfo& check) {
  std::string list;
  std::string_view rest = check.weaknesses;
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    if (!word.empty()) list += (list.empty() ? "" : ", ") + page_text(word);
  }
  return list;
}

std::string level_of(const CheckInfo& check) {
  return std::string(to_string(check.level)) + (check.strict_only ? ", with `--strict`" : "");
}

Page page_of(const CheckInfo& check) {
  std::string text = fmt::format(
      "# {} {}\n\n{}. [All checks](README.md)\n\n{}\n\n"
      "| | |\n|---|---|\n| level | {} |\n| about | {} |\n\n**Remedy:** {}\n",
      check.number, check.id, page_text(check.title), page_text(check.description), level_of(check),
      weaknesses_of(check), page_text(check.remedy));
  if (!check.reference.empty()) text += fmt::format("\nReference: <{}>\n", check.reference);
  return {std::string(check.id) + ".md", std::move(text)};
}

}  // namespace

std::vector<Page> check_pages(std::span<const CheckInfo> checks) {
  std::string index =
      "# Checks of pipeline definitions\n\nWhat `keyhound pipelines` looks for; "
      "[pipelines.md](../../pipelines.md) says how.\n\n| | check | level | about |\n"
      "|---|---|---|---|\n";
  std::vector<Page> pages(1);
  for (const CheckInfo& check : checks) {
    index += fmt::format("| {} | [{}]({}.md) | {} | {} |\n", check.number, check.id, check.id,
                         level_of(check), page_text(check.title));
    pages.push_back(page_of(check));
  }
  pages.front() = {"README.md", std::move(index)};
  return pages;
}

}  // namespace keyhound
