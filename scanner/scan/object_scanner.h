// SPDX-License-Identifier: Apache-2.0
// ObjectScanner: reads git objects and scans them. One per thread, with a reader and text scanner
// of its own, and the findings and diagnostics of its share.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scanner/git/object_reader.h"
#include "scanner/git/pack/pack_reader.h"
#include "scanner/model/scan_result.h"
#include "scanner/scan/archive_limits.h"
#include "scanner/scan/finding_collector.h"
#include "scanner/scan/text_scanner.h"

namespace keyhound {

class ObjectScanner {
 public:
  // With `archives`, blobs that are archives are opened. REQUIRES: all outlive the scanner.
  static Result<std::unique_ptr<ObjectScanner>> create(const ScanContext& context,
                                                       const PackSet& packs,
                                                       const ArchiveLimits* archives = nullptr);

  // Reads and scans one blob; `hits` are valid until the next call. What cannot be read becomes a
  // diagnostic that names the blob and `role`, or the entry of an archive.
  const std::vector<TextHit>& scan_blob(const ObjectId& blob, const TextOrigin& origin,
                                        std::string_view role);

  // Scans a text that is at hand.
  const std::vector<TextHit>& scan_bytes(std::string_view text, const TextOrigin& origin,
                                         std::string_view subject);

  [[nodiscard]] ObjectReader& reader() { return *reader_; }
  [[nodiscard]] TextScanner& text_scanner() { return text_scanner_; }
  // What the filters have dropped so far.
  [[nodiscard]] const DropCounts& drops() const { return text_scanner_.drops(); }

  // What comments beside secrets say.
  [[nodiscard]] CommentJudge& comments() { return text_scanner_.comments(); }

  CandidateList candidates;
  std::vector<FoundOccurrence> found;
  std::vector<Diagnostic> diagnostics;
  ScanStatistics statistics;
  std::uint64_t unpacked = 0;  // bytes of archives' entries; `statistics` counts them too

 private:
  // The archive that was opened last: whether it holds a secret is asked for one after the other.
  struct OpenedArchive {
    ObjectId blob;
    std::string path;
    std::vector<TextHit> hits;
  };

  ObjectScanner(const PackSet& packs, TextScanner text_scanner, const ArchiveLimits* archives)
      : reader_(make_pack_reader(packs)),
        text_scanner_(std::move(text_scanner)),
        archives_(archives) {}
  void open_archive(const ObjectId& blob, std::string_view bytes, const TextOrigin& origin);

  std::unique_ptr<ObjectReader> reader_;
  TextScanner text_scanner_;
  const ArchiveLimits* archives_;
  std::optional<OpenedArchive> opened_;
  std::vector<TextHit> hits_;
};

}  // namespace keyhound
