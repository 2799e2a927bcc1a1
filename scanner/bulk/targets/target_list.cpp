// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/target_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "scanner/bulk/targets/target_text.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostDiagnostics = 1000;  // of one list; a binary file has as many lines

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\v\f");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\v\f") + 1 - begin);
}

std::string_view without_comment(std::string_view line) {
  for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    if (at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t') return line.substr(0, at);
  }
  return line;
}

void tell(TargetList& list, Diagnostic diagnostic) {
  if (list.diagnostics.size() < kMostDiagnostics) {
    list.diagnostics.push_back(std::move(diagnostic));
  } else if (diagnostic.incomplete) {
    list.diagnostics.back() = {"bad-target", diagnostic.subject,
                               "there are more such lines; is this a list of repositories?", true};
  }
}

void add(TargetList& list, std::string_view text, const std::string& place) {
  auto read = read_target_text(text);
  if (!read) {
    tell(list, {"bad-target", place,
                fmt::format("'{}': {}", shown_target_text(text), read.error().message), true});
    return;
  }
  if (read->had_credentials) {
    tell(list, {"credentials-in-url", place,
                fmt::format("{}: the URL had a user or a password, which is not used; give the "
                            "credential by the environment or a helper of git, and change it: it "
                            "stands in a file",
                            read->target.name),
                false});
  }
  std::error_code error;
  if (read->target.kind == TargetKind::kPath &&
      !std::filesystem::exists(read->target.location, error)) {
    tell(list,
         {"missing-target", place, read->target.name + ": there is nothing at this path", false});
  }
  list.targets.push_back(std::move(read->target));
}

}  // namespace

TargetList read_target_list(std::string_view text, const std::string& name) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  TargetList list;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(without_comment(text.substr(0, end)));
    if (!line.empty()) add(list, line, fmt::format("{}:{}", name, number));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return list;
}

TargetList read_targets(const std::vector<std::string>& texts) {
  TargetList list;
  for (const std::string& text : texts) add(list, text, "command line");
  return list;
}

}  // namespace keyhound
