// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/object_scanner.h"

#include "scanner/scan/text_stream.h"

namespace keyhound {

Result<std::unique_ptr<ObjectScanner>> ObjectScanner::create(const ScanContext& context,
                                                             const PackSet& packs) {
  KEYHOUND_TRY(TextScanner text_scanner, TextScanner::create(context));
  return std::unique_ptr<ObjectScanner>(new ObjectScanner(packs, std::move(text_scanner)));
}

const std::vector<TextHit>& ObjectScanner::scan_blob(const ObjectId& blob, const TextOrigin& origin,
                                                     std::string_view role) {
  hits_.clear();
  const auto bytes = reader_->read_as(ObjectType::kBlob, blob);
  if (!bytes) {
    diagnostics.push_back(diagnose_object(blob, role, bytes.error()));
    return hits_;
  }
  ++statistics.blobs;
  return scan_bytes(*bytes, origin, role);
}

const std::vector<TextHit>& ObjectScanner::scan_bytes(std::string_view text,
                                                      const TextOrigin& origin,
                                                      std::string_view subject) {
  statistics.bytes += text.size();
  if (auto status = scan_text(text_scanner_, text, origin, hits_); !status) {
    diagnostics.push_back(diagnose("scan-failed", std::string(subject), status.error()));
  }
  return hits_;
}

}  // namespace keyhound
