// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/fixes/script_variable.h"

#include <algorithm>
#include <array>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/fixes/variable_readers.h"

namespace keyhound {
namespace {

// Variables that shells, runners and loaders read themselves.
constexpr std::array<std::string_view, 16> kReserved = {
    "PATH", "HOME", "SHELL", "IFS",  "PWD",      "USER", "ENV",    "CI",
    "TEMP", "TMP",  "TERM",  "LANG", "HOSTNAME", "UID",  "EDITOR", "PS4"};
constexpr std::array<std::string_view, 8> kReservedBeginnings = {
    "GITHUB_", "RUNNER_", "ACTIONS_", "INPUT_", "BASH", "LD_", "DYLD_", "LC_"};

// Secrets that may hold several words, which a shell takes apart where nothing quotes them.
constexpr std::array<std::string_view, 6> kLists = {"ARGS",    "FLAGS", "OPTS",
                                                    "OPTIONS", "LIST",  "PARAMS"};

const ScriptExpansion* expansion_of(const Script& script, const TemplateRange& place) {
  for (const ScriptExpansion& one : script.commands.expansions)
    if (one.is_opaque() && one.range == place.range) return &one;
  return nullptr;
}

char byte_at(const Script& script, std::uint32_t at) {
  return at < script.text.text.size() ? script.text.text[at] : '\n';
}

char byte_before(const Script& script, TextRange range) {
  return range.begin == 0 ? '\n' : script.text.text[range.begin - 1];
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Inside `...` quotes have other rules.
bool is_in_backquotes(const Script& script, TextRange range) {
  return std::any_of(script.commands.groups.begin(), script.commands.groups.end(),
                     [&](const ScriptGroup& group) {
                       return group.range.begin <= range.begin && range.end <= group.range.end &&
                              byte_at(script, group.range.begin) == '`';
                     });
}

bool may_be_list(std::string_view variable) {
  const std::string upper = to_upper_ascii(variable);
  return std::any_of(kLists.begin(), kLists.end(),
                     [&](std::string_view word) { return upper.find(word) != upper.npos; });
}

Result<std::string> posix_form(const Script& script, const ScriptExpansion& place,
                               std::string_view variable) {
  const char next = byte_at(script, place.range.end);
  const char before = byte_before(script, place.range);
  if (before == '\\' || before == '$') return fail(ErrorKind::kUsage, "it is escaped");
  if (is_in_backquotes(script, place.range))
    return fail(ErrorKind::kUsage, "it stands inside of backquotes");
  const std::string bare = is_name_byte(next) || next == '[' ? "${" + std::string(variable) + "}"
                                                             : "$" + std::string(variable);
  if (place.quote != ScriptQuote::kNone) return bare;
  if (may_be_list(variable))
    return fail(ErrorKind::kUsage, "the shell may be meant to split it into words");
  return "\"$" + std::string(variable) + "\"";
}

Result<std::string> powershell_form(const Script& script, const ScriptExpansion& place,
                                    std::string_view variable) {
  const char next = byte_at(script, place.range.end);
  if (place.quote == ScriptQuote::kNone) {
    const bool is_word = is_blank(byte_before(script, place.range)) && is_blank(next);
    if (!is_word) return fail(ErrorKind::kUsage, "it is a part of a word without quotes");
    return "$env:" + std::string(variable);
  }
  if (byte_before(script, place.range) == '`') return fail(ErrorKind::kUsage, "it is escaped");
  const bool is_apart = is_blank(next) || next == '"' || next == '/' || next == '@';
  return is_apart ? "$env:" + std::string(variable) : "${env:" + std::string(variable) + "}";
}

}  // namespace

Result<std::string> variable_in_place(const Script& script, const TemplateRange& place,
                                      std::string_view variable) {
  const ScriptExpansion* expansion = expansion_of(script, place);
  if (expansion == nullptr || !script.commands.is_complete)
    return fail(ErrorKind::kUsage, "the script is not understood");
  switch (expansion->quote) {
    case ScriptQuote::kSingle:
      return fail(ErrorKind::kUsage, "it stands in single quotes");
    case ScriptQuote::kRawHereDocument:
      return fail(ErrorKind::kUsage, "it stands in a here-document in which nothing is expanded");
    case ScriptQuote::kComment:
      return fail(ErrorKind::kUsage, "it stands in a comment");
    case ScriptQuote::kNone:
    case ScriptQuote::kDouble:
    case ScriptQuote::kHereDocument:
      break;
  }
  switch (script.language) {
    case ScriptLanguage::kPosix:
      return posix_form(script, *expansion, variable);
    case ScriptLanguage::kPowerShell:
      return powershell_form(script, *expansion, variable);
    case ScriptLanguage::kBatch:
      return "%" + std::string(variable) + "%";
    case ScriptLanguage::kOther:
      break;
  }
  return fail(ErrorKind::kUsage, "the script's language is not a shell's");
}

std::set<std::string> variables_of(const Script& script) {
  std::set<std::string> names;
  const auto add = [&](std::string name) {
    name = to_upper_ascii(name);
    names.insert(name.starts_with("ENV:") ? name.substr(4) : name);
  };
  for (const ScriptExpansion& one : script.commands.expansions)
    if (!one.is_opaque()) add(one.name);
  for (const ScriptCommand& command : script.commands.commands)
    for (const ScriptAssignment& one : command.assignments) add(one.name);
  return names;
}

std::string variable_name_for(std::string_view secret, const std::set<std::string>& taken) {
  std::string name;
  for (const char c : secret) name += is_name_byte(c) ? c : '_';
  if (name != secret) name = to_upper_ascii(name);  // an input: github-token
  const std::string upper = to_upper_ascii(name);
  const bool is_reserved =
      name.empty() || is_digit_ascii(name.front()) ||
      std::find(kReserved.begin(), kReserved.end(), upper) != kReserved.end() ||
      std::any_of(kReservedBeginnings.begin(), kReservedBeginnings.end(),
                  [&](std::string_view begin) { return upper.starts_with(begin); });
  if (is_reserved) name = "SECRET_" + name;
  std::string unique = name;
  for (int number = 2; taken.contains(to_upper_ascii(unique)); ++number)
    unique = name + "_" + std::to_string(number);
  return unique;
}

}  // namespace keyhound
