// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, the script reader answers; all ranges are inside the text and in order, every
// group is before its children, and what the helpers return lies inside the words that it is of.
// The first byte chooses the language, the second how far apart opaque ranges are.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "scanner/base/check.h"
#include "scanner/pipelines/scripts/script_commands.h"
#include "scanner/pipelines/scripts/script_output.h"
#include "scanner/pipelines/scripts/script_urls.h"

namespace {

using namespace keyhound;

void check_inside(TextRange inner, TextRange outer) {
  KEYHOUND_CHECK(inner.begin <= inner.end);
  KEYHOUND_CHECK(outer.begin <= inner.begin && inner.end <= outer.end);
}

void check_word(const ScriptWord& word, TextRange whole) {
  check_inside(word.range, whole);
  const auto size = static_cast<std::uint32_t>(word.text.size());
  check_inside(word.source_of(TextRange{0, size}), word.range);
  std::uint32_t begin = word.range.begin;
  for (const ScriptExpansion& expansion : word.expansions) {
    check_inside(expansion.range, word.range);
    check_inside(word.text_of(expansion.range), {0, size});
    KEYHOUND_CHECK(expansion.range.begin >= begin);
    begin = expansion.range.begin;
  }
  for (const ScriptUrl& url : find_urls(word)) {
    check_inside(url.whole.range, word.range);
    check_inside(url.host.range, url.whole.range);
    if (url.password) check_inside(url.password->range, url.whole.range);
  }
}

void check_redirections(const std::vector<ScriptRedirection>& redirections, TextRange whole) {
  for (const ScriptRedirection& redirection : redirections) {
    check_inside(redirection.range, whole);
    check_word(redirection.target, whole);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  const TextRange whole{0, static_cast<std::uint32_t>(text.size())};
  std::vector<TextRange> opaque;
  for (std::uint32_t at = data[1]; data[1] > 0 && at < text.size(); at += data[1])
    opaque.push_back({at, at + data[1] / 8U + 1U});
  const ScriptCommands script = read_script(text, static_cast<ScriptLanguage>(data[0] % 4), opaque);
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < script.commands.size(); ++i) {
    const ScriptCommand& command = script.commands[i];
    check_inside(command.range, whole);
    KEYHOUND_CHECK(command.range.begin >= begin && command.position < command.pipeline_length);
    begin = command.range.begin;
    KEYHOUND_CHECK(command.group < static_cast<int>(script.groups.size()));
    for (const ScriptWord& word : command.words) check_word(word, command.range);
    for (const ScriptAssignment& assignment : command.assignments)
      check_word(assignment.value, command.range);
    check_redirections(command.redirections, whole);
    if (i < 50) static_cast<void>(output_of(script, i));
  }
  for (std::size_t i = 0; i < script.groups.size(); ++i) {
    check_inside(script.groups[i].range, whole);
    KEYHOUND_CHECK(script.groups[i].parent < static_cast<int>(i));
    check_redirections(script.groups[i].redirections, whole);
  }
  for (std::size_t i = 1; i < script.expansions.size(); ++i)
    KEYHOUND_CHECK(script.expansions[i - 1].range.begin <= script.expansions[i].range.begin);
  return 0;
}
