// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/file_scanner.h"

#include <utility>

#include "scanner/scan/archive_scan.h"
#include "scanner/scan/text_stream.h"

namespace keyhound {
namespace {

// The windows of a reader one after the other. What is taken is scanned as it is, too.
class WindowSource final : public ByteSource {
 public:
  WindowSource(TextReader& reader, TextWindow first, TextStream& stream, std::vector<TextHit>& hits)
      : reader_(reader), window_(first), stream_(stream), hits_(hits) {}

  Result<std::string_view> next() override {
    if (is_started_ && window_) {
      KEYHOUND_TRY(window_, reader_.next());
    }
    is_started_ = true;
    if (!window_) return std::string_view();
    const std::string_view fresh = window_->text.substr(window_->seen);
    bytes_ += fresh.size();
    KEYHOUND_TRY_STATUS(stream_.feed(fresh, hits_));
    return fresh;
  }

  Status drain() {
    while (true) {
      KEYHOUND_TRY(const std::string_view piece, next());
      if (piece.empty()) return {};
    }
  }

  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

 private:
  TextReader& reader_;
  std::optional<TextWindow> window_;
  TextStream& stream_;
  std::vector<TextHit>& hits_;
  std::uint64_t bytes_ = 0;
  bool is_started_ = false;
};

}  // namespace

Result<std::unique_ptr<FileScanner>> FileScanner::create(const ScanContext& context,
                                                         const ArchiveLimits* archives) {
  KEYHOUND_TRY(TextScanner scanner, TextScanner::create(context));
  return std::unique_ptr<FileScanner>(new FileScanner(std::move(scanner), archives));
}

void FileScanner::scan_file(const std::string& file_path, const std::string& shown_path,
                            LocationPart part) {
  auto reader = TextReader::open(file_path, buffer_);
  if (!reader) {
    diagnostics.push_back(diagnose("unreadable-file", shown_path, reader.error()));
    return;
  }
  scan(std::move(*reader), file_path, shown_path, part);
}

void FileScanner::scan_stream(TextReader reader, const std::string& shown_path, LocationPart part) {
  scan(std::move(reader), "", shown_path, part);
}

void FileScanner::scan_read_file(std::string_view text, const std::string& shown_path,
                                 LocationPart part) {
  hits_.clear();
  const std::uint64_t undecoded = scanner_.undecoded();
  end_file(feed_whole(text, shown_path), undecoded, shown_path, part);
}

void FileScanner::scan(TextReader reader, const std::string& file_path,
                       const std::string& shown_path, LocationPart part) {
  hits_.clear();
  const std::uint64_t undecoded = scanner_.undecoded();
  end_file(feed(reader, file_path, shown_path), undecoded, shown_path, part);
}

void FileScanner::end_file(const Status& status, std::uint64_t undecoded,
                           const std::string& shown_path, LocationPart part) {
  if (!status) diagnostics.push_back(diagnose("unreadable-file", shown_path, status.error()));
  if (scanner_.undecoded() != undecoded) diagnostics.push_back(diagnose_undecoded(shown_path));
  ++statistics.files;
  keep_hits(shown_path, part);
}

Status FileScanner::feed(TextReader& reader, const std::string& file_path, std::string_view path) {
  KEYHOUND_TRY(const std::optional<TextWindow> window, reader.next());
  if (!window) return {};
  if (!window->is_last) {
    const std::string beginning(window->text.substr(0, kArchiveSample));
    const bool is_stream = file_path.empty();
    KEYHOUND_TRY_STATUS(feed_windows(reader, *window, is_stream, path));
    return is_stream ? Status() : open_large_archive(file_path, beginning, path);
  }
  return feed_whole(window->text, path);
}

Status FileScanner::feed_whole(std::string_view text, std::string_view path) {
  statistics.bytes += text.size();
  KEYHOUND_TRY_STATUS(scan_text(scanner_, text, {{&path, 1}, {}}, hits_));
  if (archives_ == nullptr) return {};
  if (const auto format = archive_format_of(text)) {
    MemorySource source(text);
    open_archive(source, *format, path);
  }
  return {};
}

Status FileScanner::feed_windows(TextReader& reader, TextWindow first, bool opens_archive,
                                 std::string_view path) {
  TextStream stream(scanner_, {{&path, 1}, {}});
  std::vector<TextHit> hits;
  WindowSource windows(reader, first, stream, hits);
  const auto format = archive_format(first.text.substr(0, kArchiveSample));
  if (archives_ != nullptr && opens_archive && format) open_archive(windows, *format, path);
  const Status read = windows.drain();
  // What came before an unreadable place still counts.
  const Status finished = stream.finish(hits);
  statistics.bytes += windows.bytes();
  add_inner_hits(hits, std::move(hits_));
  hits_ = std::move(hits);
  return read ? finished : read;
}

// A file of more than one window is read once more, since the list of its entries may stand
// anywhere.
Status FileScanner::open_large_archive(const std::string& file_path, std::string_view beginning,
                                       std::string_view path) {
  if (archives_ == nullptr) return {};
  KEYHOUND_TRY(const File file, File::open(file_path));
  FileSource source(file);
  auto format = archive_format(beginning);
  if (!format && file.size() >= kArchiveTail) {
    KEYHOUND_TRY(const std::string end, read_at(source, file.size() - kArchiveTail, kArchiveTail));
    if (is_zip_end(end, file.size())) format = ArchiveFormat::kZip;
  }
  if (format) open_archive(source, *format, path);
  return {};
}

void FileScanner::open_archive(ByteSource& source, ArchiveFormat format, std::string_view path) {
  ArchiveContent content =
      scan_archive(scanner_, *archives_, {source, format, {{&path, 1}, {}}, std::string(path), ""});
  statistics.bytes += content.bytes;
  for (Diagnostic& one : content.diagnostics) diagnostics.push_back(std::move(one));
  add_inner_hits(hits_, std::move(content.hits));
}

void FileScanner::scan_link(const TreeEntry& entry) {
  const std::string_view path = entry.path;
  ++statistics.files;
  statistics.bytes += entry.target.size();
  if (auto status = scanner_.scan(entry.target, name_origin(path), hits_); !status) {
    diagnostics.push_back(diagnose("scan-failed", entry.path, status.error()));
  }
  keep_hits(entry.path, LocationPart::kContent);
}

void FileScanner::scan_name(const std::string& shown_path) {
  const std::string_view path = shown_path;
  if (auto status = scanner_.scan(path, name_origin(path), hits_); !status) {
    diagnostics.push_back(diagnose("scan-failed", shown_path, status.error()));
  }
  keep_hits(shown_path, LocationPart::kPath);
}

void FileScanner::keep_hits(const std::string& shown_path, LocationPart part) {
  place_candidates(scanner_.take_dropped(), shown_path, part, candidates);
  for (TextHit& hit : hits_) {
    Occurrence occurrence;
    occurrence.location = location_of(hit, shown_path, part);
    occurrence.in_worktree = true;
    found.push_back({share(std::move(hit)), std::move(occurrence), FoundOccurrence::kNotCommitted});
  }
  hits_.clear();
}

}  // namespace keyhound
