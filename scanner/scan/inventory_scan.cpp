// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/inventory_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "scanner/git/git_library.h"
#include "scanner/git/history.h"
#include "scanner/pipelines/inventory/reference_list.h"
#include "scanner/scan/definition_files.h"
#include "scanner/scan/ignore_question.h"
#include "scanner/scan/open_repository.h"
#include "scanner/scan/path_exclusion.h"
#include "scanner/scan/reference_cleaner.h"
#include "scanner/scan/scan_output.h"
#include "scanner/sources/tree_walk.h"

namespace keyhound {
namespace {

// What was read, as an inventory.
Result<Inventory> settle(const ScanContext& context, const ScanRequest& request,
                         const OpenRepository* opened, ScanOutput output) {
  KEYHOUND_TRY(TextScanner scanner, TextScanner::create(context));
  TextCleaner cleaner(scanner);
  const DefinitionSet set(std::move(output.definitions));
  for (Diagnostic& one : set.diagnostics()) output.diagnostics.push_back(std::move(one));
  std::vector<Reference> references = references_of(set);
  for (Reference& one : references) clean_reference(cleaner, one);
  Inventory inventory = inventory_of(std::move(references));
  inventory.target = scanner.redact_secrets(request.target);
  if (opened != nullptr) inventory.repository_uri = opened->repository().origin_uri();
  inventory.definitions = set.counts();
  inventory.diagnostics = std::move(output.diagnostics);
  for (Diagnostic& one : inventory.diagnostics) {
    cleaner.clean(one.subject);
    cleaner.clean(one.message);
  }
  std::sort(inventory.diagnostics.begin(), inventory.diagnostics.end());
  return inventory;
}

std::optional<OpenRepository> repository_of(const std::string& target) {
  auto opened = Repository::discover(target);
  if (!opened) return std::nullopt;
  return OpenRepository(std::move(*opened));
}

Result<Inventory> read_commit(const ScanContext& context, const ScanRequest& request,
                              OpenRepository& opened, const ObjectId& commit) {
  ScanOutput output(context);
  read_commit_definitions(request, opened, commit, nullptr, output);
  const PathExclusion exclusion(request.excluded_paths, "");
  std::erase_if(output.definitions,
                [&](const Definition& one) { return exclusion.covers(one.path); });
  KEYHOUND_TRY(Inventory inventory, settle(context, request, &opened, std::move(output)));
  inventory.commit = commit.hex();
  return inventory;
}

}  // namespace

Result<Inventory> read_inventory(const ScanContext& context, const ScanRequest& request) {
  const GitLibrary library;
  auto opened = repository_of(request.target);
  if (opened && opened->repository().is_bare()) {
    const auto head = opened->repository().head();
    if (head) return read_commit(context, request, *opened, *head);
  }
  std::optional<IgnoreQuestion> question;
  WalkOptions options;
  if (request.respect_ignores && std::filesystem::is_directory(request.target)) {
    question.emplace(request.target, opened ? &opened->repository() : nullptr);
  }
  const PathExclusion exclusion(
      request.excluded_paths,
      opened ? prefix_in_worktree(request.target, opened->repository()) : std::string());
  options.ignored = [&](std::string_view path, bool is_directory) {
    const bool is_ignored = question && (*question)(path, is_directory);
    return is_ignored || (is_directory ? exclusion.covers_directory(path) : exclusion.covers(path));
  };
  KEYHOUND_TRY(const TreeListing listing, walk_tree(request.target, options));
  std::vector<std::string> paths;
  for (const TreeEntry& entry : listing.entries)
    if (entry.kind == TreeEntryKind::kFile) paths.push_back(entry.path);
  ScanOutput output(context);
  output.add(listing.diagnostics);
  output.add(read_definition_files(request, listing.root,
                                   opened ? opened->repository().work_dir() : "", paths, output));
  return settle(context, request, opened ? &*opened : nullptr, std::move(output));
}

Result<InventoryEnds> read_inventory_ends(const ScanContext& context, const ScanRequest& request) {
  const GitLibrary library;
  auto opened = repository_of(request.target);
  if (!opened) {
    return fail(ErrorKind::kUsage,
                fmt::format("{}: this needs a git repository, and there is none", request.target));
  }
  KEYHOUND_TRY(const HistoryScope scope, range_scope(opened->repository(), request.revision));
  InventoryEnds ends;
  // A range that begins with nothing, as that of a new branch: all is new.
  if (!scope.hidden.empty()) {
    KEYHOUND_TRY(ends.before, read_commit(context, request, *opened, scope.hidden.front()));
  }
  KEYHOUND_TRY(ends.after, read_commit(context, request, *opened, scope.tips.front()));
  return ends;
}

}  // namespace keyhound
