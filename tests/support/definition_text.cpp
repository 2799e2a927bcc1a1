// SPDX-License-Identifier: Apache-2.0
#include "tests/support/definition_text.h"

#include <stdexcept>

namespace keyhound::testing {
namespace {

std::string indented(std::string_view lines, std::size_t columns) {
  std::string text;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    text += std::string(columns, ' ') + std::string(lines.substr(0, end)) + "\n";
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return text;
}

}  // namespace

Definition read_definition_text(std::string_view path, std::string_view text) {
  std::vector<Diagnostic> diagnostics;
  auto definition = read_definition(path, text, nullptr, diagnostics);
  if (!diagnostics.empty()) throw std::runtime_error(diagnostics.front().message);
  if (!definition) throw std::runtime_error("not a definition");
  return std::move(*definition);
}

Definition read_workflow(std::string_view text) {
  return read_definition_text(".github/workflows/ci.yml", text);
}

Definition read_run(std::string_view script, std::string_view env, std::string_view shell) {
  std::string text = "on: push\njobs:\n  build:\n    runs-on: linux\n    steps:\n      - run: |\n";
  text += indented(script, 10);
  text += "        shell: " + std::string(shell) + "\n";
  if (!env.empty()) text += "        env:\n" + indented(env, 10);
  return read_workflow(text);
}

std::string text_at(const Definition& definition, TextRange range) {
  return definition.text.substr(range.begin, range.size());
}

std::vector<std::string> uses_of(const Definition& definition, std::size_t script) {
  std::vector<std::string> texts;
  const Script& read = definition.scripts.at(script);
  for (const ScriptUse& use : read.uses)
    texts.push_back(definition.references.at(use.reference).name + " at " +
                    read.text.text.substr(use.range.begin, use.range.size()));
  return texts;
}

}  // namespace keyhound::testing
