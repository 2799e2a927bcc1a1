// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/tree_scan.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "scanner/git/head_tree.h"
#include "scanner/pipelines/definition_reader.h"
#include "scanner/scan/archive_scan.h"
#include "scanner/scan/definition_files.h"
#include "scanner/scan/file_scanner.h"
#include "scanner/scan/ignore_question.h"
#include "scanner/scan/object_scanner.h"
#include "scanner/scan/open_repository.h"
#include "scanner/scan/parallel.h"
#include "scanner/scan/path_exclusion.h"
#include "scanner/scan/range_filter.h"

namespace keyhound {
namespace {

constexpr std::size_t kFileGrain = 16;
constexpr std::string_view kStdinName = "<stdin>";

// The pipeline definitions among the files. Of definitions alone, the listing keeps what was read
// as one, or could not be though it stands where definitions do: the scan of its text says why.
void read_definitions(const ScanRequest& request, const Repository* repository,
                      TreeListing& listing, ScanOutput& output) {
  if (!request.checks_pipelines) return;
  std::vector<std::string> paths;
  for (const TreeEntry& entry : listing.entries)
    if (entry.kind == TreeEntryKind::kFile) paths.push_back(entry.path);
  const std::vector<Diagnostic> unread = read_definition_files(
      request, listing.root, repository ? repository->work_dir() : "", paths, output);
  if (!request.pipelines_only) return;
  std::set<std::string_view> known;
  for (const Definition& one : output.definitions) known.insert(one.path);
  for (const std::vector<Diagnostic>* told : {&unread, &std::as_const(output.diagnostics)})
    for (const Diagnostic& one : *told) known.insert(one.subject);
  std::erase_if(listing.entries,
                [&](const TreeEntry& entry) { return !known.contains(entry.path); });
}

// The texts that were read as definitions, by path. They point into `output`.
std::unordered_map<std::string_view, std::string_view> texts_read(const ScanOutput& output) {
  static_assert(kDefinitionBytes <= WindowSizes().size);
  std::unordered_map<std::string_view, std::string_view> texts;
  for (const Definition& one : output.definitions) texts.emplace(one.path, one.text);
  return texts;
}

// Files were scanned without history: asks HEAD's version of each file with findings.
Status mark_what_head_holds(const ScanContext& context, OpenRepository& opened,
                            const ArchiveLimits* archives, const std::string& prefix,
                            const std::vector<FileScanner*>& workers, ScanOutput& output) {
  const bool has_found = std::any_of(workers.begin(), workers.end(), [](const FileScanner* worker) {
    return !worker->found.empty();
  });
  if (!has_found) return {};
  KEYHOUND_TRY(const auto objects,
               ObjectScanner::create(context, opened.packs(output.diagnostics, PackChecks::kQuick),
                                     archives));
  objects->comments().turn(false);  // HEAD holds what a comment silences there, too
  const HeadTree head = HeadTree::read(opened.repository(), objects->reader(), output.diagnostics);
  for (FileScanner* worker : workers) {
    for (FoundOccurrence& found : worker->found) {
      const Location& place = found.occurrence.location;
      const std::string path = prefix + text_path(*found.hit, place);
      const ObjectId blob = head.blob_at(path);
      if (blob.is_null()) continue;
      const bool is_name = place.part == LocationPart::kPath && found.hit->entry.empty();
      found.occurrence.in_head = is_name || holds_secret(blob, path, *found.hit, *objects);
    }
  }
  output.add(std::move(objects->diagnostics));
  return {};
}

}  // namespace

Status scan_tree(const ScanContext& context, const ScanRequest& request, OpenRepository* opened,
                 ScanOutput& output) {
  const Repository* const repository = opened == nullptr ? nullptr : &opened->repository();
  std::optional<IgnoreQuestion> question;
  WalkOptions options;
  options.sizes = false;
  if (request.respect_ignores && std::filesystem::is_directory(request.target)) {
    question.emplace(request.target, repository);
  }
  const PathExclusion exclusion(
      request.excluded_paths,
      repository == nullptr ? "" : prefix_in_worktree(request.target, *repository));
  options.ignored = [&](std::string_view path, bool is_directory) {
    const bool is_ignored = question && (*question)(path, is_directory);
    return is_ignored || (is_directory ? exclusion.covers_directory(path) : exclusion.covers(path));
  };
  KEYHOUND_TRY(TreeListing listing, walk_tree(request.target, options));
  output.statistics.skipped += listing.skipped;
  output.add(std::move(listing.diagnostics));
  if (question) output.add(question->diagnostics());

  read_definitions(request, repository, listing, output);

  const std::size_t threads = thread_count(request.threads);
  WorkerSlots<FileScanner> workers(threads, [&]() -> Result<std::unique_ptr<FileScanner>> {
    KEYHOUND_TRY(auto scanner, FileScanner::create(context, request.archive_limits()));
    if (request.explain) scanner->keep_dropped();
    scanner->comments().keep();
    return scanner;
  });
  std::atomic<std::uint64_t> done = 0;
  const auto& entries = listing.entries;
  const auto texts = texts_read(output);
  run_parallel(entries.size(), kFileGrain, threads,
               [&](std::size_t slot, std::size_t begin, std::size_t end) {
                 FileScanner* worker = workers.get(slot);
                 if (worker == nullptr) return;
                 for (std::size_t i = begin; i < end; ++i) {
                   const TreeEntry& entry = entries[i];
                   const auto read = texts.find(entry.path);
                   if (entry.kind == TreeEntryKind::kLink) {
                     worker->scan_link(entry);
                   } else if (read != texts.end()) {
                     worker->scan_read_file(read->second, entry.path, LocationPart::kContent);
                   } else {
                     worker->scan_file(listing.root + "/" + entry.path, entry.path,
                                       LocationPart::kContent);
                   }
                   worker->scan_name(entry.path);
                   ++done;
                   if (request.progress != nullptr)
                     request.progress->on_progress("files", done, entries.size());
                 }
               });
  KEYHOUND_TRY_STATUS(workers.status());
  if (request.mode == ScanMode::kTreeOnly && repository != nullptr) {
    KEYHOUND_TRY_STATUS(mark_what_head_holds(context, *opened, request.archive_limits(),
                                             prefix_in_worktree(request.target, *repository),
                                             workers.all(), output));
  }
  for (FileScanner* worker : workers.all()) output.absorb(*worker);
  return {};
}

Status scan_git_config(const ScanContext& context, const Repository& repository,
                       ScanOutput& output) {
  KEYHOUND_TRY(const auto scanner, FileScanner::create(context));
  for (const std::string& file : repository.config_files()) {
    const std::string inside = file.substr(std::min(file.size(), repository.common_dir().size()));
    scanner->scan_file(file, ".git" + inside, LocationPart::kGitConfig);
  }
  scanner->statistics.files = 0;  // they are not what the user calls the repository's files
  output.absorb(*scanner);
  return {};
}

Status scan_stdin(const ScanContext& context, const ScanRequest& request, ScanOutput& output) {
  KEYHOUND_TRY(const auto scanner, FileScanner::create(context, request.archive_limits()));
  if (request.explain) scanner->keep_dropped();
  scanner->comments().keep();
  std::string buffer;
  const std::string name(kStdinName);
  scanner->scan_stream(TextReader::stream(STDIN_FILENO, name, buffer), name,
                       LocationPart::kContent);
  for (FoundOccurrence& found : scanner->found) found.occurrence.in_worktree = false;
  output.absorb(*scanner);
  return {};
}

}  // namespace keyhound
