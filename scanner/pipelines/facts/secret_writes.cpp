// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/secret_writes.h"

#include <algorithm>
#include <array>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/facts/script_uses.h"
#include "scanner/pipelines/scripts/command_name.h"
#include "scanner/pipelines/scripts/script_output.h"

namespace keyhound {
namespace {

// What a program does with the text that it reads.
enum class Filter {
  kKeeps,    // it is not seen again, or only as a digest
  kPasses,   // writes it as it is, or lines of it
  kChanges,  // writes it in another form
  kStores,   // into the file that it names (PowerShell)
};

struct FilterProgram {
  std::string_view name;
  Filter filter;
};

constexpr std::array<FilterProgram, 46> kFilters = {{
    {"add-content", Filter::kStores}, {"awk", Filter::kChanges},
    {"base32", Filter::kChanges},     {"base64", Filter::kChanges},
    {"bzip2", Filter::kChanges},      {"cat", Filter::kPasses},
    {"column", Filter::kPasses},      {"cut", Filter::kChanges},
    {"envsubst", Filter::kPasses},    {"expand", Filter::kPasses},
    {"fmt", Filter::kPasses},         {"fold", Filter::kChanges},
    {"format-list", Filter::kPasses}, {"format-table", Filter::kPasses},
    {"gawk", Filter::kChanges},       {"gzip", Filter::kChanges},
    {"head", Filter::kChanges},       {"hexdump", Filter::kChanges},
    {"iconv", Filter::kPasses},       {"jq", Filter::kPasses},
    {"more", Filter::kPasses},        {"nl", Filter::kPasses},
    {"od", Filter::kChanges},         {"out-default", Filter::kPasses},
    {"out-file", Filter::kStores},    {"out-host", Filter::kPasses},
    {"out-string", Filter::kPasses},  {"paste", Filter::kPasses},
    {"pr", Filter::kPasses},          {"rev", Filter::kChanges},
    {"sed", Filter::kChanges},        {"set-content", Filter::kStores},
    {"sort", Filter::kPasses},        {"sort-object", Filter::kPasses},
    {"tac", Filter::kPasses},         {"tail", Filter::kPasses},
    {"tee", Filter::kPasses},         {"tee-object", Filter::kPasses},
    {"tr", Filter::kChanges},         {"unexpand", Filter::kPasses},
    {"uniq", Filter::kPasses},        {"uuencode", Filter::kChanges},
    {"write-host", Filter::kPasses},  {"write-output", Filter::kPasses},
    {"xxd", Filter::kChanges},        {"yq", Filter::kPasses},
}};

Filter filter_of(std::string_view name) {
  const auto found = std::lower_bound(
      kFilters.begin(), kFilters.end(), name,
      [](const FilterProgram& one, std::string_view wanted) { return one.name < wanted; });
  return found != kFilters.end() && found->name == name ? found->filter : Filter::kKeeps;
}

// `grep -q` tells, `grep -c` counts, `grep -o .` takes apart.
Filter filter_of_grep(const ScriptCommand& command) {
  Filter filter = Filter::kPasses;
  for (std::size_t i = command_word(command) + 1; i < command.words.size(); ++i) {
    const std::string_view option = command.words[i].text;
    if (option.size() < 2 || option[0] != '-') continue;
    if (option == "--quiet" || option == "--silent" || option == "--count") return Filter::kKeeps;
    if (option[1] == '-') continue;
    if (option.find_first_of("qcl") != std::string_view::npos) return Filter::kKeeps;
    if (option.find('o') != std::string_view::npos) filter = Filter::kChanges;
  }
  return filter;
}

Filter filter_of(const ScriptCommand& command) {
  const std::string& name = command.program;
  const bool is_grep = name == "grep" || name == "egrep" || name == "fgrep" || name == "rg";
  return is_grep ? filter_of_grep(command) : filter_of(name);
}

bool is_echo(std::string_view name, ScriptLanguage language) {
  if (name == "echo") return true;
  if (language == ScriptLanguage::kPosix) return name == "printf" || name == "print";
  if (language != ScriptLanguage::kPowerShell) return false;
  return name == "write-host" || name == "write-output" || name == "write-information" ||
         name == "write-warning" || name == "write-error" || name == "write-verbose" ||
         name == "write-debug" || name == "write";
}

// `printf -v NAME` sets a variable.
bool sets_variable(const ScriptCommand& command, std::string_view name) {
  const std::size_t first = command_word(command) + 1;
  return name == "printf" && first < command.words.size() && command.words[first].text == "-v";
}

void add_from(const ScriptCommand& command, std::size_t first,
              std::vector<const ScriptWord*>& words) {
  for (std::size_t i = first; i < command.words.size(); ++i) words.push_back(&command.words[i]);
}

bool writes_file(std::string_view name) { return filter_of(name) == Filter::kStores; }

// `Add-Content -Path FILE -Value TEXT`, `Out-File FILE`: the word that is the file.
const ScriptWord* file_of(const ScriptCommand& command) {
  const std::size_t first = command_word(command) + 1;
  for (std::size_t i = first; i + 1 < command.words.size(); ++i) {
    const std::string option = to_lower_ascii(command.words[i].text);
    if (option == "-path" || option == "-filepath" || option == "-literalpath")
      return &command.words[i + 1];
  }
  const bool has_operand = first < command.words.size() && !command.words[first].text.empty() &&
                           command.words[first].text.front() != '-';
  return has_operand ? &command.words[first] : nullptr;
}

// A statement of PowerShell that is only a value: it writes it. Behind `&` it is a program to run.
bool is_bare_value(const Script& script, const ScriptCommand& command) {
  if (command.words.size() != 1 || !command.assignments.empty()) return false;
  const ScriptWord& word = command.words.front();
  const bool is_variable =
      word.expansions.size() == 1 && word.expansions.front().range == word.range;
  if (!word.quoted && !is_variable) return false;
  const std::string_view before = std::string_view(script.text.text).substr(0, word.range.begin);
  const std::size_t last = before.find_last_not_of(" \t");
  return last == std::string_view::npos || (before[last] != '&' && before[last] != '.');
}

// `base64 --output=FILE`, `openssl base64 -out FILE`, `xxd -r - FILE`: nothing goes on.
bool names_output(const ScriptCommand& command) {
  const std::string& name = command.program;
  const std::size_t first = command_word(command) + 1;
  std::size_t operands = 0;
  for (std::size_t i = first; i < command.words.size(); ++i) {
    const std::string_view word = command.words[i].text;
    if (word.starts_with("--output") || word == "-out") return true;
    if (word == "-o" && (name == "base64" || name == "sort")) return true;
    if (word == "-" || !word.starts_with('-')) ++operands;
  }
  return name == "xxd" && operands == 2;
}

class WriteFinder {
  static constexpr std::uint64_t kMostSteps = 100'000'000;  // a tenth of a second

