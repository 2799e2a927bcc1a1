// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/range_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <unordered_map>

#include "scanner/git/head_tree.h"
#include "scanner/git/history.h"
#include "scanner/scan/archive_scan.h"
#include "scanner/scan/definition_files.h"
#include "scanner/scan/history_map.h"
#include "scanner/scan/object_scanner.h"
#include "scanner/scan/open_repository.h"
#include "scanner/scan/parallel.h"
#include "scanner/scan/range_filter.h"

namespace keyhound {
namespace {

constexpr std::size_t kBlobGrain = 64;
constexpr std::size_t kPathGrain = 4096;
constexpr std::uint32_t kTagOrder = FoundOccurrence::kNotCommitted - 1;

// The state of one scan; the steps below fill and use it from top to bottom.
struct RangeScan {
  const ScanContext& context;
  const ScanRequest& request;
  const Repository& repository;
  ScanOutput& output;
  std::size_t threads;
  WorkerSlots<ObjectScanner> workers;
  std::unique_ptr<ObjectReader> reader;
  History history;
  HistoryMap map;
  HeadTree head;
  std::vector<std::pair<ObjectId, TextHit>> message_hits;  // by commit
  std::atomic<std::uint64_t> done = 0;
  ObjectId tip = {};  // of a range that ends elsewhere than at HEAD; else null

