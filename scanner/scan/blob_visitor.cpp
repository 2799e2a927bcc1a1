// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/blob_visitor.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "scanner/decode/archive_format.h"
#include "scanner/decode/text_encoding.h"
#include "scanner/git/object_hash.h"
#include "scanner/scan/text_stream.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kProgressStep = 256;
constexpr std::string_view kNoPath[] = {""};

// The matches of a blob that is scanned as it is, without transcoding.
class BlobState final : public CarriedState {
 public:
  explicit BlobState(SearchedText held) : matches(std::move(held)) {}
  [[nodiscard]] std::size_t memory() const override { return sizeof *this + matches.memory(); }

  const SearchedText matches;
};

const BlobState* base_of(const DecodedObject& object) {
  return static_cast<const BlobState*>(object.base);
}

// What detect_encoding() looks at came from the base, which was taken as it is.
bool begins_like_base(const DecodedObject& object) {
  if (object.base == nullptr || object.copied.empty()) return false;
  const CopiedRange& first = object.copied.front();
  return first.begin == 0 && first.base_begin == 0 && first.size >= kEncodingSample;
}

}  // namespace

NodeDrops NodeDrops::of(NodeNumber node, DropReason reason, std::uint64_t count) {
  return {node, reason, static_cast<std::uint32_t>(std::min<std::uint64_t>(count, kMost)) & kMost};
}

void append_drops(NodeNumber node, const DropCounts& counts, std::vector<NodeDrops>& drops) {
  for (std::size_t i = 0; i < kDropReasons; ++i) {
    if (counts[i] > 0) drops.push_back(NodeDrops::of(node, static_cast<DropReason>(i), counts[i]));
  }
}

Result<std::unique_ptr<BlobVisitor>> BlobVisitor::create(const ScanContext& context,
                                                         const DeltaForest& forest,
                                                         WalkProgress& progress,
                                                         bool notes_archives) {
  KEYHOUND_TRY(TextScanner scanner, TextScanner::create(context));
  return std::unique_ptr<BlobVisitor>(
      new BlobVisitor(forest, progress, std::move(scanner), notes_archives));
}

// Sets matches_, unless the text is transcoded: then it says so.
Status BlobVisitor::search(const DecodedObject& object, bool& is_transcoded) {
  is_transcoded =
      !begins_like_base(object) && detect_encoding(object.bytes) != TextEncoding::kBytes;
  if (is_transcoded) return {};
  if (const BlobState* base = base_of(object))
    return scanner_.find_derived(object.bytes, base->matches, object.copied, matches_);
  return scanner_.find(object.bytes, matches_);
}

// Only who keeps secrets asks where each stood.
std::string BlobVisitor::place_of(NodeNumber node) const {
  const bool is_asked = scanner_.context().settings().keeper != nullptr;
  return is_asked ? forest_.id(node).hex() : std::string();
}

Status BlobVisitor::scan(const DecodedObject& object, bool& is_transcoded) {
  KEYHOUND_TRY_STATUS(search(object, is_transcoded));
  if (!is_transcoded && matches_.empty()) return {};
  const std::string blob = place_of(object.node);
  const TextOrigin origin{kNoPath, {}, {}, true, blob};
  if (is_transcoded) {
    KEYHOUND_TRY_STATUS(scan_text(scanner_, object.bytes, origin, hits_));
    undecided.push_back(object.node);
    if (!hits_.empty()) keep(object.node, object.bytes);
    return {};
  }
  if (looks_at_origin()) undecided.push_back(object.node);
  scanner_.judge(object.bytes, matches_, origin, hits_);
  if (!hits_.empty()) keep(object.node, object.bytes);
  return {};
}

bool BlobVisitor::looks_at_origin() const {
  const auto& [plain, encoded] = matches_;
  return std::any_of(plain.matches.begin(), plain.matches.end(),
                     [this](const Match& match) {
                       return scanner_.context().looks_at_origin(match.rule);
                     }) ||
         std::any_of(encoded.begin(), encoded.end(),
                     [](const EncodedMatches& one) { return one.looks_at_origin; });
}

CarriedStateRef BlobVisitor::visit(const DecodedObject& object) {
  if (++blobs % kProgressStep == 0) progress_.add(kProgressStep);
  bytes += object.bytes.size();
  const std::uint64_t undecoded = scanner_.undecoded();
  const std::uint64_t dated = scanner_.comments().dated();
  bool is_transcoded = false;
  const Status status = scan(object, is_transcoded);
  append_drops(object.node, scanner_.take_drops(), drops);
  if (!status) {
    failed.push_back({object.node, status.error()});
    return nullptr;
  }
  // What was decoded in part is not known to the next scan, so that it says so again; nor is what a
  // comment decided that has an end.
  const bool is_lasting = scanner_.undecoded() == undecoded && scanner_.comments().dated() == dated;
  if (scanned != nullptr && is_lasting) (*scanned)[object.node] = object.bytes.size() + 1;
  if (notes_archives_ && archive_format_of(object.bytes))
    archives.push_back({object.node, object.bytes.size()});
  return state_of(object, is_transcoded);
}

CarriedStateRef BlobVisitor::visit_again(const DecodedObject& object) {
  bool is_transcoded = false;
  if (!search(object, is_transcoded)) return nullptr;  // visit() has said so
  return state_of(object, is_transcoded);
}

CarriedStateRef BlobVisitor::state_of(const DecodedObject& object, bool is_transcoded) {
  if (!object.has_deltas || is_transcoded) return nullptr;
  return std::make_shared<const BlobState>(SearchedText(matches_));
}

void BlobVisitor::fail(NodeNumber node, const Error& error) { failed.push_back({node, error}); }

// An index can name any content; what is reported must be what its id says.
void BlobVisitor::keep(NodeNumber node, std::string_view content) {
  const ObjectId id = forest_.id(node);
  const ObjectId real = hash_object(ObjectType::kBlob, content, id.bytes().size());
  if (real != id) {
    failed.push_back({node, {ErrorKind::kCorrupt, "its content has the id " + real.hex()}});
  }
  for (TextHit& hit : hits_) found.push_back({node, share(std::move(hit))});
}

}  // namespace keyhound
