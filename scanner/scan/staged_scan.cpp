// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/staged_scan.h"

#include <fmt/format.h>

#include "scanner/git/index_changes.h"
#include "scanner/scan/archive_scan.h"
#include "scanner/scan/object_scanner.h"
#include "scanner/scan/open_repository.h"
#include "scanner/scan/range_filter.h"

namespace keyhound {
namespace {

void keep_staged(const StagedFile& file, const std::vector<TextHit>& hits, LocationPart part,
                 bool with_known, ObjectScanner& scanner) {
  for (const TextHit& hit :
       std::vector<TextHit>(hits)) {  // holds_secret() below reuses the scanner's
    const bool may_be_known =
        part == LocationPart::kContent && !with_known && !file.previous.is_null();
    if (may_be_known && holds_secret(file.previous, file.path, hit, scanner)) continue;
    Occurrence occurrence;
    occurrence.location = location_of(hit, file.path, part);
    occurrence.blob = file.blob.hex();
    occurrence.in_worktree = true;
    scanner.found.push_back({hit, std::move(occurrence), FoundOccurrence::kNotCommitted});
  }
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
  for (const StagedFile& file :
       staged_files(repository, scanner->reader(), index, output.diagnostics)) {
    const std::string_view path = file.path;
    const auto& hits =
        scanner->scan_blob(file.blob, {{&path, 1}, {}}, fmt::format("staged version of {}", path));
    place_candidates(scanner->text_scanner().take_dropped(), file.path, LocationPart::kContent,
                     scanner->candidates);
    output.comments.add(scanner->comments().take());
    keep_staged(file, hits, LocationPart::kContent, with_known, *scanner);
    scanner->text_scanner().take_dropped();  // those of the older version
    scanner->comments().take();
    if (!file.previous.is_null()) continue;
    keep_staged(file, scanner->scan_bytes(path, name_origin(path), "path"), LocationPart::kPath,
                with_known, *scanner);
  }
  output.absorb(*scanner);
  return {};
}

}  // namespace keyhound
