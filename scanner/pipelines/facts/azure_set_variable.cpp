// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/azure_set_variable.h"

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/facts/script_uses.h"

namespace keyhound {
namespace {

constexpr std::string_view kMark = "##vso[task.setvariable";

// `value` is an offset in the line.
std::optional<AzureSetVariable> read_line(std::string_view line) {
  const std::string lower = to_lower_ascii(line);
  const std::size_t begin = lower.find(kMark);
  if (begin == std::string::npos) return std::nullopt;
  const std::size_t end = lower.find(']', begin);
  if (end == std::string::npos) return std::nullopt;
  AzureSetVariable found;
  found.value.begin = static_cast<std::uint32_t>(end + 1);
  for (std::size_t at = begin + kMark.size(); at < end;) {
    const std::size_t next = std::min(lower.find(';', at), end);
    std::string_view property = std::string_view(lower).substr(at, next - at);
    property.remove_prefix(std::min(property.find_first_not_of(' '), property.size()));
    if (property.starts_with("variable=")) {
      const std::size_t from = next - property.size() + std::string_view("variable=").size();
      found.name = std::string(line.substr(from, next - from));
    }
    if (property == "issecret=true") found.is_secret = true;
    if (property == "isoutput=true") found.is_output = true;
    at = next + 1;
  }
  return found;
}

}  // namespace

std::vector<AzureSetVariable> azure_set_variables(const Script& script) {
  std::vector<AzureSetVariable> found;
  const std::string_view text = script.text.text;
  if (text.find("##vso[") == std::string_view::npos) return found;
  for (std::size_t i = 0; i < script.commands.commands.size(); ++i) {
    const TextRange range = script.commands.commands[i].range;
    const std::string_view line = text.substr(range.begin, range.size());
    if (line.find("##vso[") == std::string_view::npos) continue;
    auto one = read_line(line);
    if (!one) continue;
    one->command = i;
    one->value = {range.begin + one->value.begin, range.end};
    for (const ScriptUse* use : uses_in(script, one->value))
      one->references.push_back(use->reference);
    found.push_back(std::move(*one));
  }
  return found;
}

}  // namespace keyhound