 public:
  explicit WriteFinder(const Script& script) : script_(script) {}

  std::vector<SecretWrite> run() {
    if (script_.uses.empty()) return {};
    for (std::size_t i = 0; i < script_.commands.commands.size(); ++i) visit(i);
    return std::move(found_);
  }

 private:
  void visit(std::size_t index) {
    const ScriptCommand& command = script_.commands.commands[index];
    SecretWrite write;
    write.command = index;
    for (const ScriptWord* word : written_words(script_, command)) {
      const auto uses = uses_in(script_, *word);
      if (uses.empty()) continue;
      write.words.push_back(word);
      write.uses.insert(write.uses.end(), uses.begin(), uses.end());
    }
    if (write.uses.empty()) return;
    write.range = write.uses.front()->range;
    for (const ScriptUse* use : write.uses) {
      write.range.begin = std::min(write.range.begin, use->range.begin);
      write.range.end = std::max(write.range.end, use->range.end);
    }
    follow(command, write);
    if (write.is_logged || !write.files.empty()) found_.push_back(std::move(write));
  }

  void follow(const ScriptCommand& command, SecretWrite& write) {
    const std::string& name = command.program;
    write.is_changed = filter_of(command) == Filter::kChanges;
    if (writes_file(name)) {
      if (const ScriptWord* file = file_of(command)) write.files.push_back(file);
      return;
    }
    if (names_output(command) && filter_of(command) == Filter::kChanges) return;
    if (!can_follow(command)) return;
    const ScriptOutput output = output_of(script_.commands, write.command);
    // The files that `tee` writes lie on the way, those behind a digest do not matter.
    for (const std::size_t at : output.through) {
      const ScriptCommand& reader = script_.commands.commands[at];
      const Filter filter = filter_of(reader);
      if (filter == Filter::kStores) {
        if (const ScriptWord* file = file_of(reader)) write.files.push_back(file);
        return;
      }
      if (filter == Filter::kKeeps || names_output(reader)) return;
      write.is_changed = write.is_changed || filter == Filter::kChanges;
    }
    write.files = output.files;
    write.is_logged = output.end == ScriptOutputEnd::kLog;
  }

  // Whether there are steps left for what output_of() does: it looks through all of the script for
  // each element of a pipeline, and for the calls of a function.
  bool can_follow(const ScriptCommand& command) {
    constexpr std::uint64_t kCallSteps = 16;
    const std::uint64_t all = script_.commands.commands.size() + script_.commands.groups.size();
    std::uint64_t steps = all * (command.pipeline_length - command.position - 1);
    for (int at = command.group; at >= 0;) {
      const ScriptGroup& group = script_.commands.groups[static_cast<std::size_t>(at)];
      steps += all * (group.pipeline_length - group.position - 1);
      if (group.kind == ScriptGroupKind::kFunction) steps += kCallSteps * all;
      at = group.parent;
    }
    if (steps > left_) return false;
    left_ -= steps;
    return true;
  }

  const Script& script_;
  std::uint64_t left_ = kMostSteps;
  std::vector<SecretWrite> found_;
};

}  // namespace

std::vector<SecretWrite> find_secret_writes(const Script& script) {
  return WriteFinder(script).run();
}

std::vector<const ScriptWord*> written_words(const Script& script, const ScriptCommand& command) {
  std::vector<const ScriptWord*> words;
  const std::size_t at = command_word(command);
  const std::string& name = command.program;
  if (is_echo(name, script.language)) {
    if (!sets_variable(command, name)) add_from(command, at + 1, words);
  } else if (script.language == ScriptLanguage::kPowerShell) {
    if (is_bare_value(script, command)) {
      add_from(command, at, words);
    } else if (writes_file(name)) {
      const ScriptWord* file = file_of(command);
      for (std::size_t i = at + 1; i < command.words.size(); ++i)
        if (&command.words[i] != file) words.push_back(&command.words[i]);
    }
  } else if (filter_of(command) != Filter::kKeeps) {
    for (const ScriptRedirection& one : command.redirections) {
      if (one.kind == ScriptRedirectionKind::kHereString ||
          one.kind == ScriptRedirectionKind::kHereDocument)
        words.push_back(&one.target);
    }
  }
  return words;
}

}  // namespace keyhound
