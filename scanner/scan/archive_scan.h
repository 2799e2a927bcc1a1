// SPDX-License-Identifier: Apache-2.0
// Scans what an archive holds, archives inside it too, within the limits that all of them share.
// Nothing is written anywhere. Stateless, but for the scanner, which is its thread's.
#pragma once

#include <string>
#include <vector>

#include "scanner/decode/archive_format.h"
#include "scanner/decode/byte_source.h"
#include "scanner/model/diagnostic.h"
#include "scanner/model/location.h"
#include "scanner/scan/archive_limits.h"
#include "scanner/scan/text_scanner.h"

namespace keyhound {

// An archive that is to be opened.
struct ArchiveInput {
  ByteSource& source;
  ArchiveFormat format = ArchiveFormat::kZip;
  TextOrigin origin;    // of the archive
  std::string subject;  // names it in diagnostics: its path, mostly
  std::string note;     // what a diagnostic says behind its reason, " (blob ...)"; may be empty
};

struct ArchiveContent {
  std::vector<TextHit> hits;  // each with its entry
  std::vector<Diagnostic> diagnostics;
  std::uint64_t bytes = 0;  // that were unpacked
};

// What cannot be read, and what a limit cuts off, is a diagnostic; what came before it is scanned.
ArchiveContent scan_archive(TextScanner& scanner, const ArchiveLimits& limits,
                            const ArchiveInput& input);

// Adds `inner`, the hits inside an archive, to those in its bytes as they stand. Of a credential
// that stands in both only the former stay.
void add_inner_hits(std::vector<TextHit>& hits, std::vector<TextHit> inner);

// Where a hit stands in a text that has `path`.
Location location_of(const TextHit& hit, const std::string& path, LocationPart part);

// The path of the text: of the archive, where the hit stands inside one.
std::string text_path(const TextHit& hit, const Location& location);

}  // namespace keyhound
