// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/pipeline_scan.h"

#include <algorithm>
#include <map>
#include <memory>

#include "scanner/git/head_tree.h"
#include "scanner/git/object_hash.h"
#include "scanner/git/pack/pack_reader.h"
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/definition_reader.h"
#include "scanner/pipelines/inventory/reference_list.h"
#include "scanner/pipelines/line_index.h"
#include "scanner/pipelines/place.h"
#include "scanner/scan/open_repository.h"
#include "scanner/scan/pipeline_findings.h"
#include "scanner/scan/reference_cleaner.h"

namespace keyhound {
namespace {

constexpr std::string_view kEmbeddedTag = "embedded-credential";
constexpr std::size_t kMostCredentials = 10'000;  // in one definition, that checks hear of

TextRange range_in(const LineIndex& lines, const Location& location) {
  return {lines.offset(location.start), lines.offset(location.end)};
}

bool is_present(const Occurrence& place) {
  return place.location.part == LocationPart::kContent && (place.in_worktree || place.in_head);
}

void add_tag(Finding& finding, std::string_view tag) {
  if (std::find(finding.tags.begin(), finding.tags.end(), tag) == finding.tags.end())
    finding.tags.emplace_back(tag);
}

// Tells the definitions which credentials stand in them.
void place_credentials(const std::vector<Finding>& secrets, std::vector<Definition>& definitions) {
  std::map<std::string_view, Definition*> by_path;
  for (Definition& one : definitions) by_path.emplace(one.path, &one);
  std::map<const Definition*, LineIndex> lines;
  std::uint32_t number = 0;
  for (const Finding& finding : secrets) {
    for (const Occurrence& place : finding.occurrences) {
      if (finding.confidence < Confidence::kMedium || !is_present(place)) continue;
      const auto found = by_path.find(place.location.path);
      if (found == by_path.end()) continue;
      Definition& definition = *found->second;
      if (definition.credentials.size() >= kMostCredentials) continue;
      const LineIndex& index = lines.try_emplace(&definition, definition.text).first->second;
      definition.credentials.push_back({range_in(index, place.location), finding.title, number});
    }
    ++number;
  }
}

// Reads older versions of definitions, in which credentials stand.
class OldVersions {
 public:
  OldVersions(OpenRepository& opened, std::vector<Diagnostic>& diagnostics)
      : reader_(make_pack_reader(opened.packs(diagnostics, PackChecks::kQuick))) {}

  void tell(Occurrence& place) {
    const auto id = ObjectId::from_hex(place.blob);
    if (!id) return;
    Version& version = versions_[{place.blob, place.location.path}];
    if (!version.is_read) read(*id, place.location.path, version);
    if (!version.definition) return;
    place.pipeline = std::make_shared<const PipelinePlace>(
        version.places->place_at(range_in(*version.lines, place.location)));
  }

 private:
  struct Version {
    bool is_read = false;
    std::unique_ptr<Definition> definition;
    std::optional<LineIndex> lines;
    std::optional<PlaceFinder> places;
  };

  void read(const ObjectId& id, const std::string& path, Version& version) {
    version.is_read = true;
    const auto data = reader_->read(id, kDefinitionBytes);
    if (!data || data->type != ObjectType::kBlob) return;
    std::vector<Diagnostic> told;  // of an older version: its text was scanned, that is enough
    auto definition = read_definition(path, data->bytes, nullptr, told);
    if (!definition) return;
    version.definition = std::make_unique<Definition>(std::move(*definition));
    version.lines.emplace(version.definition->text);
    version.places.emplace(*version.definition);
  }

