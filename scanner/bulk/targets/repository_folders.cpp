// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/repository_folders.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "scanner/base/file.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

constexpr int kMostLevels = 64;
constexpr std::uint64_t kBytesInKib = 1024;
constexpr std::size_t kMostDiagnostics = 1000;

bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::symlink_status(path, error).type() == fs::file_type::directory;
}

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);  // HEAD of an old repository may be a link
}

// What git asks of a folder that is to be a repository: gitrepository-layout(5).
bool is_bare(const fs::path& path) {
  std::error_code error;
  const bool has_head = is_file(path / "HEAD") || fs::is_symlink(path / "HEAD", error);
  return has_head && is_folder(path / "objects") && is_folder(path / "refs");
}

// Of all objects: packs and their indexes, and loose ones. What cannot be read counts nothing: the
// scan will tell.
std::uint64_t objects_kib(const fs::path& git_dir) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator
           entry(git_dir / "objects", fs::directory_options::skip_permission_denied, error),
       end;
       !error && entry != end; entry.increment(error)) {
    if (entry.depth() >= 2) entry.disable_recursion_pending();
    std::error_code size_error;
    if (entry->is_symlink(size_error) || !entry->is_regular_file(size_error)) continue;
    const std::uint64_t size = entry->file_size(size_error);
    if (!size_error) bytes += size;
  }
  return (bytes + kBytesInKib - 1) / kBytesInKib;
}

class Search {
 public:
  void visit(const fs::path& folder, int level) {
    if (is_bare(folder)) {
      add(folder, folder);
      return;
    }
    const fs::path git_dir = folder / ".git";
    if (is_bare(git_dir)) {
      add(folder, git_dir);
    } else if (is_file(git_dir) && !fs::is_symlink(git_dir)) {
      add(folder, {});  // a submodule or another work tree; git's file says where its objects are
    }
    if (level == kMostLevels) {
      tell(folder, {ErrorKind::kLimit, fmt::format("folders are searched {} deep; name this one "
                                                   "with --directory",
                                                   kMostLevels)});
      return;
    }
    visit_below(folder, level);
  }

  FoundRepositories take() && { return std::move(found_); }

 private:
  void visit_below(const fs::path& folder, int level) {
    std::error_code error;
    std::vector<fs::path> below;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
      if (entry->path().filename() != ".git" && is_folder(entry->path())) {
        below.push_back(entry->path());
      }
    }
    if (error) tell(folder, errno_error(error.value(), "it cannot be searched"));
    std::sort(below.begin(), below.end());
    for (const fs::path& path : below) visit(path, level + 1);
  }

  void add(const fs::path& folder, const fs::path& git_dir) {
    Target target;
    target.kind = TargetKind::kPath;
    target.name = folder.string();
    target.location = target.name;
    target.provider = "directory";
    if (!is_valid_utf8(target.name)) {
      tell(folder, {ErrorKind::kUsage,
                    "the path of this repository is not UTF-8, and names no target; rename it"});
      return;
    }
    if (!git_dir.empty()) target.size_kib = objects_kib(git_dir);
    found_.targets.push_back(std::move(target));
  }

  void tell(const fs::path& folder, const Error& error) {
    if (found_.diagnostics.size() >= kMostDiagnostics) return;
    found_.diagnostics.push_back(diagnose("unreadable-folder", folder.string(), error));
  }

  FoundRepositories found_;
};

}  // namespace

Result<FoundRepositories> find_repositories(const std::string& folder) {
  std::error_code error;
  const fs::path root = fs::canonical(folder, error);
  if (error) return fail(errno_error(error.value(), folder));
  if (!fs::is_directory(root, error)) {
    return fail(ErrorKind::kNotFound, folder + ": this is no folder");
  }
  if (fs::directory_iterator(root, error); error) {
    return fail(errno_error(error.value(), folder));
  }
  Search search;
  search.visit(root, 0);
  return std::move(search).take();
}

}  // namespace keyhound
