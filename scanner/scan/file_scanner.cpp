// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/file_scanner.h"

#include "scanner/scan/text_stream.h"

namespace keyhound {

Result<std::unique_ptr<FileScanner>> FileScanner::create(const ScanContext& context) {
  KEYHOUND_TRY(TextScanner scanner, TextScanner::create(context));
  return std::unique_ptr<FileScanner>(new FileScanner(std::move(scanner)));
}

void FileScanner::scan_file(const std::string& file_path, const std::string& shown_path,
                            LocationPart part) {
  auto reader = TextReader::open(file_path, buffer_);
  if (!reader) {
    diagnostics.push_back(diagnose("unreadable-file", shown_path, reader.error()));
    return;
  }
  scan_stream(std::move(*reader), shown_path, part);
}

void FileScanner::scan_stream(TextReader reader, const std::string& shown_path, LocationPart part) {
  hits_.clear();
  if (auto status = feed(reader, shown_path); !status) {
    diagnostics.push_back(diagnose("unreadable-file", shown_path, status.error()));
  }
  ++statistics.files;
  keep_hits(shown_path, part);
}

Status FileScanner::feed(TextReader& reader, std::string_view path) {
  const TextOrigin origin{{&path, 1}, {}};
  KEYHOUND_TRY(std::optional<TextWindow> window, reader.next());
  if (window && window->is_last) {
    statistics.bytes += window->text.size();
    return scan_text(scanner_, window->text, origin, hits_);
  }
  TextStream stream(scanner_, origin);
  while (window) {
    const std::string_view fresh = window->text.substr(window->seen);
    statistics.bytes += fresh.size();
    KEYHOUND_TRY_STATUS(stream.feed(fresh, hits_));
    auto next = reader.next();
    if (!next) {
      // What came before the unreadable place still counts.
      static_cast<void>(stream.finish(hits_));
      return fail(next.error());
    }
    window = *next;
  }
  return stream.finish(hits_);
}

void FileScanner::scan_link(const TreeEntry& entry) {
  const std::string_view path = entry.path;
  ++statistics.files;
  statistics.bytes += entry.target.size();
  if (auto status = scanner_.scan(entry.target, {{&path, 1}, {}}, hits_); !status) {
    diagnostics.push_back(diagnose("scan-failed", entry.path, status.error()));
  }
  keep_hits(entry.path, LocationPart::kContent);
}

void FileScanner::scan_name(const std::string& shown_path) {
  const std::string_view path = shown_path;
  if (auto status = scanner_.scan(path, {{&path, 1}, {}}, hits_); !status) {
    diagnostics.push_back(diagnose("scan-failed", shown_path, status.error()));
  }
  keep_hits(shown_path, LocationPart::kPath);
}

void FileScanner::keep_hits(const std::string& shown_path, LocationPart part) {
  for (TextHit& hit : hits_) {
    Occurrence occurrence;
    occurrence.location = {shown_path, part, hit.start, hit.end};
    occurrence.in_worktree = true;
    found.push_back({std::move(hit), std::move(occurrence), FoundOccurrence::kNotCommitted});
  }
  hits_.clear();
}

}  // namespace keyhound