  std::unique_ptr<ObjectReader> reader_;
  std::map<std::pair<std::string, std::string>, Version> versions_;
};

// Which places of history lie in definitions.
void tell_old_places(OpenRepository* opened, std::vector<Finding>& secrets, ScanOutput& output) {
  std::optional<OldVersions> versions;
  for (Finding& finding : secrets) {
    for (Occurrence& place : finding.occurrences) {
      const bool is_old =
          !place.pipeline && !place.blob.empty() && place.location.part == LocationPart::kContent;
      if (!is_old || opened == nullptr || !may_be_definition(place.location.path)) continue;
      if (!versions) versions.emplace(*opened, output.diagnostics);
      versions->tell(place);
    }
  }
}

// What checks say about credentials becomes part of the credentials' findings.
void tell_secrets(const std::vector<PipelineFinding>& found, std::vector<Finding>& secrets) {
  const Definition* definition = nullptr;
  std::optional<PlaceFinder> places;
  std::optional<LineIndex> lines;
  for (const PipelineFinding& one : found) {
    if (one.credential == kNoFact) continue;
    if (one.definition != definition) {
      definition = one.definition;
      places.emplace(*definition);
      lines.emplace(definition->text);
    }
    const EmbeddedCredential& credential = one.definition->credentials[one.credential];
    Finding& finding = secrets[credential.finding];
    const bool is_first =
        std::find(finding.tags.begin(), finding.tags.end(), kEmbeddedTag) == finding.tags.end();
    if (is_first) finding.message += " " + one.message + ".";
    add_tag(finding, kEmbeddedTag);
    const auto pipeline = std::make_shared<const PipelinePlace>(places->place_at(credential.range));
    for (Occurrence& place : finding.occurrences) {
      const bool is_here = is_present(place) && place.location.path == one.definition->path &&
                           range_in(*lines, place.location) == credential.range;
      if (is_here) place.pipeline = pipeline;
    }
  }
}

// Whether HEAD holds the definitions as they were read.
void mark_in_head(OpenRepository* opened, const DefinitionSet& set,
                  std::vector<Finding>& findings) {
  if (opened == nullptr || findings.empty()) return;
  std::vector<Diagnostic> told;
  const auto reader = make_pack_reader(opened->packs(told, PackChecks::kQuick));
  const HeadTree head = HeadTree::read(opened->repository(), *reader, told);
  std::map<std::string, bool> known;
  for (Finding& finding : findings) {
    Occurrence& place = finding.occurrences.front();
    const auto [held, is_new] = known.try_emplace(place.location.path, false);
    if (is_new) {
      const Definition* definition = set.find(place.location.path);
      held->second =
          definition != nullptr &&
          head.holds(place.location.path, hash_object(ObjectType::kBlob, definition->text,
                                                      opened->repository().id_size()));
    }
    place.in_head = held->second;
  }
}

void clean(TextCleaner& cleaner, Finding& finding) {
  cleaner.clean(finding.message);
  for (Occurrence& place : finding.occurrences) {
    cleaner.clean(place.location.path);
    if (!place.pipeline) continue;
    PipelinePlace cleaned = *place.pipeline;
    clean_place(cleaner, cleaned);
    place.pipeline = std::make_shared<const PipelinePlace>(std::move(cleaned));
  }
}

}  // namespace

PipelineScan scan_pipelines(const ScanContext& context, const ScanRequest& request,
                            OpenRepository* opened, std::vector<Finding>& secrets,
                            ScanOutput& output, TextScanner& cleaner) {
  PipelineScan result;
  place_credentials(secrets, output.definitions);
  const DefinitionSet set(std::move(output.definitions));
  const auto found = run_checks(set, {.strict = request.strict_pipelines});
  tell_secrets(found, secrets);
  tell_old_places(opened, secrets, output);
  const bool in_worktree = request.mode != ScanMode::kHistoryOnly;
  result.findings = findings_of(found, context.key(), in_worktree);
  mark_in_head(opened, set, result.findings);
  result.references = references_of(set);
  result.definitions = set.counts();

  TextCleaner texts(cleaner);
  for (Finding& finding : result.findings) clean(texts, finding);
  for (Finding& finding : secrets)
    for (const Occurrence& place : finding.occurrences)
      if (place.pipeline) {
        clean(texts, finding);
        break;
      }
  for (Reference& reference : result.references) clean_reference(texts, reference);
  return result;
}

}  // namespace keyhound
