// SPDX-License-Identifier: Apache-2.0
// gitleaks: .gitleaksignore, a fingerprint a line, and JSON reports of versions 7 and 8 that serve
// as baseline. The secret, the text around it and the commit's author in a report are never read.
// https://github.com/gitleaks/gitleaks#gitleaksignore
// https://github.com/gitleaks/gitleaks/blob/master/report/finding.go
#include <algorithm>

#include "policies/importers/foreign_baseline.h"
#include "policies/importers/json_values.h"
#include "scanner/base/ascii.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

const ForeignAcceptance kAccepted = {
    "fix-deferred", "accepted in a gitleaks baseline; to be judged again by its end"};

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit_ascii);
}

bool is_commit(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return is_digit_ascii(c) || (to_lower_ascii(c) >= 'a' && to_lower_ascii(c) <= 'f');
         });
}

// "[commit:]file:rule:line". A file may have colons in its name.
bool read_fingerprint(std::string_view line, FoundPlace& found) {
  const std::size_t last = line.rfind(':');
  if (last == std::string_view::npos || last == 0) return false;
  const std::size_t middle = line.rfind(':', last - 1);
  if (middle == std::string_view::npos) return false;
  std::string_view path = line.substr(0, middle);
  const std::size_t first = path.find(':');
  if (first != std::string_view::npos && is_commit(path.substr(0, first))) {
    path.remove_prefix(first + 1);
  }
  found.path = path;
  found.rule = line.substr(middle + 1, last - middle - 1);
  found.line = line.substr(last + 1);
  return !found.path.empty() && !found.rule.empty() && is_number(found.line);
}

void read_ignore_file(const ImportFile& file, ImportBuilder& builder, ForeignBaseline& baseline) {
  std::string_view text = file.text;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) {
      line.remove_suffix(1);
    }
    if (line.empty() || line.front() == '#') continue;
    builder.count_rows();
    FoundPlace found;
    found.place = file.name + ":" + std::to_string(number) + ":1";
    const bool is_text = is_valid_utf8(line) && line.find('\0') == std::string_view::npos;
    if (is_text && line.size() <= 4096 && read_fingerprint(line, found)) {
      baseline.add(found, kAccepted);
    } else {
      builder.error(found.place, "expected COMMIT:FILE:RULE:LINE or FILE:RULE:LINE");
    }
  }
}

void read_report(const ImportFile& file, ImportBuilder& builder, ForeignBaseline& baseline) {
  std::size_t authors = 0;
  for (const JsonEntry& entry : read_json_entries(file, builder)) {
    builder.count_rows();
    EntryFields fields(entry, builder);
    FoundPlace found;
    found.place = entry.place;
    const bool is_old = entry.value.is_object() && entry.value.contains("lineNumber");  // version 7
    found.rule = fields.name(is_old ? "rule" : "RuleID");
    found.path = fields.name(is_old ? "file" : "File");
    found.line = std::to_string(fields.number(is_old ? "lineNumber" : "StartLine", 0));
    if (found.rule.empty()) fields.complain(is_old ? "rule" : "RuleID", "expected a rule's id");
    if (fields.has_problem()) continue;
    if (entry.value.contains("Email") || entry.value.contains("email")) ++authors;
    baseline.add(found, kAccepted);
  }
  builder.remark("findings whose author and e-mail were dropped", authors);
}

void read_gitleaks(std::span<const ImportFile> files, ImportBuilder& builder) {
  ForeignBaseline baseline(builder, "gitleaks");
  for (const ImportFile& file : files) {
    const std::size_t first = file.text.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    const bool is_json =
        first != std::string::npos && (file.text[first] == '[' || file.text[first] == '{');
    (is_json ? read_report : read_ignore_file)(file, builder, baseline);
  }
  baseline.finish();
}

}  // namespace

extern const Importer kGitleaksImporter;
const Importer kGitleaksImporter{"gitleaks",
                                 ".gitleaksignore, or a JSON report that serves as baseline",
                                 "gitleaks", false, read_gitleaks};

}  // namespace keyhound
