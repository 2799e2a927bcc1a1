// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/exec_script.h"

#include "scanner/base/ascii.h"
#include "scanner/pipelines/facts/definition_builder.h"

namespace keyhound {
namespace {

constexpr std::string_view kBlanks = " \t\r";

// Cuts the first word off.
std::string_view take_word(std::string_view& text) {
  const std::size_t begin = std::min(text.find_first_not_of(kBlanks), text.size());
  const std::size_t end = std::min(text.find_first_of(kBlanks, begin), text.size());
  const std::string_view word = text.substr(begin, end - begin);
  text.remove_prefix(end);
  return word;
}

// "bash" of "/usr/bin/bash".
std::string_view base_name(std::string_view path) {
  return path.substr(path.find_last_of("/\\") + 1);
}

// -c, -ec, -lc, /c, -Command.
bool takes_script(std::string_view option) {
  const std::string lower = to_lower_ascii(option);
  if (lower == "-command" || lower == "/c") return true;
  return lower.size() > 1 && lower[0] == '-' && lower[1] != '-' && lower.back() == 'c';
}

}  // namespace

ScriptLanguage language_of_script(std::string_view text, ScriptLanguage otherwise) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || text.substr(begin, 2) != "#!") return otherwise;
  text.remove_prefix(begin + 2);
  text = text.substr(0, text.find('\n'));
  std::string_view word = base_name(take_word(text));
  if (word == "env") {
    do {
      word = base_name(take_word(text));
    } while (word.starts_with("-"));
  }
  return word.empty() ? otherwise : language_of(word);
}

bool is_traced_shell(std::string_view call) {
  std::string_view word = base_name(take_word(call));
  if (word == "env") word = base_name(take_word(call));
  if (word != "bash" && word != "sh" && word != "zsh" && word != "ksh" && word != "dash")
    return false;
  for (word = take_word(call); word.size() > 1 && word[0] == '-'; word = take_word(call)) {
    if (word[1] == '-') continue;
    if (word.find('x') != std::string_view::npos) return true;
    if (word.back() == 'o' && take_word(call) == "xtrace") return true;
  }
  return false;
}

std::optional<ExecScript> script_of_words(const std::vector<SourceText>& words) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string_view word = words[i].text;
    if (i == 0) {
      if (word.empty() || language_of(word) == ScriptLanguage::kOther) return std::nullopt;
      continue;
    }
    if (takes_script(word))
      return ExecScript{words[i + 1],
                        language_of_script(words[i + 1].text, language_of(words.front().text))};
    if (!word.starts_with("-") && !word.starts_with("/") && !word.starts_with("pipefail"))
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace keyhound
