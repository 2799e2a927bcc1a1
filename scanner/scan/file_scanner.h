// SPDX-License-Identifier: Apache-2.0
// FileScanner: reads files in windows and scans them. One per thread, with the findings and
// diagnostics of its share.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "scanner/model/scan_result.h"
#include "scanner/scan/finding_collector.h"
#include "scanner/scan/text_scanner.h"
#include "scanner/sources/text_source.h"
#include "scanner/sources/tree_walk.h"

namespace keyhound {

class FileScanner {
 public:
  static Result<std::unique_ptr<FileScanner>> create(const ScanContext& context);

  // Scans the file at `file_path` and its name; findings stand at `shown_path`.
  void scan_file(const std::string& file_path, const std::string& shown_path, LocationPart part);
  // Scans the target text of a symbolic link, which stands for its content in git too.
  void scan_link(const TreeEntry& entry);
  // Scans a text that comes through `reader`.
  void scan_stream(TextReader reader, const std::string& shown_path, LocationPart part);
  // Scans a file's name.
  void scan_name(const std::string& shown_path);

  std::vector<FoundOccurrence> found;
  std::vector<Diagnostic> diagnostics;
  ScanStatistics statistics;

 private:
  explicit FileScanner(TextScanner scanner) : scanner_(std::move(scanner)) {}
  Status feed(TextReader& reader, std::string_view path);
  void keep_hits(const std::string& shown_path, LocationPart part);

  TextScanner scanner_;
  std::string buffer_;
  std::vector<TextHit> hits_;
};

}  // namespace keyhound
