// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/repository.h"

#include <git2/sys/repository.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "scanner/base/file.h"
#include "scanner/git/git_handles.h"
#include "scanner/git/loose_backend.h"

namespace keyhound {

namespace fs = std::filesystem;

namespace {

bool is_present(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(path, ignored));
}

bool looks_like_git_dir(const fs::path& path) {
  return is_present(path / "HEAD") && is_present(path / "objects");
}

std::string without_slash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
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
    if (!looks_like_git_dir(module)) {
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

Repository::Repository(std::unique_ptr<RepositoryHandles> handles) : handles_(std::move(handles)) {}
Repository::Repository(Repository&&) noexcept = default;
Repository& Repository::operator=(Repository&&) noexcept = default;
Repository::~Repository() = default;

Result<Repository> Repository::open(const std::string& path) {
  std::error_code error;
  const fs::path root = fs::canonical(path, error);
  if (error) return fail(errno_error(error.value(), path));

  auto handles = std::make_unique<RepositoryHandles>();
  git_repository* opened = nullptr;
  // Opened as bare, since core.worktree and core.bare are the repository's own claims.
  const std::string start = (is_present(root / ".git") ? root / ".git" : root).string();
  const unsigned flags = GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_BARE;
  int code = git_repository_open_ext(&opened, start.c_str(), flags, nullptr);
  handles->repository.reset(opened);
  if (code < 0) {
    const bool is_meant = is_present(root / ".git") || looks_like_git_dir(root);
    if (!is_meant) return fail(ErrorKind::kNotFound, path + ": not a git repository");
    Error reason = libgit2_error(code, path + ": the git repository cannot be opened");
    reason.kind = ErrorKind::kCorrupt;
    return fail(std::move(reason));
  }
  auto odb = open_object_database(std::string(git_repository_commondir(opened)) + "/objects");
  if (!odb) return fail(odb.error().within(path));
  handles->odb = std::move(*odb);
  code = git_repository_set_odb(opened, handles->odb.get());
  if (code < 0) return fail(libgit2_error(code, path + ": the object database cannot be opened"));

  Repository repository(std::move(handles));
  repository.git_dir_ = without_slash(git_repository_path(opened));
  repository.common_dir_ = without_slash(git_repository_commondir(opened));
  repository.work_dir_ = work_dir_of(root, repository.git_dir_);
  repository.shallow_ = read_shallow_boundary(repository.common_dir_);
  repository.is_partial_ = has_promisor_pack(repository.common_dir_);
  return repository;
}

Result<Repository> Repository::discover(const std::string& path) {
  std::error_code error;
  fs::path directory = fs::canonical(path, error);
  if (error) return fail(errno_error(error.value(), path));
  while (true) {
    if (is_present(directory / ".git") || looks_like_git_dir(directory))
      return open(directory.string());
    const fs::path parent = directory.parent_path();
    if (parent == directory) break;
    directory = parent;
  }
  return fail(ErrorKind::kNotFound,
              path + ": neither it nor a directory above it is a git repository");
}

std::optional<ObjectId> Repository::head() const {
  git_oid oid = {};
  if (git_reference_name_to_id(&oid, handles_->repository.get(), "HEAD") < 0) return std::nullopt;
  return from_git_oid(oid);
}

Result<ObjectId> Repository::resolve(const std::string& revision) const {
  git_object* found = nullptr;
  int code = git_revparse_single(&found, handles_->repository.get(), revision.c_str());
  const GitObject object(found);
  git_object* peeled = nullptr;
  if (code == 0) code = git_object_peel(&peeled, object.get(), GIT_OBJECT_COMMIT);
  const GitObject commit(peeled);
  if (code == 0) return from_git_oid(*git_object_id(commit.get()));
  Error error = libgit2_error(code, "'" + revision + "' names no commit");
  error.kind = ErrorKind::kUsage;
  return fail(std::move(error));
}

std::string Repository::origin_uri() const {
  git_config* opened = nullptr;
  if (git_repository_config_snapshot(&opened, handles_->repository.get()) < 0) return {};
  const GitConfig config(opened);
  const char* url = nullptr;
  if (git_config_get_string(&url, config.get(), "remote.origin.url") < 0) return {};
  return without_credentials(url);
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
