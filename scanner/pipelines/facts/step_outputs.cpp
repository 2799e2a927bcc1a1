// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/step_outputs.h"

#include <algorithm>
#include <map>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/facts/script_uses.h"
#include "scanner/pipelines/facts/secret_writes.h"

namespace keyhound {
namespace {

// Where a script puts values that have names.
struct NamedValues {
  std::string_view file;     // the variable that names it
  std::string_view command;  // of the log, with the name behind it
};

constexpr NamedValues kOutputs = {"GITHUB_OUTPUT", "::set-output name="};
constexpr NamedValues kVariables = {"GITHUB_ENV", "::set-env name="};

constexpr std::size_t kReach = 4096;  // bytes that a name stands before its value, at most

bool is_name_byte(char c) { return is_alnum_ascii(c) || c == '_' || c == '-'; }

std::string_view name_at(std::string_view text) {
  const auto* const end = std::find_if_not(text.begin(), text.end(), is_name_byte);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

// The name that ends at `end`.
std::string_view name_before(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && is_name_byte(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}

// "token" of `token=$TOKEN`, as a line of the written text begins.
std::string_view name_of_line(std::string_view text, std::size_t use) {
  use = std::min(use, text.size());
  const std::size_t first = use - std::min(use, kReach);
  const std::size_t line_end = text.substr(first, use - first).rfind('\n');
  const bool is_first = line_end == std::string_view::npos;
  if (is_first && first > 0) return {};
  const std::string_view line = text.substr(is_first ? 0 : first + line_end + 1);
  const std::string_view name = name_at(line.substr(0, kReach));
  return name.size() < line.size() && line[name.size()] == '=' ? name : std::string_view();
}

// The name in front of the last `NAME<<DELIMITER` before a place, as values of many lines have it.
std::string_view name_of_block(std::string_view text, std::size_t use) {
  const std::size_t first = use - std::min(use, kReach);
  const std::string_view near = text.substr(first, use - first);
  for (std::size_t at = near.rfind("<<"); at != std::string_view::npos && at > 0;
       at = near.rfind("<<", at - 1)) {
    const std::string_view name = name_before(near, at);
    if (!name.empty()) return name;
  }
  return {};
}

bool goes_to(const SecretWrite& write, std::string_view variable) {
  return std::any_of(write.files.begin(), write.files.end(), [&](const ScriptWord* file) {
    return std::any_of(
        file->expansions.begin(), file->expansions.end(),
        [&](const ScriptExpansion& one) { return to_upper_ascii(one.name).ends_with(variable); });
  });
}

class OutputFinder {
 public:
  OutputFinder(const Script& script, const NamedValues& where) : script_(script), where_(where) {}

  std::vector<SecretOutput> run() {
    for (const SecretWrite& write : find_secret_writes(script_)) {
      const bool is_file = goes_to(write, where_.file);
      if (!is_file && !write.is_logged) continue;
      const std::string_view logged = is_file ? std::string_view() : name_in_log(write);
      for (const ScriptWord* word : write.words) {
        for (const ScriptUse* use : uses_in(script_, *word)) {
          const std::string_view name = is_file ? name_in_file(*word, *use) : logged;
          if (!name.empty()) add(name, use->reference);
        }
      }
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] std::string_view name_in_file(const ScriptWord& word, const ScriptUse& use) const {
    const std::string_view name = name_of_line(word.text, word.text_of(use.range).begin);
    return name.empty() ? name_of_block(script_.text.text, use.range.begin) : name;
  }

  [[nodiscard]] std::string_view name_in_log(const SecretWrite& write) const {
    for (const ScriptWord* word : write.words) {
      const std::size_t at = word->text.find(where_.command);
      if (at != std::string::npos)
        return name_at(std::string_view(word->text).substr(at + where_.command.size()));
    }
    return {};
  }

  void add(std::string_view name, FactIndex reference) {
    const auto [known, is_new] = places_.try_emplace(std::string(name), found_.size());
    if (is_new) found_.push_back({known->first, {}});
    found_[known->second].references.push_back(reference);
  }

  const Script& script_;
  const NamedValues& where_;
  std::vector<SecretOutput> found_;
  std::map<std::string, std::size_t> places_;  // in found_, by name
};

std::vector<SecretOutput> find_outputs(const Script& script, const NamedValues& where) {
  const std::string_view text = script.text.text;
  const bool writes_any = text.find(where.file) != std::string_view::npos ||
                          text.find(where.command) != std::string_view::npos;
  if (script.uses.empty() || !writes_any) return {};
  return OutputFinder(script, where).run();
}

}  // namespace

std::vector<SecretOutput> secret_outputs(const Script& script) {
  return find_outputs(script, kOutputs);
}

std::vector<SecretOutput> secret_variables(const Script& script) {
  return find_outputs(script, kVariables);
}

std::string output_variable(std::string_view step, std::string_view output) {
  return "steps." + to_lower_ascii(step) + ".outputs." + to_lower_ascii(output);
}

}  // namespace keyhound
