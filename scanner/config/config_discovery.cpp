// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <filesystem>

#include "scanner/base/file.h"
#include "scanner/config/config_loader.h"
#include "scanner/git/git_library.h"
#include "scanner/git/repository.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

// `path` from the current directory on where it lies below it.
std::string shown(const fs::path& path) {
  std::error_code error;
  const fs::path here = fs::current_path(error);
  const fs::path relative = path.lexically_relative(here);
  const bool is_below = !error && !relative.empty() && *relative.begin() != "..";
  return is_below ? relative.string() : path.string();
}

// The user who called sudo, as git allows it too; none: this is not root, or there is none.
std::optional<uid_t> caller_of_sudo() {
  const char* const text = std::getenv("SUDO_UID");
  if (::geteuid() != 0 || text == nullptr) return std::nullopt;
  uid_t user = 0;
  const std::string_view digits = text;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), user);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return user;
}

bool is_trusted(uid_t owner) {
  return owner == 0 || owner == ::geteuid() || owner == caller_of_sudo();
}

Error unreadable(const std::string& path, int error_number) {
  return {ErrorKind::kConfiguration, errno_error(error_number, path).message +
                                         "; make it readable, give --config FILE, or --no-config"};
}

Status check_owner(const std::string& path, const struct stat& status) {
  if (is_trusted(status.st_uid)) return {};
  return fail(ErrorKind::kConfiguration,
              fmt::format("{}: it belongs to another user (uid {}), who could switch rules off; if "
                          "you trust it, give --config {}, else --no-config",
                          path, status.st_uid, path));
}

// The root of the work tree around a directory, else the directory; none in a bare repository,
// whose git directory `bare` is then.
std::optional<std::string> folder_of(const std::string& target, std::string& bare) {
  std::error_code error;
  fs::path folder = target == "-" ? fs::path(".") : fs::path(target);
  if (!fs::is_directory(folder, error)) folder = folder.parent_path();
  if (folder.empty()) folder = ".";
  const GitLibrary library;
  const auto repository = Repository::discover(folder.string());
  if (!repository) return folder.lexically_normal().string();
  if (!repository->is_bare()) return shown(repository->work_dir());
  bare = repository->git_dir();
  return std::nullopt;
}

Result<std::optional<std::string>> file_in(const std::string& folder) {
  const std::string path = (fs::path(folder) / kConfigurationName).lexically_normal().string();
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    return fail(unreadable(path, errno));
  }
  KEYHOUND_TRY_STATUS(check_owner(path, status));
  if (S_ISLNK(status.st_mode)) {
    if (::stat(path.c_str(), &status) != 0) return fail(unreadable(path, errno));
    KEYHOUND_TRY_STATUS(check_owner(path, status));
  }
  return path;
}

}  // namespace

std::optional<std::string> configuration_folder(const std::string& target) {
  std::string bare;
  return folder_of(target, bare);
}

Result<ConfigurationPlace> configuration_place(const std::string& target) {
  ConfigurationPlace place;
  std::string bare;
  const auto folder = folder_of(target, bare);
  if (folder) {
    KEYHOUND_TRY(place.file, file_in(*folder));
  } else {
    place.repository = bare;
  }
  return place;
}

Result<std::optional<std::string>> find_configuration(const std::string& target) {
  KEYHOUND_TRY(ConfigurationPlace place, configuration_place(target));
  return std::move(place.file);
}

Result<std::optional<Configuration>> load_bare_configuration(const std::string& repository) {
  auto committed = load_committed_configuration(repository, "HEAD");
  // The scan tells of what is damaged, and finds more without a configuration than with one.
  if (!committed && committed.error().kind == ErrorKind::kCorrupt) return std::nullopt;
  KEYHOUND_TRY(auto configuration, std::move(committed));
  if (!configuration) return std::nullopt;
  struct stat status {};
  if (::stat(repository.c_str(), &status) != 0) return fail(unreadable(repository, errno));
  if (!is_trusted(status.st_uid)) {
    return fail(
        ErrorKind::kConfiguration,
        fmt::format("{}: it belongs to another user (uid {}), whose {} in HEAD could switch "
                    "rules off; if you trust it, give --config with a copy of that file, "
                    "else --no-config",
                    repository, status.st_uid, kConfigurationName));
  }
  configuration->outputs.clear();
  return configuration;
}

}  // namespace keyhound
