// SPDX-License-Identifier: Apache-2.0
// FileScanner: reads files in windows and scans them. One per thread, with the findings and
// diagnostics of its share.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/decode/archive_format.h"
#include "scanner/decode/byte_source.h"
#include "scanner/model/scan_result.h"
#include "scanner/scan/archive_limits.h"
#include "scanner/scan/finding_collector.h"
#include "scanner/scan/text_scanner.h"
#include "scanner/sources/text_source.h"
#include "scanner/sources/tree_walk.h"

namespace keyhound {

class FileScanner {
 public:
  // With `archives`, files that are archives are opened. REQUIRES: both outlive the scanner.
  static Result<std::unique_ptr<FileScanner>> create(const ScanContext& context,
                                                     const ArchiveLimits* archives = nullptr);

  // Scans the file at `file_path` and its name; findings stand at `shown_path`.
  void scan_file(const std::string& file_path, const std::string& shown_path, LocationPart part);
  // Scans a file that was read already: `text` is all of it. REQUIRES: at most one window of it.
  void scan_read_file(std::string_view text, const std::string& shown_path, LocationPart part);
  // Scans the target text of a symbolic link, which stands for its content in git too.
  void scan_link(const TreeEntry& entry);
  // Scans a text that comes through `reader`.
  void scan_stream(TextReader reader, const std::string& shown_path, LocationPart part);
  // Scans a file's name.
  void scan_name(const std::string& shown_path);

  // What the filters have dropped so far.
  [[nodiscard]] const DropCounts& drops() const { return scanner_.drops(); }

  // What comments beside secrets say.
  [[nodiscard]] CommentJudge& comments() { return scanner_.comments(); }

  // From now on what is dropped is listed in `candidates` too.
  void keep_dropped() { scanner_.keep_dropped(); }

  CandidateList candidates;
  std::vector<FoundOccurrence> found;
  std::vector<Diagnostic> diagnostics;
  ScanStatistics statistics;

 private:
  FileScanner(TextScanner scanner, const ArchiveLimits* archives)
      : scanner_(std::move(scanner)), archives_(archives) {}
  // `file_path`: where the text can be opened once more; empty: nowhere.
  void scan(TextReader reader, const std::string& file_path, const std::string& shown_path,
            LocationPart part);
  Status feed(TextReader& reader, const std::string& file_path, std::string_view path);
  Status feed_whole(std::string_view text, std::string_view path);
  Status feed_windows(TextReader& reader, TextWindow first, bool opens_archive,
                      std::string_view path);
  Status open_large_archive(const std::string& file_path, std::string_view beginning,
                            std::string_view path);
  void open_archive(ByteSource& source, ArchiveFormat format, std::string_view path);
  void end_file(const Status& status, std::uint64_t undecoded, const std::string& shown_path,
                LocationPart part);
  void keep_hits(const std::string& shown_path, LocationPart part);

  TextScanner scanner_;
  const ArchiveLimits* archives_;
  std::string buffer_;
  std::vector<TextHit> hits_;
};

}  // namespace keyhound
