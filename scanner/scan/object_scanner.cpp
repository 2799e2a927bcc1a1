// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/object_scanner.h"

#include <fmt/format.h>

#include "scanner/scan/archive_scan.h"
#include "scanner/scan/text_stream.h"

namespace keyhound {
namespace {

std::string archive_subject(const ObjectId& blob, std::string_view path) {
  return path.empty() ? "blob " + blob.hex() : std::string(path);
}

std::string archive_note(const ObjectId& blob) { return fmt::format(" (blob {:.12})", blob.hex()); }

}  // namespace

Result<std::unique_ptr<ObjectScanner>> ObjectScanner::create(const ScanContext& context,
                                                             const PackSet& packs,
                                                             const ArchiveLimits* archives) {
  KEYHOUND_TRY(TextScanner text_scanner, TextScanner::create(context));
  return std::unique_ptr<ObjectScanner>(
      new ObjectScanner(packs, std::move(text_scanner), archives));
}

const std::vector<TextHit>& ObjectScanner::scan_blob(const ObjectId& blob, const TextOrigin& origin,
                                                     std::string_view role) {
  hits_.clear();
  const bool has_one_path = origin.paths.size() == 1;
  if (has_one_path && opened_ && opened_->blob == blob && opened_->path == origin.paths[0]) {
    hits_ = opened_->hits;
    return hits_;
  }
  const auto bytes = reader_->read_as(ObjectType::kBlob, blob);
  if (!bytes) {
    diagnostics.push_back(diagnose_object(blob, role, bytes.error()));
    return hits_;
  }
  ++statistics.blobs;
  scan_bytes(*bytes, origin, role);
  if (archives_ == nullptr || !archive_format_of(*bytes)) return hits_;
  open_archive(blob, *bytes, origin);
  if (has_one_path) opened_ = OpenedArchive{blob, std::string(origin.paths[0]), hits_};
  return hits_;
}

void ObjectScanner::open_archive(const ObjectId& blob, std::string_view bytes,
                                 const TextOrigin& origin) {
  MemorySource source(bytes);
  ArchiveContent content =
      scan_archive(text_scanner_, *archives_,
                   {source, *archive_format_of(bytes), origin,
                    archive_subject(blob, origin.paths[0]), archive_note(blob)});
  statistics.bytes += content.bytes;
  unpacked += content.bytes;
  for (Diagnostic& one : content.diagnostics) diagnostics.push_back(std::move(one));
  add_inner_hits(hits_, std::move(content.hits));
}

const std::vector<TextHit>& ObjectScanner::scan_bytes(std::string_view text,
                                                      const TextOrigin& origin,
                                                      std::string_view subject) {
  statistics.bytes += text.size();
  const std::uint64_t undecoded = text_scanner_.undecoded();
  if (auto status = scan_text(text_scanner_, text, origin, hits_); !status) {
    diagnostics.push_back(diagnose("scan-failed", std::string(subject), status.error()));
  }
  if (text_scanner_.undecoded() != undecoded)
    diagnostics.push_back(diagnose_undecoded(std::string(subject)));
  return hits_;
}

}  // namespace keyhound
