// SPDX-License-Identifier: Apache-2.0
// GitLab: gl-secret-detection-report.json. What was found is proposed as credential; the report
// says nothing of who accepted it. The extract of the source, which holds the secret, and the
// author of a commit are never read.
// https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/blob/master/dist/secret-detection-report-format.json
#include "policies/importers/foreign_baseline.h"
#include "policies/importers/json_values.h"

namespace keyhound {
namespace {

// The rule that found it: GitLab's analyzer names it in an identifier "gitleaks_rule_id".
std::string rule_in(EntryFields& fields, ImportBuilder& builder) {
  const Json* identifiers = fields.list("identifiers");
  if (identifiers == nullptr) return {};
  std::string first;
  for (const Json& identifier : *identifiers) {
    EntryFields own(identifier, fields.place() + ".identifiers", builder);
    const std::string value = own.name("value");
    if (own.text("type") == "gitleaks_rule_id") return value;
    if (first.empty()) first = value;
  }
  return first;
}

void read_vulnerability(EntryFields& fields, ImportBuilder& builder, ForeignBaseline& baseline,
                        std::size_t& authors) {
  const std::string category = fields.text("category");
  if (!category.empty() && category != "secret_detection") {
    builder.leave_out("vulnerabilities that are no secrets");
    return;
  }
  FoundPlace found;
  found.place = fields.place();
  found.rule = rule_in(fields, builder);
  if (found.rule.empty()) fields.complain("identifiers", "expected the identifier of a rule");
  const Json* location = fields.object("location");
  if (location == nullptr) {
    fields.complain("location", "expected an object");
    return;
  }
  EntryFields place(*location, fields.place() + ".location", builder);
  found.path = place.name("file");
  const std::uint64_t line = place.number("start_line", 0);
  if (line > 0) found.line = std::to_string(line);
  const Json* commit = place.object("commit");
  if (commit != nullptr && commit->contains("author")) ++authors;
  if (fields.has_problem() || place.has_problem()) return;
  baseline.add(found);
}

void read_gitlab_report(std::span<const ImportFile> files, ImportBuilder& builder) {
  ForeignBaseline baseline(builder, "gitlab");
  std::size_t authors = 0;
  for (const ImportFile& file : files) {
    for (const JsonEntry& entry : read_json_values(file, builder)) {
      EntryFields fields(entry, builder);
      const Json* found = fields.list("vulnerabilities");
      if (found == nullptr) {
        fields.complain("vulnerabilities",
                        "expected a list; is this a gl-secret-detection-report.json?");
        continue;
      }
      std::size_t number = 0;
      for (const Json& vulnerability : *found) {
        builder.count_rows();
        EntryFields own(vulnerability, entry.place + ": vulnerability " + std::to_string(++number),
                        builder);
        read_vulnerability(own, builder, baseline, authors);
      }
    }
  }
  baseline.finish();
  builder.remark("findings whose author was dropped", authors);
}

}  // namespace

extern const Importer kGitlabReportImporter;
const Importer kGitlabReportImporter{"gitlab-report", "gl-secret-detection-report.json",
                                     "gitlab-secret-detection", false, read_gitlab_report};

}  // namespace keyhound
