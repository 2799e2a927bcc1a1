// SPDX-License-Identifier: Apache-2.0
// MessageVisitor: scans commits and annotated tags as a DeltaWalker decodes them, and keeps what
// the walk over history needs of each commit. One per thread, with the findings of its share.
#pragma once

#include <memory>
#include <vector>

#include "scanner/git/commit_source.h"
#include "scanner/git/pack/delta_walk.h"
#include "scanner/model/location.h"
#include "scanner/scan/blob_visitor.h"
#include "scanner/scan/text_scanner.h"

namespace keyhound {

// A credential in the text of a commit or tag.
struct MessageHit {
  NodeNumber node = kNoNode;
  LocationPart part = LocationPart::kCommitMessage;
  TextHit hit;
};

class MessageVisitor final : public ObjectVisitor {
 public:
  // REQUIRES: `context` outlives the visitor.
  static Result<std::unique_ptr<MessageVisitor>> create(const ScanContext& context);

  CarriedStateRef visit(const DecodedObject& object) override;
  CarriedStateRef visit_again(const DecodedObject& object) override;
  void fail(NodeNumber node, const Error& error) override;

  [[nodiscard]] TextScanner& text_scanner() { return scanner_; }

  CommitBatch commits;
  std::vector<MessageHit> found;
  std::vector<NodeDrops> drops;
  std::vector<FailedObject> failed;
  std::uint64_t bytes = 0;
  // Where it is noted what was scanned, by node: bytes and one. May be null.
  std::vector<std::uint64_t>* scanned = nullptr;

 private:
  void scan_object(const DecodedObject& object);
  explicit MessageVisitor(TextScanner scanner) : scanner_(std::move(scanner)) {}
  void scan(NodeNumber node, std::string_view text, LocationPart part,
            std::uint64_t lines_before = 0);

  TextScanner scanner_;
  std::vector<TextHit> hits_;
};

}  // namespace keyhound
