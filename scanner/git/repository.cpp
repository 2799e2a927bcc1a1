// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/repository.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "scanner/base/file.h"
#include "scanner/git/git_handles.h"
#include "scanner/git/git_library.h"
#include "scanner/git/loose_backend.h"
#include "scanner/git/object_prefix.h"
#include "scanner/git/object_reader.h"
#include "scanner/git/pack/pack_reader.h"
#include "scanner/git/pack/pack_set.h"
#include "scanner/git/ref_lookup.h"
#include "scanner/git/repository_layout.h"
#include "scanner/git/revision.h"

namespace keyhound {

namespace fs = std::filesystem;

namespace {

bool is_present(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(path, ignored));
}

// The root that a person means by `path`. core.worktree and core.bare are not asked: they are
// settings of the repository, which must not decide what is scanned.
std::string work_dir_of(const fs::path& path, const std::string& git_dir) {
  if (is_present(path / ".git")) return path.string();
  const fs::path parent = path.parent_path();
  std::error_code ignored;
  const bool is_own = path.filename() == ".git" && fs::equivalent(path, git_dir, ignored);
  return is_own ? parent.string() : std::string();
}

std::vector<ObjectId> read_shallow_boundary(const std::string& common_dir) {
  std::vector<ObjectId> boundary;
  const Result<std::string> text = read_file(common_dir + "/shallow", std::uint64_t{64} << 20);
  if (!text) return boundary;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (const auto id = ObjectId::from_hex(rest.substr(0, end))) boundary.push_back(*id);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  std::sort(boundary.begin(), boundary.end());
  return boundary;
}

bool has_promisor_pack(const std::string& common_dir) {
  std::error_code error;
  fs::directory_iterator entry(fs::path(common_dir) / "objects/pack", error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (entry->path().extension() == ".promisor") return true;
  }
  return false;
}

// Git directories of submodules nest below modules/, at the depth of the slashes in their names.
void add_module_configs(const fs::path& directory, int depth, std::vector<std::string>& files) {
  constexpr int kMaxDepth = 16;
  std::error_code error;
  fs::directory_iterator entry(directory, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    if (!fs::is_directory(entry->symlink_status(ignored)) || depth == kMaxDepth) continue;
    const fs::path& module = entry->path();
    if (!looks_like_git_dir(module.string())) {
      add_module_configs(module, depth + 1, files);
      continue;
    }
    for (const char* name : {"config", "config.worktree"}) {
      if (is_present(module / name)) files.push_back((module / name).string());
    }
    add_module_configs(module / "modules", depth + 1, files);
  }
}

}  // namespace

Repository::Repository(RepositoryLayout layout)
    : git_dir_(std::move(layout.git_dir)),
      common_dir_(std::move(layout.common_dir)),
      config_(std::move(layout.config)),
      id_size_(layout.id_size) {}
Repository::Repository(Repository&&) noexcept = default;
Repository& Repository::operator=(Repository&&) noexcept = default;
Repository::~Repository() = default;

Result<Repository> Repository::open(const std::string& path) {
  std::error_code error;
  const fs::path root = fs::canonical(path, error);
  if (error) return fail(errno_error(error.value(), path));
  const bool has_git = is_present(root / ".git");
  const std::string start = (has_git ? root / ".git" : root).string();
  Result<RepositoryLayout> layout = read_layout(start);
  if (!layout) {
    const bool is_meant = has_git || looks_like_git_dir(root.string());
    if (!is_meant) return fail(ErrorKind::kNotFound, path + ": not a git repository");
    Error reason = layout.error().within(path + ": the git repository cannot be opened");
    reason.kind = ErrorKind::kCorrupt;
    return fail(std::move(reason));
  }
  Repository repository(std::move(*layout));
  repository.work_dir_ = work_dir_of(root, repository.git_dir_);
  return repository;
}

Result<Repository> Repository::discover(const std::string& path) {
  std::error_code error;
  fs::path directory = fs::canonical(path, error);
  if (error) return fail(errno_error(error.value(), path));
  while (true) {
    if (is_present(directory / ".git") || looks_like_git_dir(directory.string()))
      return open(directory.string());
    const fs::path parent = directory.parent_path();
    if (parent == directory) break;
    directory = parent;
  }
  return fail(ErrorKind::kNotFound,
              path + ": neither it nor a directory above it is a git repository");
}

std::optional<ObjectId> Repository::head() const {
  const Result<Ref> head = read_ref(*this, "HEAD");
  if (!head) return std::nullopt;
  return head->id;
}

Result<ObjectId> Repository::resolve(const std::string& revision) const {
  // What is wrong with a pack is said by who scans it.
  std::vector<Diagnostic> ignored;
  const PackSet packs = PackSet::open(*this, ignored);
  const std::unique_ptr<ObjectReader> reader = make_pack_reader(packs);
  const auto find = [&packs](std::string_view digits) { return ids_with_prefix(packs, digits); };
  return resolve_revision(*this, *reader, find, revision);
}

Result<RepositoryHandles*> Repository::handles() const {
  if (handles_) return handles_.get();
  if (id_size_ != ObjectId::kSha1Size) {
    return fail(ErrorKind::kCorrupt, git_dir_ + ": libgit2 cannot read SHA-256 repositories");
  }
  KEYHOUND_TRY_STATUS(GitLibrary::start());
  auto handles = std::make_unique<RepositoryHandles>();
  KEYHOUND_TRY(handles->odb, open_object_database(common_dir_ + "/objects"));
  handles_ = std::move(handles);
  return handles_.get();
}

const std::vector<ObjectId>& Repository::shallow_boundary() const {
  if (!shallow_) shallow_ = read_shallow_boundary(common_dir_);
  return *shallow_;
}

bool Repository::is_partial_clone() const {
  if (!is_partial_) is_partial_ = has_promisor_pack(common_dir_);
  return *is_partial_;
}

std::string Repository::origin_uri() const {
  return without_credentials(config_.get("remote.origin", "url").value_or(""));
}

std::vector<std::string> Repository::config_files() const {
  std::vector<std::string> files;
  for (const std::string& directory : {common_dir_, git_dir_}) {
    for (const char* name : {"/config", "/config.worktree"}) {
      if (is_present(directory + name)) files.push_back(directory + name);
    }
  }
  std::error_code error;
  fs::directory_iterator entry(fs::path(common_dir_) / "worktrees", error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const fs::path file = entry->path() / "config.worktree";
    if (is_present(file)) files.push_back(file.string());
  }
  add_module_configs(fs::path(common_dir_) / "modules", 0, files);
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

std::string without_credentials(std::string_view url) {
  std::string result;
  const std::size_t scheme_end = url.find("://");
  if (scheme_end != std::string_view::npos) {
    result = url.substr(0, scheme_end + 3);
    url.remove_prefix(scheme_end + 3);
    url = url.substr(0, url.find_first_of("?#"));
  }
  const std::size_t host_end = std::min(url.find('/'), url.size());
  const std::size_t user_end = url.substr(0, host_end).rfind('@');
  if (user_end != std::string_view::npos) url.remove_prefix(user_end + 1);
  return result.append(url);
}

}  // namespace keyhound
