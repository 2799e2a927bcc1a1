// SPDX-License-Identifier: Apache-2.0
// detect-secrets: .secrets.baseline. `hashed_secret` is a plain SHA-1, against which anybody could
// check guesses, so it is never read.
// https://github.com/Yelp/detect-secrets/blob/master/docs/design.md
// https://github.com/Yelp/detect-secrets/blob/master/docs/audit.md
#include "policies/importers/foreign_baseline.h"
#include "policies/importers/json_values.h"

namespace keyhound {
namespace {

const ForeignAcceptance kAccepted = {
    "fix-deferred", "accepted in a detect-secrets baseline; to be judged again by its end"};
const ForeignAcceptance kNoise = {
    "tool-noise",
    "audited as no secret in a detect-secrets baseline; to be judged again "
    "by its end"};

void read_finding(EntryFields& fields, const std::string& path, ForeignBaseline& baseline) {
  FoundPlace found;
  found.path = path;
  found.rule = fields.name("type");
  found.line = std::to_string(fields.number("line_number", 0));
  found.place = fields.place();
  if (found.rule.empty()) fields.complain("type", "expected the name of a plugin");
  const bool is_noise = !fields.flag("is_secret", true);
  if (fields.has_problem()) return;
  baseline.add(found, is_noise ? kNoise : kAccepted);
}

void read_baseline(const JsonEntry& entry, ImportBuilder& builder, ForeignBaseline& baseline) {
  EntryFields fields(entry, builder);
  const Json* results = fields.object("results");
  if (results == nullptr) {
    fields.complain("results", "expected an object; is this a .secrets.baseline?");
    return;
  }
  std::size_t number = 0;
  for (const auto& [path, findings] : results->items()) {
    if (!findings.is_array()) {
      fields.complain("results", "expected a list for every file");
      return;
    }
    for (const Json& finding : findings) {
      builder.count_rows();
      EntryFields own(finding, entry.place + ": result " + std::to_string(++number), builder);
      const bool is_path =
          !path.empty() && path.size() <= 4096 && path.find('\0') == std::string::npos;
      if (!is_path) own.complain("filename", "expected a path");
      read_finding(own, path, baseline);
    }
  }
}

void read_detect_secrets(std::span<const ImportFile> files, ImportBuilder& builder) {
  ForeignBaseline baseline(builder, "detect-secrets");
  for (const ImportFile& file : files) {
    for (const JsonEntry& entry : read_json_values(file, builder)) {
      read_baseline(entry, builder, baseline);
    }
  }
  baseline.finish();
}

}  // namespace

extern const Importer kDetectSecretsImporter;
const Importer kDetectSecretsImporter{"detect-secrets", ".secrets.baseline", "detect-secrets",
                                      false, read_detect_secrets};

}  // namespace keyhound
