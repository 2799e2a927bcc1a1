// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/scripts/script_options.h"

#include <algorithm>
#include <optional>

#include "scanner/pipelines/scripts/command_name.h"
#include "scanner/pipelines/scripts/script_bytes.h"

namespace keyhound {
namespace {

// Where the value of an option begins in the word that the option is.
struct Found {
  std::size_t value = 0;  // 0: the next word
};

bool same_letters(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return (is_letter(x) ? x | 0x20 : x) == (is_letter(y) ? y | 0x20 : y);
         });
}

std::optional<Found> find_long(std::string_view text, std::string_view name) {
  const bool is_double = name.starts_with("--");
  const std::string_view begin = text.substr(0, name.size());
  if (is_double ? begin != name : !same_letters(begin, name)) return std::nullopt;
  if (text.size() == name.size()) return Found{};
  const char behind = text[name.size()];
  if (behind == '=' || (behind == ':' && !is_double)) return Found{name.size() + 1};
  return std::nullopt;
}

std::optional<Found> find_short(std::string_view text, std::string_view name,
                                ScriptOptionBundles bundles) {
  if (text.starts_with(name)) return Found{text.size() == 2 ? 0U : 2U};
  const bool may_bundle = bundles == ScriptOptionBundles::kYes && text.size() > 2 &&
                          text[0] == '-' && text.back() == name[1] &&
                          std::all_of(text.begin() + 1, text.end(), is_letter);
  return may_bundle ? std::optional<Found>(Found{}) : std::nullopt;
}

}  // namespace

std::vector<ScriptOption> find_options(const ScriptCommand& command,
                                       std::span<const std::string_view> names,
                                       ScriptOptionBundles bundles) {
  std::vector<ScriptOption> options;
  for (std::size_t i = command_word(command) + 1; i < command.words.size(); ++i) {
    const ScriptWord& word = command.words[i];
    if (word.text == "--") break;
    if (word.text.size() < 2 || word.text[0] != '-') continue;
    for (std::size_t name = 0; name < names.size(); ++name) {
      const auto found = names[name].size() == 2 ? find_short(word.text, names[name], bundles)
                                                 : find_long(word.text, names[name]);
      if (!found) continue;
      if (found->value > 0) {
        options.push_back({name, i, part_of(word, found->value)});
      } else if (i + 1 < command.words.size()) {
        options.push_back({name, i, command.words[i + 1]});
        ++i;
      }
      break;
    }
  }
  return options;
}

}  // namespace keyhound
