// SPDX-License-Identifier: Apache-2.0
// BlobVisitor: scans blobs as a DeltaWalker decodes them. Of a delta only what it adds is searched;
// the answer is that of scanning every blob whole. One per thread, with the findings of its share.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "scanner/git/pack/delta_walk.h"
#include "scanner/scan/scan_request.h"
#include "scanner/scan/text_scanner.h"

namespace keyhound {

// A credential in the blob of a node, wherever that stands.
struct BlobHit {
  NodeNumber node = kNoNode;
  SharedHit hit;  // never null
};

// A blob that is an archive, and how many bytes it has.
struct ArchiveBlob {
  NodeNumber node = kNoNode;
  std::uint64_t size = 0;
};

// Matches in the object of a node that one reason dropped.
// There are several for every blob: 8 bytes.
struct NodeDrops {
  static constexpr std::uint32_t kMost = (1U << 24U) - 1;
  NodeNumber node = kNoNode;
  DropReason reason : 8 = DropReason::kEmpty;
  std::uint32_t count : 24 = 0;  // kMost: that many or more

  static NodeDrops of(NodeNumber node, DropReason reason, std::uint64_t count);
};

// Appends a row for each reason that dropped any.
void append_drops(NodeNumber node, const DropCounts& counts, std::vector<NodeDrops>& drops);

struct FailedObject {
  NodeNumber node = kNoNode;
  Error error;
};

// What visitors of one kind share to tell how far they are.
struct WalkProgress {
  ProgressListener* listener = nullptr;  // may be null
  std::string_view phase;
  std::uint64_t total = 0;
  std::atomic<std::uint64_t> done = 0;

  void add(std::uint64_t more) {
    done += more;
    if (listener != nullptr) listener->on_progress(phase, done, total);
  }
};

class BlobVisitor final : public ObjectVisitor {
 public:
  // With `notes_archives`, `archives` is filled. REQUIRES: all outlive the visitor.
  static Result<std::unique_ptr<BlobVisitor>> create(const ScanContext& context,
                                                     const DeltaForest& forest,
                                                     WalkProgress& progress,
                                                     bool notes_archives = false);

  CarriedStateRef visit(const DecodedObject& object) override;
  CarriedStateRef visit_again(const DecodedObject& object) override;
  void fail(NodeNumber node, const Error& error) override;

  [[nodiscard]] TextScanner& text_scanner() { return scanner_; }

  std::vector<BlobHit> found;
  // Blobs whose hits may be others at some paths (ScanContext::path_has_a_say): those with matches
  // of rules that look at that, and those in UTF-16 and UTF-32. `found` has them without a path.
  std::vector<NodeNumber> undecided;
  // Blobs that are archives, which are opened when their paths are known.
  std::vector<ArchiveBlob> archives;
  std::vector<NodeDrops> drops;
  std::vector<FailedObject> failed;  // could not be read, or not scanned
  std::uint64_t blobs = 0;
  std::uint64_t bytes = 0;
  // Where it is noted what was scanned, by node: bytes and one. May be null.
  std::vector<std::uint64_t>* scanned = nullptr;

 private:
  BlobVisitor(const DeltaForest& forest, WalkProgress& progress, TextScanner scanner,
              bool notes_archives)
      : forest_(forest),
        progress_(progress),
        scanner_(std::move(scanner)),
        notes_archives_(notes_archives) {}
  Status search(const DecodedObject& object, bool& is_transcoded);
  [[nodiscard]] std::string place_of(NodeNumber node) const;
  Status scan(const DecodedObject& object, bool& is_transcoded);
  [[nodiscard]] CarriedStateRef state_of(const DecodedObject& object, bool is_transcoded);
  [[nodiscard]] bool looks_at_origin() const;  // some match in matches_
  void keep(NodeNumber node, std::string_view bytes);

  const DeltaForest& forest_;
  WalkProgress& progress_;
  TextScanner scanner_;
  bool notes_archives_;
  SearchedText matches_;
  std::vector<TextHit> hits_;
};

}  // namespace keyhound
