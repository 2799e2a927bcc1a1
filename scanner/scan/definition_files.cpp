// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/definition_files.h"

#include <algorithm>
#include <filesystem>
#include <functional>

#include "scanner/base/file.h"
#include "scanner/git/head_tree.h"
#include "scanner/git/index_changes.h"
#include "scanner/git/pack/pack_reader.h"
#include "scanner/pipelines/definition_reader.h"
#include "scanner/pipelines/included_definitions.h"
#include "scanner/scan/definition_trees.h"
#include "scanner/scan/open_repository.h"
#include "scanner/scan/parallel.h"
#include "scanner/scan/scan_output.h"

namespace keyhound {
namespace {

constexpr std::size_t kGrain = 2;

// What one thread has read.
struct Share {
  std::vector<Definition> definitions;
  std::vector<Diagnostic> diagnostics;
  std::vector<Diagnostic> unread;
};

// Reads a file by its path from the root of the tree, which tells the platform.
using ReadText = std::function<Result<std::string>(const std::string& path)>;

// One byte more than a definition may have, so that larger files are seen to be that.
Result<std::string> beginning_of(const std::string& path) {
  KEYHOUND_TRY(const File file, File::open(path));
  std::string text(std::min<std::uint64_t>(file.size(), kDefinitionBytes + 1), '\0');
  KEYHOUND_TRY(const std::size_t read, file.read_at(0, text.data(), text.size()));
  text.resize(read);
  return text;
}

void add(Share more, Share& all) {
  const auto move = [](auto& from, auto& to) {
    std::move(from.begin(), from.end(), std::back_inserter(to));
  };
  move(more.definitions, all.definitions);
  move(more.diagnostics, all.diagnostics);
  move(more.unread, all.unread);
}

// Reads the files, and those that they include. `prefix` stands before the paths that reports show.
// Answers what could not be read.
std::vector<Diagnostic> read_all(const ScanRequest& request, const std::vector<std::string>& files,
                                 const std::string& prefix, const ReadText& read,
                                 const DefinitionTree& tree, ScanOutput& output) {
  const std::size_t threads = thread_count(request.threads);
  std::vector<Share> shares(threads);
  run_parallel(files.size(), kGrain, threads,
               [&](std::size_t slot, std::size_t begin, std::size_t end) {
                 Share& share = shares[slot];
                 for (std::size_t i = begin; i < end; ++i) {
                   const auto text = read(files[i]);
                   if (!text) {
                     share.unread.push_back(diagnose("unreadable-file", files[i], text.error()));
                     continue;
                   }
                   auto definition = read_definition(files[i], *text, &tree, share.diagnostics);
                   if (definition) share.definitions.push_back(std::move(*definition));
                 }
               });
  Share all;
  for (Share& share : shares) add(std::move(share), all);
  std::sort(all.definitions.begin(), all.definitions.end(),
            [](const Definition& a, const Definition& b) { return a.path < b.path; });
  read_included_definitions(all.definitions, tree, all.diagnostics);
  for (Definition& one : all.definitions) {
    if (!one.path.starts_with(prefix)) continue;  // an included file outside of the target
    one.path.erase(0, prefix.size());
    output.definitions.push_back(std::move(one));
  }
  for (std::vector<Diagnostic>* told : {&all.diagnostics, &all.unread})
    for (Diagnostic& one : *told)
      if (one.subject.starts_with(prefix)) one.subject.erase(0, prefix.size());
  output.add(std::move(all.diagnostics));
  std::sort(all.unread.begin(), all.unread.end());
  return std::move(all.unread);
}

// What would be the root of the repository if there was one: the folder above those that only stand
// there.
std::string base_of(const std::string& root) {
  const std::string whole = root + "/";
  for (const std::string_view folder :
       {"/.github/", "/.gitea/", "/.forgejo/", "/.circleci/", "/.buildkite/", "/.tekton/",
        "/.gitlab/", "/.woodpecker/"}) {
    if (const std::size_t at = whole.rfind(folder); at != std::string::npos && at > 0)
      return whole.substr(0, at);
  }
  return root;
}

// `root` as the beginning of paths from `base` on: "deploy/", or nothing where they are the same.
std::string prefix_below(const std::string& base, const std::string& root) {
  std::error_code error;
  const auto whole = std::filesystem::canonical(root, error);
  const auto above = std::filesystem::canonical(base, error);
  if (error) return {};
  const std::string relative = whole.lexically_relative(above).generic_string();
  return relative == "." || relative.starts_with("..") ? std::string() : relative + "/";
}

void read_blobs(const ScanRequest& request, OpenRepository& opened,
                std::map<std::string, ObjectId> all, const std::vector<std::string>& files,
                ScanOutput& output) {
  const auto reader = make_pack_reader(opened.packs(output.diagnostics, PackChecks::kQuick));
  const ObjectTree tree(std::move(all), *reader);
  const ReadText read = [&tree](const std::string& path) { return tree.beginning_of(path); };
  // The scan of the blobs says why one cannot be read.
  static_cast<void>(read_all(request, files, "", read, tree, output));
}

// Those among the files of a commit; with `only`, of the paths in it (sorted).
void read_tree(const ScanRequest& request, OpenRepository& opened, const HeadTree& tree,
               const std::vector<std::string>* only, ScanOutput& output) {
  std::map<std::string, ObjectId> all;
  std::vector<std::string> files;
  for (const auto& [path, blob] : tree.files()) {
    all.emplace(path, blob);
    const bool is_asked = only == nullptr || std::binary_search(only->begin(), only->end(), path);
    if (is_asked && may_be_definition(path)) files.push_back(path);
  }
  std::sort(files.begin(), files.end());
  read_blobs(request, opened, std::move(all), files, output);
}

}  // namespace

std::vector<Diagnostic> read_definition_files(const ScanRequest& request, const std::string& root,
                                              const std::string& base,
                                              const std::vector<std::string>& paths,
                                              ScanOutput& output) {
  const std::string tree_root = base.empty() ? base_of(root) : base;
  const std::string prefix = prefix_below(tree_root, root);
  std::vector<std::string> files;
  for (const std::string& path : paths)
    if (may_be_definition(prefix + path)) files.push_back(prefix + path);
  const DirectoryTree tree(tree_root);
  const ReadText read = [&](const std::string& path) {
    return beginning_of(root + "/" + path.substr(prefix.size()));
  };
  return read_all(request, files, prefix, read, tree, output);
}

void read_head_definitions(const ScanRequest& request, OpenRepository& opened,
                           const std::vector<std::string>* only, ScanOutput& output) {
  const auto reader = make_pack_reader(opened.packs(output.diagnostics, PackChecks::kQuick));
  std::vector<Diagnostic> told;  // the scan of the history tells the same
  read_tree(request, opened, HeadTree::read(opened.repository(), *reader, told), only, output);
}

void read_commit_definitions(const ScanRequest& request, OpenRepository& opened,
                             const ObjectId& commit, const std::vector<std::string>* only,
                             ScanOutput& output) {
  const auto reader = make_pack_reader(opened.packs(output.diagnostics, PackChecks::kQuick));
  const HeadTree files = HeadTree::read_commit(commit, *reader, output.diagnostics);
  read_tree(request, opened, files, only, output);
}

void read_staged_definitions(const ScanRequest& request, OpenRepository& opened,
                             ScanOutput& output) {
  const auto index = IndexFile::read(opened.repository(), request.index_file);
  if (!index) return;  // the scan of the index says why
  const auto reader = make_pack_reader(opened.packs(output.diagnostics, PackChecks::kQuick));
  std::map<std::string, ObjectId> all;
  for (const IndexEntry& entry : index->entries) all.emplace(entry.path, entry.blob);
  std::vector<Diagnostic> told;
  std::vector<std::string> files;
  for (const StagedFile& file : staged_files(opened.repository(), *reader, *index, told))
    if (may_be_definition(file.path)) files.push_back(file.path);
  read_blobs(request, opened, std::move(all), files, output);
}

}  // namespace keyhound
