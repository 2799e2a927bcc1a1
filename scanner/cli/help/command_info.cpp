// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/help/command_info.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "scanner/base/ascii.h"
#include "scanner/cli/cli11.h"

namespace keyhound {
namespace {

constexpr std::string_view kFileValues[] = {"FILE",  "PATH",     "LEDGER",
                                            "PLACE", "FILE|HEX", "FORMAT=FILE"};
constexpr std::string_view kDirectoryValues[] = {"DIR", "DIRECTORY", "FOLDER"};

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
  });
}

// The parts of `text` between separators; empty when one of them is not a word.
std::vector<std::string> words_between(std::string_view text, std::string_view separator) {
  std::vector<std::string> words;
  while (true) {
    const std::size_t end = text.find(separator);
    std::string_view word = text.substr(0, end);
    // A remark behind a word: "in-toto (signed)".
    if (word.ends_with(')')) word = word.substr(0, word.find(" ("));
    if (!is_word(word)) return {};
    words.emplace_back(word);
    if (end == std::string_view::npos) return words;
    text.remove_prefix(end + separator.size());
  }
}

// "day|week" are values themselves, "FILE|HEX" are placeholders.
std::vector<std::string> placeholder_values(std::string_view placeholder) {
  if (placeholder.find('|') == std::string_view::npos) return {};
  return words_between(placeholder, "|");
}

bool is_one_of(std::string_view value, std::span<const std::string_view> known) {
  return std::find(known.begin(), known.end(), value) != known.end();
}

bool is_flag(const CLI::Option& option) {
  return option.get_type_size() == 0 || option.get_expected_max() == 0;
}

void describe_value(OptionInfo& info) {
  info.choices = placeholder_values(info.value);
  if (info.choices.empty()) info.choices = listed_values(info.description);
  info.kind = !info.choices.empty()                     ? ValueKind::kChoice
              : is_one_of(info.value, kFileValues)      ? ValueKind::kFile
              : is_one_of(info.value, kDirectoryValues) ? ValueKind::kDirectory
                                                        : ValueKind::kText;
}

std::vector<std::string> lines_of_examples(const std::string& footer) {
  constexpr std::string_view kHead = "Examples:\n";
  std::vector<std::string> lines;
  const std::size_t head = footer.find(kHead);
  if (head == std::string::npos) return lines;
  std::string_view rest = std::string_view(footer).substr(head + kHead.size());
  while (rest.starts_with("  ")) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    lines.emplace_back(rest.substr(2, end - 2));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines;
}

// One value a line, with a remark: "What the files are:\nvault (its metadata)\ncsv (a table)".
std::vector<std::string> values_on_lines(std::string_view lines) {
  std::vector<std::string> values;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    const std::string_view word = line.substr(0, line.find(' '));
    if (!is_word(word)) return {};
    values.emplace_back(word);
  }
  return values;
}

}  // namespace

std::vector<std::string> listed_values(std::string_view description) {
  if (const std::size_t end = description.find(":\n"); end != std::string_view::npos)
    return values_on_lines(description.substr(end + 2));
  const std::size_t by_default = description.find(" (default: ");
  description = description.substr(0, by_default);
  const std::size_t colon = description.rfind(": ");
  if (colon != std::string_view::npos) description.remove_prefix(colon + 2);
  std::vector<std::string> values = words_between(description, ", ");
  if (values.size() < 2) values.clear();
  return values;
}

std::string_view first_line(std::string_view description) {
  return description.substr(0, description.find('\n'));
}

OptionInfo describe_option(const CLI::Option& option) {
  OptionInfo info;
  for (const std::string& name : option.get_snames()) info.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) info.names.push_back("--" + name);
  info.description = option.get_description();
  info.is_required = option.get_required();
  if (!is_flag(option)) {
    info.value = option.get_type_name();
    info.default_text = option.get_default_str();
    info.is_repeatable = option.get_expected_max() > 1;
    describe_value(info);
  }
  info.name = info.names.empty() ? info.value : info.names.back();
  return info;
}

CommandInfo describe_command(const CLI::App& app, const std::string& parent) {
  CommandInfo info;
  info.name = app.get_name();
  info.path = parent.empty() ? info.name : parent + " " + info.name;
  info.description = app.get_description();
  info.examples = lines_of_examples(app.get_footer());
  info.needs_subcommand = app.get_require_subcommand_min() > 0;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;  // hidden
    const bool is_argument = option->get_positional() && option->get_lnames().empty();
    (is_argument ? info.arguments : info.options).push_back(describe_option(*option));
  }
  for (const CLI::App* sub : app.get_subcommands(std::function<bool(const CLI::App*)>())) {
    if (sub->get_group().empty()) continue;  // hidden
    info.subcommands.push_back(describe_command(*sub, info.path));
  }
  return info;
}

}  // namespace keyhound
