// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/staged_scan.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/git/head_tree.h"
#include "scanner/git/index_changes.h"
#include "scanner/git/ref_list.h"
#include "scanner/scan/archive_scan.h"
#include "scanner/scan/object_scanner.h"
#include "scanner/scan/open_repository.h"
#include "scanner/scan/range_filter.h"

namespace keyhound {
namespace {

// The versions of a file that the commit begins with: HEAD's, and those of the branches that a
// merge in progress brings in. What they hold is not the commit's. Null ids: no such file there.
using OlderVersions = std::vector<ObjectId>;

std::vector<HeadTree> merged_trees(const Repository& repository, ObjectReader& reader,
                                   std::vector<Diagnostic>& diagnostics) {
  std::vector<HeadTree> trees;
  for (const ObjectId& commit : read_pseudo_ref(repository.git_dir() + "/MERGE_HEAD"))
    trees.push_back(HeadTree::read_commit(commit, reader, diagnostics));
  return trees;
}

OlderVersions older_versions(const StagedFile& file, const std::vector<HeadTree>& merged) {
  OlderVersions versions = {file.previous};
  for (const HeadTree& tree : merged) versions.push_back(tree.blob_at(file.path));
  std::erase_if(versions, [](const ObjectId& blob) { return blob.is_null(); });
  return versions;
}

bool is_known(const OlderVersions& older, const StagedFile& file, const TextHit& hit,
              ObjectScanner& scanner) {
  return std::any_of(older.begin(), older.end(), [&](const ObjectId& blob) {
    return holds_secret(blob, file.path, hit, scanner);
  });
}

void keep_staged(const StagedFile& file, const std::vector<TextHit>& hits, LocationPart part,
                 const OlderVersions& older, ObjectScanner& scanner) {
  for (const TextHit& hit :
       std::vector<TextHit>(hits)) {  // holds_secret() below reuses the scanner's
    if (part == LocationPart::kContent && is_known(older, file, hit, scanner)) continue;
    Occurrence occurrence;
    occurrence.location = location_of(hit, file.path, part);
    occurrence.blob = file.blob.hex();
    occurrence.in_worktree = true;
    scanner.found.push_back({share(hit), std::move(occurrence), FoundOccurrence::kNotCommitted});
  }
}

void scan_file(const StagedFile& file, const std::vector<HeadTree>& merged, bool with_known,
               ObjectScanner& scanner, ScanOutput& output) {
  const OlderVersions older = older_versions(file, merged);
  const bool is_taken_over = std::find(older.begin(), older.end(), file.blob) != older.end();
  if (is_taken_over && !merged.empty() && !with_known) return;
  const std::string_view path = file.path;
  const auto& hits =
      scanner.scan_blob(file.blob, {{&path, 1}, {}}, fmt::format("staged version of {}", path));
  place_candidates(scanner.text_scanner().take_dropped(), file.path, LocationPart::kContent,
                   scanner.candidates);
  output.comments.add(scanner.comments().take());
  keep_staged(file, hits, LocationPart::kContent, with_known ? OlderVersions() : older, scanner);
  scanner.text_scanner().take_dropped();  // those of the older version
  scanner.comments().take();
  if (!older.empty()) return;
  keep_staged(file, scanner.scan_bytes(path, name_origin(path), "path"), LocationPart::kPath, {},
              scanner);
}

}  // namespace

Status scan_staged(const ScanContext& context, const ScanRequest& request, OpenRepository& opened,
                   bool with_known, ScanOutput& output) {
  const Repository& repository = opened.repository();
  KEYHOUND_TRY(const IndexFile index, IndexFile::read(repository, request.index_file));
  KEYHOUND_TRY(const auto scanner,
               ObjectScanner::create(context, opened.packs(output.diagnostics, PackChecks::kQuick),
                                     request.archive_limits()));
  if (request.explain && !with_known) scanner->text_scanner().keep_dropped();
  scanner->comments().keep();
  const auto merged = merged_trees(repository, scanner->reader(), output.diagnostics);
  for (const StagedFile& file :
       staged_files(repository, scanner->reader(), index, output.diagnostics)) {
    scan_file(file, merged, with_known, *scanner, output);
  }
  output.absorb(*scanner);
  return {};
}

}  // namespace keyhound
