// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/commit_scan.h"

#include <fmt/format.h>

#include <atomic>
#include <map>

#include "scanner/git/head_tree.h"
#include "scanner/scan/archive_scan.h"
#include "scanner/scan/definition_files.h"
#include "scanner/scan/object_scanner.h"
#include "scanner/scan/open_repository.h"
#include "scanner/scan/parallel.h"

namespace keyhound {
namespace {

constexpr std::size_t kBlobGrain = 64;

// A blob with the paths where it stands.
struct TreeBlob {
  ObjectId id;
  std::vector<std::string_view> paths;
};

std::vector<TreeBlob> blobs_of(const HeadTree& tree) {
  std::map<ObjectId, TreeBlob> by_id;
  for (const auto& [path, blob] : tree.files()) {
    TreeBlob& one = by_id[blob];
    one.id = blob;
    one.paths.emplace_back(path);
  }
  std::vector<TreeBlob> blobs;
  blobs.reserve(by_id.size());
  for (auto& [id, blob] : by_id) {
    std::sort(blob.paths.begin(), blob.paths.end());
    blobs.push_back(std::move(blob));
  }
  return blobs;
}

Occurrence occurrence_at(const TextHit& hit, std::string_view path, LocationPart part,
                         const ObjectId& blob) {
  Occurrence occurrence;
  occurrence.location = location_of(hit, std::string(path), part);
  occurrence.blob = blob.hex();
  return occurrence;
}

void scan_one(const TreeBlob& blob, const std::string& commit, ObjectScanner& worker) {
  const TextOrigin origin{blob.paths, commit};
  for (const TextHit& hit :
       worker.scan_blob(blob.id, origin, fmt::format("blob of {}", blob.paths.front()))) {
    const std::string_view path = blob.paths[hit.path];
    worker.found.push_back({share(hit), occurrence_at(hit, path, LocationPart::kContent, blob.id)});
  }
  for (const std::string_view path : blob.paths) {
    for (const TextHit& hit : worker.scan_bytes(path, {{&path, 1}, {}}, "path"))
      worker.found.push_back({share(hit), occurrence_at(hit, path, LocationPart::kPath, blob.id)});
  }
}

}  // namespace

Status scan_commit(const ScanContext& context, const ScanRequest& request, OpenRepository& opened,
                   ScanOutput& output) {
  KEYHOUND_TRY(const ObjectId commit, opened.repository().resolve(request.revision));
  const PackSet& packs = opened.packs(output.diagnostics);
  const auto reader = make_pack_reader(packs);
  const HeadTree tree = HeadTree::read_commit(commit, *reader, output.diagnostics);
  const std::vector<TreeBlob> blobs = blobs_of(tree);
  const std::string id = commit.hex();

  const std::size_t threads = thread_count(request.threads);
  WorkerSlots<ObjectScanner> workers(
      threads, [&] { return ObjectScanner::create(context, packs, request.archive_limits()); });
  std::atomic<std::uint64_t> done = 0;
  run_parallel(blobs.size(), kBlobGrain, threads,
               [&](std::size_t slot, std::size_t begin, std::size_t end) {
                 ObjectScanner* worker = workers.get(slot);
                 if (worker == nullptr) return;
                 for (std::size_t i = begin; i < end; ++i) scan_one(blobs[i], id, *worker);
                 done += end - begin;
                 if (request.progress != nullptr)
                   request.progress->on_progress("base", done, blobs.size());
               });
  KEYHOUND_TRY_STATUS(workers.status());
  for (ObjectScanner* worker : workers.all()) output.absorb(*worker);
  if (request.checks_pipelines) read_commit_definitions(request, opened, commit, nullptr, output);
  return {};
}

}  // namespace keyhound
