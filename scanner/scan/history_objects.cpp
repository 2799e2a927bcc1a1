// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/history_objects.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "scanner/git/pack/pack_reader.h"
#include "scanner/scan/large_objects.h"

namespace keyhound {
namespace {

template <class T>
void append(std::vector<T>& to, std::vector<T>& from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
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
      forest_(packs),
      reader_(make_pack_reader(packs)),
      slots_(thread_count(request.threads)),
      budget_(request.memory_limit, request.memory_limit / 2),
      walk_(forest_, budget_, slots_) {
  walk_.measure(request.with_timings);
  progress_.listener = request.progress;
  progress_.phase = "blobs";
  for (NodeNumber n = 0; n < forest_.size(); ++n) {
    if (forest_.node(n).type == ObjectType::kBlob) ++progress_.total;
  }
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

// Scans one of `copies`, which all are the same object, in pieces. Its path is not known yet: where
// a rule's allowlist asks for it, a credential too many is better than one too few.
bool HistoryObjects::scan_in_pieces(std::span<FailedObject> copies, BlobVisitor& visitor) {
  constexpr std::string_view kNoPath[] = {""};
  std::vector<TextHit> hits;
  std::vector<TextHit> best;
  Status status;
  for (FailedObject& copy : copies) {
    status = scan_large_object(visitor.text_scanner(), forest_, copy.node, {kNoPath, {}}, hits);
    if (status || hits.size() > best.size()) best.swap(hits);
    if (status) break;
    copy.error = status.error();
  }
  const NodeNumber node = forest_.find(forest_.id_bytes(copies.front().node));
  for (TextHit& hit : best) visitor.found.push_back({node, std::move(hit)});
  if (status) {
    ++visitor.blobs;
    visitor.bytes += forest_.node(copies.front().node).size;
  } else {
    visitor.failed.push_back(std::move(copies.front()));
  }
  return status.has_value();
}

// Takes the blobs that are stored whole but too large to be held out of `failures`, and what stands
// there of other copies of those that could be scanned.
void HistoryObjects::scan_large_blobs(std::vector<FailedObject>& failures,
                                      WorkerSlots<BlobVisitor>& visitors) {
  const auto others =
      std::stable_partition(failures.begin(), failures.end(), [this](const FailedObject& one) {
        return one.error.kind == ErrorKind::kLimit && forest_.node(one.node).base == kNoNode;
      });
  std::vector<FailedObject> large(std::make_move_iterator(failures.begin()),
                                  std::make_move_iterator(others));
  failures.erase(failures.begin(), others);
  const auto by_id = [this](const FailedObject& a, const FailedObject& b) {
    return forest_.id_bytes(a.node) < forest_.id_bytes(b.node);
  };
  std::stable_sort(large.begin(), large.end(), by_id);
  std::vector<std::span<FailedObject>> objects;
  for (auto one = large.begin(); one != large.end();) {
    const auto end = std::upper_bound(one, large.end(), *one, by_id);
    objects.emplace_back(one, end);
    one = end;
  }
  std::vector<char> is_scanned(objects.size());
  run_parallel(objects.size(), 1, slots_,
               [&](std::size_t slot, std::size_t begin, std::size_t end) {
                 BlobVisitor* visitor = visitors.get(slot);
                 for (std::size_t i = begin; visitor != nullptr && i < end; ++i)
                   is_scanned[i] = scan_in_pieces(objects[i], *visitor) ? 1 : 0;
               });
  std::unordered_set<std::string_view> scanned;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (is_scanned[i] != 0) scanned.insert(forest_.id_bytes(objects[i].front().node));
  }
  std::erase_if(failures, [&](const FailedObject& one) {
    return scanned.contains(forest_.id_bytes(one.node));
  });
}

Status HistoryObjects::scan_messages() {
  WorkerSlots<MessageVisitor> visitors(slots_, [this] { return MessageVisitor::create(context_); });
  const auto visitor_of = [&](std::size_t slot) {
    MessageVisitor* visitor = visitors.get(slot);
    if (visitor != nullptr) visitor->text_scanner().measure(request_.with_timings);
    return visitor;
  };
  walk_.run(ObjectType::kCommit, visitor_of);
  walk_.run(ObjectType::kTag, visitor_of);
  KEYHOUND_TRY_STATUS(visitors.status());
  std::vector<FailedObject> failures;
  for (MessageVisitor* visitor : visitors.all()) append(failures, visitor->failed);
  if (MessageVisitor* visitor = failures.empty() ? nullptr : visitors.get(0)) {
    retry(std::move(failures), *visitor);
    append(failed, visitor->failed);
  }
  for (MessageVisitor* visitor : visitors.all()) {
    append(message_hits, visitor->found);
    statistics.bytes += visitor->bytes;
    timings.trigger += seconds(visitor->text_scanner().timings().trigger);
    timings.confirm += seconds(visitor->text_scanner().timings().confirm);
  }
  message_visitors_ = visitors.take();
  sort_by_node(message_hits);
  return {};
}

std::vector<CommitBatch*> HistoryObjects::commits() {
  std::vector<CommitBatch*> batches;
  for (const auto& visitor : message_visitors_) {
    if (visitor) batches.push_back(&visitor->commits);
  }
  return batches;
}

Status HistoryObjects::scan_blobs() {
  WorkerSlots<BlobVisitor> visitors(
      slots_, [this] { return BlobVisitor::create(context_, forest_, progress_); });
  walk_.run(ObjectType::kBlob, [&](std::size_t slot) {
    BlobVisitor* visitor = visitors.get(slot);
    if (visitor != nullptr) visitor->text_scanner().measure(request_.with_timings);
    return visitor;
  });
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
    append(undecided, visitor->undecided);
    statistics.blobs += visitor->blobs;
    statistics.bytes += visitor->bytes;
    timings.trigger += seconds(visitor->text_scanner().timings().trigger);
    timings.confirm += seconds(visitor->text_scanner().timings().confirm);
  }
  sort_by_node(blob_hits);
  std::sort(undecided.begin(), undecided.end());
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
