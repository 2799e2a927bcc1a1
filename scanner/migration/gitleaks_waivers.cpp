// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/gitleaks_waivers.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "scanner/base/ascii.h"
#include "scanner/base/text_encode.h"
#include "scanner/migration/json_input.h"
#include "scanner/migration/text_lines.h"

namespace keyhound {
namespace {

constexpr std::size_t kLongestEntry = 4096;

bool is_commit(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return is_digit_ascii(c) || (to_lower_ascii(c) >= 'a' && to_lower_ascii(c) <= 'f');
         });
}

std::optional<std::uint64_t> line_number(std::string_view text) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || rest != end) return std::nullopt;
  return value;
}

// A file may have colons in its name: the rule and the line are the last two words.
std::optional<ForeignWaiver> read_entry(std::string_view entry) {
  const std::size_t last = entry.rfind(':');
  if (last == std::string_view::npos || last == 0) return std::nullopt;
  const std::size_t middle = entry.rfind(':', last - 1);
  if (middle == std::string_view::npos) return std::nullopt;
  const auto line = line_number(entry.substr(last + 1));
  if (!line) return std::nullopt;
  ForeignWaiver waiver;
  waiver.tool = "gitleaks";
  waiver.line = waiver.end_line = *line;
  waiver.rule = entry.substr(middle + 1, last - middle - 1);
  std::string_view path = entry.substr(0, middle);
  const std::size_t first = path.find(':');
  if (first != std::string_view::npos && is_commit(path.substr(0, first))) {
    waiver.commit = to_lower_ascii(path.substr(0, first));
    path.remove_prefix(first + 1);
  }
  waiver.path = portable_path(std::string(path));
  if (waiver.path.empty() || waiver.rule.empty()) return std::nullopt;
  return waiver;
}

// Keys of version 8, or of version 7.
struct ReportKeys {
  const char* rule;
  const char* file;
  const char* line;
  const char* end_line;
  const char* commit;
};
constexpr ReportKeys kNewKeys = {"RuleID", "File", "StartLine", "EndLine", "Commit"};
constexpr ReportKeys kOldKeys = {"rule", "file", "lineNumber", "lineNumber", "commit"};

void read_finding(const Json& finding, const std::string& place, ForeignWaivers& read) {
  const ReportKeys& keys =
      finding.is_object() && finding.contains("lineNumber") ? kOldKeys : kNewKeys;
  ForeignWaiver waiver;
  waiver.tool = "gitleaks";
  waiver.place = place;
  waiver.rule = json_text(finding, keys.rule);
  waiver.path = portable_path(json_text(finding, keys.file));
  waiver.line = json_number(finding, keys.line);
  waiver.end_line = std::max(waiver.line, json_number(finding, keys.end_line));
  waiver.commit = to_lower_ascii(json_text(finding, keys.commit));
  if (waiver.rule.empty() || waiver.path.empty()) {
    read.notes.push_back({MigrationNote::Kind::kNoEquivalent, place,
                          fmt::format("a finding without {} or {}", keys.rule, keys.file),
                          "write the baseline anew with a current gitleaks"});
    return;
  }
  read.waivers.push_back(std::move(waiver));
}

}  // namespace

std::string portable_path(std::string path) {
  std::replace(path.begin(), path.end(), '\\', '/');
  while (path.starts_with("./")) path.erase(0, 2);
  return path;
}

ForeignWaivers read_gitleaks_ignore(std::string_view text, const std::string& origin) {
  ForeignWaivers read;
  for_each_line(text, [&](std::string_view line, std::size_t number) {
    if (line.empty() || line.front() == '#') return;
    const std::string place = fmt::format("{}:{}", origin, number);
    const bool is_text = line.size() <= kLongestEntry && is_valid_utf8(line) &&
                         line.find('\0') == std::string_view::npos;
    auto waiver = is_text ? read_entry(line) : std::nullopt;
    if (!waiver) {
      read.notes.push_back({MigrationNote::Kind::kNoEquivalent, place,
                            "expected COMMIT:FILE:RULE:LINE or FILE:RULE:LINE",
                            "correct the line or take it out"});
      return;
    }
    waiver->place = place;
    read.waivers.push_back(std::move(*waiver));
  });
  return read;
}

Result<ForeignWaivers> read_gitleaks_report(std::string_view json, const std::string& origin) {
  auto parsed = parse_json_input(json);
  if (!parsed) return fail(parsed.error().within(origin));
  if (parsed->is_null()) return ForeignWaivers();  // what gitleaks writes for no finding
  if (!parsed->is_array()) {
    return fail(ErrorKind::kConfiguration,
                origin + ": expected a list of findings, as gitleaks --report-format json writes");
  }
  ForeignWaivers read;
  for (std::size_t i = 0; i < parsed->size(); ++i)
    read_finding((*parsed)[i], fmt::format("{}: finding {}", origin, i + 1), read);
  return read;
}

}  // namespace keyhound
