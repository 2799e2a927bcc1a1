// SPDX-License-Identifier: Apache-2.0
// trufflehog: results as JSON, one a line (`trufflehog git ... --json`). Raw and RawV2 hold the
// secret and are never read; of Redacted only an AWS key id, which is public. A result that was
// verified says that the secret works: that is observed.
// https://github.com/trufflesecurity/trufflehog/blob/main/pkg/output/json.go
// https://github.com/trufflesecurity/trufflehog/blob/main/proto/source_metadata.proto
#include <algorithm>

#include "policies/importers/foreign_baseline.h"
#include "policies/importers/json_values.h"
#include "policies/importers/names.h"
#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

const ForeignAcceptance kAccepted = {
    "fix-deferred", "accepted in a trufflehog baseline; to be judged again by its end"};

bool is_aws_key_id(std::string_view text) {
  return text.size() >= 16 && text.size() <= 128 &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_upper_ascii(c) || is_digit_ascii(c); });
}

// The place in SourceMetadata.Data, whose one member is named for the source: Git, Filesystem, S3.
void read_place(EntryFields& fields, ImportBuilder& builder, FoundPlace& found,
                std::size_t& authors) {
  const Json* metadata = fields.object("SourceMetadata");
  if (metadata == nullptr || !metadata->contains("Data")) return;
  const Json& data = metadata->at("Data");
  if (!data.is_object() || data.empty()) return;
  EntryFields source(data.begin().value(), fields.place() + ".SourceMetadata", builder);
  found.path = source.name("file");
  found.repository = repository_of(source.name("repository"));
  const std::uint64_t line = source.number("line", 0);
  if (line > 0) found.line = std::to_string(line);
  if (!source.text("email").empty()) ++authors;
  if (source.has_problem()) found.path.clear();
}

void read_result(const JsonEntry& entry, const ImportFile& file, ImportBuilder& builder,
                 ForeignBaseline& baseline, std::size_t& authors) {
  EntryFields fields(entry, builder);
  if (entry.value.is_object() && !entry.value.contains("DetectorName") &&
      entry.value.contains("level")) {
    builder.leave_out("log lines of trufflehog");
    return;
  }
  FoundPlace found;
  found.place = entry.place;
  found.rule = fields.name("DetectorName");
  if (found.rule.empty()) fields.complain("DetectorName", "expected the name of a detector");
  const bool is_verified = fields.flag("Verified", false);
  const std::string redacted = found.rule == "AWS" ? fields.text("Redacted") : std::string();
  if (is_aws_key_id(redacted)) found.provider_id = redacted;
  read_place(fields, builder, found, authors);
  if (fields.has_problem()) return;
  const std::string id = baseline.add(found, kAccepted);
  if (id.empty() || !is_verified) return;
  Observation row = builder.observation(file);
  row.credential = id;
  row.facts.status = "active";
  builder.add_observation(std::move(row));
}

void read_trufflehog(std::span<const ImportFile> files, ImportBuilder& builder) {
  ForeignBaseline baseline(builder, "trufflehog");
  std::size_t authors = 0;
  for (const ImportFile& file : files) {
    for (const JsonEntry& entry : read_json_entries(file, builder)) {
      builder.count_rows();
      read_result(entry, file, builder, baseline, authors);
    }
  }
  baseline.finish();
  builder.remark("findings whose author and e-mail were dropped", authors);
}

}  // namespace

extern const Importer kTrufflehogImporter;
const Importer kTrufflehogImporter{"trufflehog", "results as JSON, one a line", "trufflehog", false,
                                   read_trufflehog};

}  // namespace keyhound
