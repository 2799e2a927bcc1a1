// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/history_objects.h"

#include <algorithm>
#include <utility>

#include "scanner/git/pack/pack_reader.h"

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

// What could not be decoded in its place may be stored in another; the reader knows.
template <class Visitor>
void HistoryObjects::retry(std::vector<FailedObject> failures, Visitor& visitor) {
  for (FailedObject& one : failures) {
    const ObjectId id = forest_.id(one.node);
    const auto again = reader_->read(id);
    if (again && (again->type == ObjectType::kBlob) == std::is_same_v<Visitor, BlobVisitor> &&
        again->type != ObjectType::kTree) {
      visitor.visit({one.node, again->type, again->bytes, nullptr, {}, false});
    } else {
      failed.push_back(std::move(one));
    }
  }
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
  if (BlobVisitor* visitor = failures.empty() ? nullptr : visitors.get(0)) {
    retry(std::move(failures), *visitor);
    append(failed, visitor->failed);
  }
  for (BlobVisitor* visitor : visitors.all()) {
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
