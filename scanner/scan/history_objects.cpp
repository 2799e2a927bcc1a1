// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/history_objects.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "scanner/decode/archive_format.h"
#include "scanner/git/pack/pack_reader.h"
#include "scanner/scan/large_objects.h"

namespace keyhound {
namespace {

template <class T>
void append(std::vector<T>& to, std::vector<T>& from) {
  if (to.empty()) {
    to.swap(from);
  } else {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  }
  from.clear();
}

template <class T>
void sort_by_node(std::vector<T>& items) {
  std::stable_sort(items.begin(), items.end(),
                   [](const T& a, const T& b) { return a.node < b.node; });
}

double seconds(std::uint64_t nanoseconds) { return static_cast<double>(nanoseconds) / 1e9; }

}  // namespace

HistoryObjects::HistoryObjects(const ScanContext& context, const ScanRequest& request,
                               const PackSet& packs)
    : context_(context),
      request_(request),
      crew_(crew_of_slots(thread_count(request.threads))),
      forest_(packs, !request.state_file.empty(), crew_),
      reader_(make_pack_reader(packs)),
      slots_(thread_count(request.threads)),
      budget_(request.memory_limit, request.memory_limit / 2),
      walk_(forest_, budget_, slots_) {
  walk_.measure(request.with_timings);
  if (!request.state_file.empty()) {
    forest_.index_ids();
    known_ = std::make_unique<KnownObjects>(context, request, forest_);
  }
  progress_.listener = request.progress;
  progress_.phase = "blobs";
  for (NodeNumber n = 0; n < forest_.size(); ++n) {
    const bool is_left_out = known_ && known_->left_out()[n];
    if (forest_.node(n).type == ObjectType::kBlob && !is_left_out) ++progress_.total;
  }
  list_large_blobs();
  for (const BrokenNode& broken : forest_.broken())
    failed.push_back({broken.node, {ErrorKind::kCorrupt, broken.reason}});
}

// What could not be decoded in its place may be stored in another; the reader knows. What is too
// large stays so: it is read only where another place may hold it without a base that is too large.
template <class Visitor>
void HistoryObjects::retry(std::vector<FailedObject> failures, Visitor& visitor) {
  for (FailedObject& one : failures) {
    const ObjectId id = forest_.id(one.node);
    const bool is_limit = one.error.kind == ErrorKind::kLimit;
    Result<ObjectData> again = fail(one.error);
    if (!is_limit || forest_.packs().find(id, 1)) again = reader_->read(id, budget_.most());
    if (again && (again->type == ObjectType::kBlob) == std::is_same_v<Visitor, BlobVisitor> &&
        again->type != ObjectType::kTree) {
      visitor.visit({one.node, again->type, again->bytes, nullptr, {}, false});
    } else {
      if (is_limit) one.error.message += "; scan with a --memory-limit of more than twice its size";
      failed.push_back(std::move(one));
    }
  }
}

void HistoryObjects::list_large_blobs() {
  for (const NodeNumber root : forest_.roots(ObjectType::kBlob)) {
    if (forest_.node(root).size > budget_.most()) large_.push_back(root);
  }
  std::stable_sort(large_.begin(), large_.end(), [this](NodeNumber a, NodeNumber b) {
    return forest_.id_bytes(a) < forest_.id_bytes(b);
  });
}

std::span<const NodeNumber> HistoryObjects::large_copies(NodeNumber blob) const {
  const auto [begin, end] = std::equal_range(
      large_.begin(), large_.end(), blob,
      [this](NodeNumber a, NodeNumber b) { return forest_.id_bytes(a) < forest_.id_bytes(b); });
  return {begin, end};
}

// False: no copy of the object can be read; `one.error` says why. Where its path has a say it is
// scanned once more when that is known, so it goes to the undecided.
bool HistoryObjects::scan_in_pieces(FailedObject& one, BlobVisitor& visitor) {
  constexpr std::string_view kNoPath[] = {""};
  const NodeNumber node = forest_.find(forest_.id_bytes(one.node));
  const auto copies = large_copies(one.node);
  std::vector<TextHit> hits;
  const std::uint64_t dated = visitor.text_scanner().comments().dated();
  const Status status =
      scan_large_object(visitor.text_scanner(), forest_, copies, {kNoPath, {}}, hits);
  for (TextHit& hit : hits) visitor.found.push_back({node, share(std::move(hit))});
  append_drops(node, visitor.text_scanner().take_drops(), visitor.drops);
  if (!status) {
    one.error = status.error();
    return false;
  }
  const std::uint64_t size = forest_.node(copies.front()).size;
  visitor.undecided.push_back(node);
  if (request_.archives &&
      archive_format(object_beginning(forest_, copies.front(), kArchiveSample)))
    visitor.archives.push_back({node, size});
  const bool is_lasting = visitor.text_scanner().comments().dated() == dated;
  if (known_ && is_lasting) known_->scanned()[node] = size + 1;
  ++visitor.blobs;
  visitor.bytes += size;
  return true;
}

// Takes the blobs that are stored whole but too large to be held out of `failures`, and what stands
// there of other copies of those that could be scanned.
void HistoryObjects::scan_large_blobs(std::vector<FailedObject>& failures,
                                      WorkerSlots<BlobVisitor>& visitors) {
  std::unordered_set<std::string_view> seen;
  std::vector<FailedObject> large;
  std::erase_if(failures, [&](FailedObject& one) {
    if (one.error.kind != ErrorKind::kLimit || large_copies(one.node).empty()) return false;
    if (seen.insert(forest_.id_bytes(one.node)).second) large.push_back(std::move(one));
    return true;
  });
  std::vector<char> is_scanned(large.size());
  run_parallel(large.size(), 1, slots_, [&](std::size_t slot, std::size_t begin, std::size_t end) {
    BlobVisitor* visitor = visitors.get(slot);
    for (std::size_t i = begin; visitor != nullptr && i < end; ++i)
      is_scanned[i] = scan_in_pieces(large[i], *visitor) ? 1 : 0;
  });
  std::unordered_set<std::string_view> scanned;
  for (std::size_t i = 0; i < large.size(); ++i) {
    if (is_scanned[i] != 0) {
      scanned.insert(forest_.id_bytes(large[i].node));
    } else {
      failed.push_back(std::move(large[i]));
    }
  }
  std::erase_if(failures, [&](const FailedObject& one) {
    return scanned.contains(forest_.id_bytes(one.node));
  });
}

// An object that was scanned twice, since it could not be read at first, counts once: by the scan
// that saw more.
void HistoryObjects::settle_drops() {
  const auto key = [](const NodeDrops& one) { return std::pair(one.node, one.reason); };
  std::sort(drops.begin(), drops.end(), [&key](const NodeDrops& a, const NodeDrops& b) {
    return key(a) != key(b) ? key(a) < key(b) : a.count > b.count;
  });
  drops.erase(std::unique(drops.begin(), drops.end(),
                          [&key](const auto& a, const auto& b) { return key(a) == key(b); }),
              drops.end());
}

Status HistoryObjects::scan_messages() {
  WorkerSlots<MessageVisitor> visitors(slots_, [this] { return MessageVisitor::create(context_); });
  const auto visitor_of = [&](std::size_t slot) {
    MessageVisitor* visitor = visitors.get(slot);
    if (visitor != nullptr) visitor->text_scanner().measure(request_.with_timings);
    if (visitor != nullptr) visitor->scanned = scanned();
    return visitor;
  };
  if (!known_) walk_.do_beside([this] { forest_.index_ids(); });
  walk_.run(ObjectType::kCommit, visitor_of, left_out());
  walk_.run(ObjectType::kTag, visitor_of, left_out());
  KEYHOUND_TRY_STATUS(visitors.status());
  std::vector<FailedObject> failures;
  for (MessageVisitor* visitor : visitors.all()) append(failures, visitor->failed);
  if (MessageVisitor* visitor = failures.empty() ? nullptr : visitors.get(0)) {
    retry(std::move(failures), *visitor);
    append(failed, visitor->failed);
  }
  for (MessageVisitor* visitor : visitors.all()) {
    append(message_hits, visitor->found);
    append(drops, visitor->drops);
    statistics.bytes += visitor->bytes;
    timings.trigger += seconds(visitor->text_scanner().timings().trigger);
    timings.confirm += seconds(visitor->text_scanner().timings().confirm);
    timings.decode += seconds(visitor->text_scanner().decode_time());
    has_undecoded = has_undecoded || visitor->text_scanner().undecoded() > 0;
  }
  if (known_) known_->recall_messages(message_hits, statistics);
  settle_drops();
  message_visitors_ = visitors.take();
  sort_by_node(message_hits);
  return {};
}

std::vector<CommitBatch*> HistoryObjects::commits() {
  std::vector<CommitBatch*> batches;
  for (const auto& visitor : message_visitors_) {
    if (visitor) batches.push_back(&visitor->commits);
  }
  if (known_) batches.push_back(&known_->commits());
  return batches;
}

Status HistoryObjects::scan_blobs() {
  WorkerSlots<BlobVisitor> visitors(slots_, [this] {
    return BlobVisitor::create(context_, forest_, progress_, request_.archives.has_value());
  });
  const auto visitor_of = [&](std::size_t slot) {
    BlobVisitor* visitor = visitors.get(slot);
    if (visitor != nullptr) visitor->text_scanner().measure(request_.with_timings);
    if (visitor != nullptr) visitor->scanned = scanned();
    return visitor;
  };
  walk_.run(ObjectType::kBlob, visitor_of, left_out());
  KEYHOUND_TRY_STATUS(visitors.status());
  std::vector<FailedObject> failures;
  for (const FailedObject& broken : failed) {
    if (forest_.node(broken.node).type == ObjectType::kBlob) failures.push_back(broken);
  }
  std::erase_if(failed, [this](const FailedObject& one) {
    return forest_.node(one.node).type == ObjectType::kBlob;
  });
  for (BlobVisitor* visitor : visitors.all()) append(failures, visitor->failed);
  scan_large_blobs(failures, visitors);
  KEYHOUND_TRY_STATUS(visitors.status());
  if (BlobVisitor* visitor = failures.empty() ? nullptr : visitors.get(0)) {
    retry(std::move(failures), *visitor);
  }
  for (BlobVisitor* visitor : visitors.all()) {
    append(failed, visitor->failed);
    append(blob_hits, visitor->found);
    append(drops, visitor->drops);
    append(undecided, visitor->undecided);
    append(archives, visitor->archives);
    statistics.blobs += visitor->blobs;
    statistics.bytes += visitor->bytes;
    timings.trigger += seconds(visitor->text_scanner().timings().trigger);
    timings.confirm += seconds(visitor->text_scanner().timings().confirm);
    timings.decode += seconds(visitor->text_scanner().decode_time());
    has_undecoded = has_undecoded || visitor->text_scanner().undecoded() > 0;
  }
  if (known_) {
    known_->recall_blobs(*this);
    known_->recall_drops(drops);
  }
  settle_drops();
  sort_by_node(blob_hits);
  std::sort(undecided.begin(), undecided.end());
  undecided.erase(std::unique(undecided.begin(), undecided.end()), undecided.end());
  sort_by_node(archives);
  timings.inflate = seconds(walk_.timings().inflate);
  timings.delta = seconds(walk_.timings().delta);
  return {};
}

TreeIndex HistoryObjects::read_trees(const WantedNodes& wanted) {
  std::vector<std::unique_ptr<TreeVisitor>> visitors(slots_);
  walk_.run(ObjectType::kTree, [&](std::size_t slot) {
    if (!visitors[slot]) visitors[slot] = std::make_unique<TreeVisitor>(forest_, wanted);
    return visitors[slot].get();
  });
  std::vector<TreeVisitor*> made;
  for (const auto& visitor : visitors) {
    if (visitor) made.push_back(visitor.get());
  }
  return TreeIndex::merge(forest_, made);
}

}  // namespace keyhound
