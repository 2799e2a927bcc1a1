// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/history_map.h"

#include <algorithm>
#include <atomic>
#include <tuple>

#include "scanner/git/pack/pack_reader.h"
#include "scanner/git/tree_diff.h"
#include "scanner/scan/parallel.h"

namespace keyhound {
namespace {

constexpr std::size_t kCommitGrain = 256;  // neighbours share trees, so ranges should be long

// One thread's part of the map, with path numbers of its own.
struct MapWorker {
  std::unique_ptr<ObjectReader> reader;
  IntroductionFinder finder;
  std::unordered_map<std::string, std::uint32_t> path_numbers;
  std::vector<BlobEvent> events;

  explicit MapWorker(const PackSet& packs) : reader(make_pack_reader(packs)), finder(*reader) {}

  void add(std::string_view path, const ObjectId& blob, const ObjectId& previous,
           std::uint32_t commit) {
    const auto number = static_cast<std::uint32_t>(path_numbers.size());
    const auto place = path_numbers.try_emplace(std::string(path), number).first;
    events.push_back({blob, previous, commit, place->second});
  }
};

// Blobs that refs and tags name without a commit.
void add_direct_objects(const History& history, MapWorker& worker) {
  for (const DirectObject& object : history.direct) {
    if (object.type == ObjectType::kBlob) {
      worker.add(object.referrer, object.id, {}, BlobEvent::kNoCommit);
    } else if (object.type == ObjectType::kTree) {
      worker.finder.compare(object.id, {}, [&worker](const Introduction& entry) {
        worker.add(entry.path, entry.blob, {}, BlobEvent::kNoCommit);
      });
    }
  }
}

// Moves a worker's events into the map, with the map's path numbers.
void merge_worker(MapWorker& worker, std::unordered_map<std::string, std::uint32_t>& path_numbers,
                  HistoryMap& map) {
  std::vector<std::uint32_t> renumbered(worker.path_numbers.size());
  for (auto& [path, number] : worker.path_numbers) {
    const auto next = static_cast<std::uint32_t>(map.paths.size());
    const auto [place, is_new] = path_numbers.try_emplace(path, next);
    if (is_new) map.paths.push_back(path);
    renumbered[number] = place->second;
  }
  for (BlobEvent event : worker.events) {
    event.path = renumbered[event.path];
    map.events.push_back(event);
  }
  for (Diagnostic& diagnostic : worker.finder.take_diagnostics()) {
    map.diagnostics.push_back(std::move(diagnostic));
  }
}

// Groups the events by blob and puts blobs of the same path next to each other, newest first: that
// is how packs chain their deltas, so what a reader has cached helps with the next one.
void group_blobs(HistoryMap& map) {
  std::sort(map.events.begin(), map.events.end(), [](const BlobEvent& a, const BlobEvent& b) {
    return std::tie(a.blob, a.commit, a.path) < std::tie(b.blob, b.commit, b.path);
  });
  for (std::uint32_t i = 0; i < map.events.size();) {
    std::uint32_t end = i + 1;
    while (end < map.events.size() && map.events[end].blob == map.events[i].blob) ++end;
    map.blobs.push_back({i, end});
    i = end;
  }
  std::sort(map.blobs.begin(), map.blobs.end(), [&map](const BlobGroup& a, const BlobGroup& b) {
    const BlobEvent& first_a = map.events[a.begin];
    const BlobEvent& first_b = map.events[b.begin];
    return std::tie(first_a.path, first_b.commit, first_a.blob) <
           std::tie(first_b.path, first_a.commit, first_b.blob);
  });
}

}  // namespace

bool HistoryMap::holds(const ObjectId& blob) const {
  const auto place =
      std::lower_bound(events.begin(), events.end(), blob,
                       [](const BlobEvent& event, const ObjectId& id) { return event.blob < id; });
  return place != events.end() && place->blob == blob;
}

Result<HistoryMap> map_history(const PackSet& packs, const History& history, std::size_t threads,
                               ProgressListener* progress) {
  WorkerSlots<MapWorker> workers(threads, [&packs]() -> Result<std::unique_ptr<MapWorker>> {
    return std::make_unique<MapWorker>(packs);
  });
  std::atomic<std::uint64_t> done = 0;
  const std::size_t count = history.commits.size();
  run_parallel(
      count, kCommitGrain, threads, [&](std::size_t slot, std::size_t begin, std::size_t end) {
        MapWorker* worker = workers.get(slot);
        if (worker == nullptr) return;
        for (std::size_t i = begin; i < end; ++i) {
          worker->finder.find(history, history.commits[i], [worker, i](const Introduction& entry) {
            worker->add(entry.path, entry.blob, entry.previous, static_cast<std::uint32_t>(i));
          });
        }
        done += end - begin;
        if (progress != nullptr) progress->on_progress("history", done, count);
      });
  if (MapWorker* worker = history.direct.empty() ? nullptr : workers.get(0)) {
    add_direct_objects(history, *worker);
  }
  KEYHOUND_TRY_STATUS(workers.status());
  HistoryMap map;
  std::unordered_map<std::string, std::uint32_t> path_numbers;
  for (MapWorker* worker : workers.all()) merge_worker(*worker, path_numbers, map);
  group_blobs(map);
  return map;
}

}  // namespace keyhound
