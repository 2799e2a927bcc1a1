// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/tree_scan.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <optional>

#include "scanner/git/head_tree.h"
#include "scanner/git/ignore_rules.h"
#include "scanner/scan/archive_scan.h"
#include "scanner/scan/file_scanner.h"
#include "scanner/scan/object_scanner.h"
#include "scanner/scan/open_repository.h"
#include "scanner/scan/parallel.h"
#include "scanner/scan/range_filter.h"

namespace keyhound {
namespace {

constexpr std::size_t kFileGrain = 16;
constexpr std::string_view kStdinName = "<stdin>";

// `path` relative to `root`, both made absolute; empty when they are the same.
std::string relative_to(const std::string& path, const std::string& root) {
  std::error_code error;
  const auto absolute = std::filesystem::canonical(path, error);
  if (error) return {};
  const auto base = std::filesystem::canonical(root, error);
  if (error) return {};
  const std::string relative = absolute.lexically_relative(base).string();
  return relative == "." ? std::string() : relative;
}

// The directory of the work tree that the walk of `target` starts in, with a slash behind; empty:
// its root.
std::string prefix_of(const std::string& target, const Repository& repository) {
  const std::filesystem::path path(target);
  const bool is_directory = std::filesystem::is_directory(path);
  const auto directory = is_directory ? path : std::filesystem::absolute(path).parent_path();
  std::string prefix = relative_to(directory.string(), repository.work_dir());
  if (!prefix.empty()) prefix += '/';
  return prefix;
}

// The question "is this path ignored?" for the walk of `target`.
class IgnoreQuestion {
 public:
  IgnoreQuestion(const std::string& target, const Repository* repository) {
    if (repository == nullptr || repository->is_bare()) {
      rules_.emplace(target);
      return;
    }
    auto index = IndexFile::read(*repository);
    if (!index) return;  // a damaged index cannot say what is tracked: then nothing is left out
    index_.emplace(std::move(*index));
    rules_.emplace(repository->work_dir(), repository->common_dir(), *index_);
    prefix_ = prefix_of(target, *repository);
    ask_above();
  }

  bool operator()(std::string_view path, bool is_directory) {
    return rules_ && rules_->is_ignored(prefix_ + std::string(path), is_directory);
  }

  [[nodiscard]] std::vector<Diagnostic> diagnostics() const {
    return rules_ ? rules_->diagnostics() : std::vector<Diagnostic>{};
  }

 private:
  // The rules want to be asked from the top down.
  void ask_above() {
    for (std::size_t slash = prefix_.find('/'); slash != std::string::npos;
         slash = prefix_.find('/', slash + 1)) {
      static_cast<void>(rules_->is_ignored(prefix_.substr(0, slash), true));
    }
  }

  std::optional<IndexFile> index_;
  std::optional<IgnoreRules> rules_;
  std::string prefix_;
};

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
  const HeadTree head = HeadTree::read(opened.repository(), objects->reader(), output.diagnostics);
  for (FileScanner* worker : workers) {
    for (FoundOccurrence& found : worker->found) {
      const Location& place = found.occurrence.location;
      const std::string path = prefix + text_path(found.hit, place);
      const ObjectId blob = head.blob_at(path);
      if (blob.is_null()) continue;
      const bool is_name = place.part == LocationPart::kPath && found.hit.entry.empty();
      found.occurrence.in_head = is_name || holds_secret(blob, path, found.hit, *objects);
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
  if (request.respect_ignores && std::filesystem::is_directory(request.target)) {
    question.emplace(request.target, repository);
    options.ignored = [&question](std::string_view path, bool is_directory) {
      return (*question)(path, is_directory);
    };
  }
  KEYHOUND_TRY(TreeListing listing, walk_tree(request.target, options));
  output.statistics.skipped += listing.skipped;
  output.add(std::move(listing.diagnostics));
  if (question) output.add(question->diagnostics());

  const std::size_t threads = thread_count(request.threads);
  WorkerSlots<FileScanner> workers(threads, [&]() -> Result<std::unique_ptr<FileScanner>> {
    KEYHOUND_TRY(auto scanner, FileScanner::create(context, request.archive_limits()));
    if (request.explain) scanner->keep_dropped();
    return scanner;
  });
  std::atomic<std::uint64_t> done = 0;
  const auto& entries = listing.entries;
  run_parallel(entries.size(), kFileGrain, threads,
               [&](std::size_t slot, std::size_t begin, std::size_t end) {
                 FileScanner* worker = workers.get(slot);
                 if (worker == nullptr) return;
                 for (std::size_t i = begin; i < end; ++i) {
                   const TreeEntry& entry = entries[i];
                   if (entry.kind == TreeEntryKind::kLink) {
                     worker->scan_link(entry);
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
                                             prefix_of(request.target, *repository), workers.all(),
                                             output));
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
  std::string buffer;
  const std::string name(kStdinName);
  scanner->scan_stream(TextReader::stream(STDIN_FILENO, name, buffer), name,
                       LocationPart::kContent);
  for (FoundOccurrence& found : scanner->found) found.occurrence.in_worktree = false;
  output.absorb(*scanner);
  return {};
}

}  // namespace keyhound
