// SPDX-License-Identifier: Apache-2.0
// ObjectScanner: reads git objects and scans them. One per thread, with a reader and text scanner
// of its own, and the findings and diagnostics of its share.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "scanner/git/object_reader.h"
#include "scanner/git/pack/pack_reader.h"
#include "scanner/model/scan_result.h"
#include "scanner/scan/finding_collector.h"
#include "scanner/scan/text_scanner.h"

namespace keyhound {

class ObjectScanner {
 public:
  // REQUIRES: both outlive the scanner.
  static Result<std::unique_ptr<ObjectScanner>> create(const ScanContext& context,
                                                       const PackSet& packs);

  // Reads and scans one blob; `hits` are valid until the next call. What cannot be read becomes a
  // diagnostic that names the blob and `role`.
  const std::vector<TextHit>& scan_blob(const ObjectId& blob, const TextOrigin& origin,
                                        std::string_view role);

  // Scans a text that is at hand.
  const std::vector<TextHit>& scan_bytes(std::string_view text, const TextOrigin& origin,
                                         std::string_view subject);

  [[nodiscard]] ObjectReader& reader() { return *reader_; }
  [[nodiscard]] TextScanner& text_scanner() { return text_scanner_; }

  std::vector<FoundOccurrence> found;
  std::vector<Diagnostic> diagnostics;
  ScanStatistics statistics;

 private:
  ObjectScanner(const PackSet& packs, TextScanner text_scanner)
      : reader_(make_pack_reader(packs)), text_scanner_(std::move(text_scanner)) {}

  std::unique_ptr<ObjectReader> reader_;
  TextScanner text_scanner_;
  std::vector<TextHit> hits_;
};

}  // namespace keyhound