  void report(std::string_view phase, std::uint64_t more, std::uint64_t total) {
    done += more;
    if (request.progress != nullptr) request.progress->on_progress(phase, done, total);
  }
};

bool is_partial_scope(const ScanRequest& request) {
  return request.mode == ScanMode::kRange || request.mode == ScanMode::kSince;
}

Result<std::vector<ObjectId>> ids_of(const std::vector<std::string>& texts) {
  std::vector<ObjectId> ids;
  for (const std::string& text : texts) {
    const auto id = ObjectId::from_hex(text);
    if (!id) return fail(ErrorKind::kUsage, fmt::format("'{}' is not the id of an object", text));
    ids.push_back(*id);
  }
  return ids;
}

Result<HistoryScope> scope_of(const ScanRequest& request, const Repository& repository) {
  HistoryScope scope;
  if (!request.tips.empty()) {
    KEYHOUND_TRY(scope.tips, ids_of(request.tips));
    KEYHOUND_TRY(scope.hidden, ids_of(request.hidden));
  } else if (request.mode == ScanMode::kRange) {
    KEYHOUND_TRY(scope, range_scope(repository, request.revision));
  } else if (request.mode == ScanMode::kSince) {
    KEYHOUND_TRY(scope, since_scope(repository, request.revision));
  }
  scope.include_reflogs = request.unreachable;
  return scope;
}

CommitInfo commit_info(const History& history, std::uint32_t index) {
  if (index >= history.commits.size()) return {};
  const CommitRecord& commit = history.commits[index];
  const Person& author = history.people[commit.author];
  return {commit.id.hex(), author.name, author.email, commit.committed};
}

// Reads commits and tags; their messages are scanned while they are at hand.
Status read_commits(RangeScan& scan) {
  KEYHOUND_TRY(const HistoryScope scope, scope_of(scan.request, scan.repository));
  if (!scope.tips.empty() && scope.tips.front() != scan.repository.head())
    scan.tip = scope.tips.front();
  ObjectScanner* worker = scan.workers.get(0);
  if (worker == nullptr) return scan.workers.status();
  scan.history = read_history(scan.repository, *scan.reader, scope, [&](const CommitText& text) {
    const auto keep = [&](LocationPart part, std::uint64_t lines_before) {
      return [&scan, &text, part, lines_before](const TextHit& hit) {
        scan.message_hits.emplace_back(text.id, hit);
        scan.message_hits.back().second.path = static_cast<std::uint32_t>(part);
        move_down(scan.message_hits.back().second, lines_before);
      };
    };
    const auto& in_message = worker->scan_bytes(text.message, kMessageOrigin, "commit message");
    std::for_each(in_message.begin(), in_message.end(), keep(LocationPart::kCommitMessage, 0));
    const auto& in_headers = worker->scan_bytes(text.headers.text, kMessageOrigin, "commit header");
    std::for_each(in_headers.begin(), in_headers.end(),
                  keep(LocationPart::kCommitHeader, text.headers.lines_before));
  });
  scan.output.statistics.commits += scan.history.commits.size();
  scan.output.add(std::move(scan.history.diagnostics));
  return {};
}

void add_message_hits(RangeScan& scan) {
  std::unordered_map<ObjectId, std::uint32_t> numbers;
  if (!scan.message_hits.empty()) {
    for (std::uint32_t i = 0; i < scan.history.commits.size(); ++i)
      numbers.emplace(scan.history.commits[i].id, i);
  }
  for (auto& [id, hit] : scan.message_hits) {
    const auto number = numbers.find(id);
    if (number == numbers.end()) continue;
    Occurrence occurrence;
    occurrence.location = {"", static_cast<LocationPart>(hit.path), hit.start, hit.end};
    occurrence.commit = commit_info(scan.history, number->second);
    occurrence.in_head = scan.history.commits[number->second].in_head;
    occurrence.reachable = scan.history.commits[number->second].reachable;
    scan.output.collector.add({share(std::move(hit)), std::move(occurrence), number->second});
  }
}

void scan_tags(RangeScan& scan, ObjectScanner& worker) {
  for (const AnnotatedTag& tag : scan.history.tags) {
    for (const TextHit& hit : worker.scan_bytes(tag.message, kMessageOrigin, "tag message")) {
      Occurrence occurrence;
      occurrence.location = {"", LocationPart::kTagMessage, hit.start, hit.end};
      occurrence.blob = tag.id.hex();
      if (tag.target_type == ObjectType::kCommit) occurrence.commit.id = tag.target.hex();
      occurrence.commit.author = tag.tagger.name;
      occurrence.commit.author_email = tag.tagger.email;
      occurrence.commit.committed = tag.tagged;
      worker.found.push_back({share(hit), std::move(occurrence), kTagOrder});
    }
  }
}

Occurrence occurrence_of(const RangeScan& scan, const BlobEvent& event, const TextHit& hit) {
  const std::string& path = scan.map.paths[event.path];
  Occurrence occurrence;
  occurrence.location = location_of(hit, path, LocationPart::kContent);
  occurrence.blob = event.blob.hex();
  occurrence.commit = commit_info(scan.history, event.commit);
  occurrence.in_head = scan.head.holds(path, event.blob);
  occurrence.reachable =
      event.commit >= scan.history.commits.size() || scan.history.commits[event.commit].reachable;
  return occurrence;
}

void scan_group(RangeScan& scan, ObjectScanner& worker, const BlobGroup& group) {
  const BlobEvent* begin = scan.map.events.data() + group.begin;
  const BlobEvent* end = scan.map.events.data() + group.end;
  std::vector<std::uint32_t> numbers;
  for (const BlobEvent* event = begin; event != end; ++event) numbers.push_back(event->path);
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  std::vector<std::string_view> paths;
  for (const std::uint32_t number : numbers) paths.emplace_back(scan.map.paths[number]);
  const std::string commit = begin->commit < scan.history.commits.size()
                                 ? scan.history.commits[begin->commit].id.hex()
                                 : "";
  for (const TextHit& hit :
       worker.scan_blob(begin->blob, {paths, commit}, fmt::format("blob of {}", paths.front()))) {
    for (const BlobEvent* event = begin; event != end; ++event) {
      if (event->path != numbers[hit.path]) continue;
      worker.found.push_back({share(hit), occurrence_of(scan, *event, hit), event->commit});
    }
  }
}

void scan_blobs(RangeScan& scan) {
  scan.done = 0;
  run_parallel(scan.map.blobs.size(), kBlobGrain, scan.threads,
               [&scan](std::size_t slot, std::size_t begin, std::size_t end) {
                 ObjectScanner* worker = scan.workers.get(slot);
                 if (worker == nullptr) return;
                 for (std::size_t i = begin; i < end; ++i)
                   scan_group(scan, *worker, scan.map.blobs[i]);
                 scan.report("blobs", end - begin, scan.map.blobs.size());
               });
}

// File names may hold tokens too; one that does is reported at the commit that first had it.
void scan_paths(RangeScan& scan) {
  std::vector<const BlobEvent*> first(scan.map.paths.size(), nullptr);
  for (const BlobEvent& event : scan.map.events) {
    const BlobEvent*& known = first[event.path];
    if (known == nullptr || event.commit < known->commit) known = &event;
  }
  run_parallel(first.size(), kPathGrain, scan.threads,
               [&](std::size_t slot, std::size_t begin, std::size_t end) {
                 ObjectScanner* worker = scan.workers.get(slot);
                 if (worker == nullptr) return;
                 for (std::size_t i = begin; i < end; ++i) {
                   const std::string_view path = scan.map.paths[i];
                   for (const TextHit& hit : worker->scan_bytes(path, name_origin(path), "path")) {
                     Occurrence occurrence = occurrence_of(scan, *first[i], hit);
                     occurrence.location.part = LocationPart::kPath;
                     occurrence.in_head = !scan.head.blob_at(scan.map.paths[i]).is_null();
                     worker->found.push_back({share(hit), std::move(occurrence), first[i]->commit});
                   }
                 }
               });
}

void drop_what_was_there_before(RangeScan& scan) {
  if (!is_partial_scope(scan.request)) return;
  ObjectScanner* worker = scan.workers.get(0);
  if (worker == nullptr) return;
  std::vector<FoundOccurrence> found;
  for (ObjectScanner* one : scan.workers.all()) {
    std::move(one->found.begin(), one->found.end(), std::back_inserter(found));
    one->found.clear();
  }
  scan.output.collector.add(keep_introduced(scan.map, std::move(found), *worker));
  worker->comments().take();  // those of older versions
}

// Those that the range changes, as they are at its end.
void read_changed_definitions(RangeScan& scan, OpenRepository& opened) {
  std::vector<std::string> changed = scan.map.paths;
  std::sort(changed.begin(), changed.end());
  if (scan.tip.is_null()) {
    read_head_definitions(scan.request, opened, &changed, scan.output);
  } else {
    read_commit_definitions(scan.request, opened, scan.tip, &changed, scan.output);
  }
}

}  // namespace

Status scan_range(const ScanContext& context, const ScanRequest& request, OpenRepository& opened,
                  ScanOutput& output) {
  const std::size_t threads = thread_count(request.threads);
  const PackSet& packs = opened.packs(output.diagnostics);
  RangeScan scan{context,
                 request,
                 opened.repository(),
                 output,
                 threads,
                 WorkerSlots<ObjectScanner>(
                     threads,
                     [&]() -> Result<std::unique_ptr<ObjectScanner>> {
                       KEYHOUND_TRY(auto scanner, ObjectScanner::create(context, packs,
                                                                        request.archive_limits()));
                       if (is_partial_scope(request)) scanner->comments().keep();
                       return scanner;
                     }),
                 make_pack_reader(packs),
                 {},
                 {},
                 {},
                 {}};
  KEYHOUND_TRY_STATUS(read_commits(scan));
  KEYHOUND_TRY(scan.map, map_history(packs, scan.history, threads, request.progress));
  output.add(std::move(scan.map.diagnostics));
  scan.head = HeadTree::read(opened.repository(), *scan.reader, output.diagnostics);
  add_message_hits(scan);
  scan_blobs(scan);
  scan_paths(scan);
  for (ObjectScanner* worker : scan.workers.all()) output.comments.add(worker->comments().take());
  const bool names_tags = !is_partial_scope(request) || !request.tips.empty();
  if (ObjectScanner* worker = scan.workers.get(0); worker != nullptr && names_tags)
    scan_tags(scan, *worker);
  drop_what_was_there_before(scan);
  if (request.checks_pipelines) read_changed_definitions(scan, opened);
  KEYHOUND_TRY_STATUS(scan.workers.status());
  for (ObjectScanner* worker : scan.workers.all()) output.absorb(*worker);
  return {};
}

}  // namespace keyhound
