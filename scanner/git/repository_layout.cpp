// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/repository_layout.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "scanner/base/ascii.h"
#include "scanner/base/file.h"

namespace keyhound {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMaxPathBytes = 64 << 10;

// Extensions that change nothing about how objects and refs are stored.
constexpr std::array<std::string_view, 7> kHarmless = {
    "noop",           "noop-v1",           "partialclone",      "preciousobjects",
    "worktreeconfig", "relativeworktrees", "compatobjectformat"};

bool is_present(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(path, ignored));
}

bool is_directory(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

Result<std::string> resolve_path(const fs::path& path) {
  std::error_code error;
  const fs::path found = fs::canonical(path, error);
  if (error) return fail(errno_error(error.value(), path.string()));
  return found.string();
}

// The path that a file of one line holds, taken from `base` when it is relative.
Result<std::string> read_path(const std::string& file, std::string_view prefix,
                              const fs::path& base) {
  KEYHOUND_TRY(const std::string text, read_file(file, kMaxPathBytes));
  std::string_view line = text;
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  if (!line.starts_with(prefix) || line.size() == prefix.size()) {
    return fail(ErrorKind::kCorrupt, file + ": it names no git directory");
  }
  return resolve_path(base / line.substr(prefix.size()));
}

Result<std::string> common_dir_of(const std::string& git_dir) {
  const std::string file = git_dir + "/commondir";
  if (!is_present(file)) return git_dir;
  return read_path(file, "", git_dir);
}

Status check_directories(const RepositoryLayout& layout) {
  const auto missing = [](const std::string& what) {
    return fail(ErrorKind::kCorrupt, "it is no git directory: " + what + " is missing");
  };
  if (!is_present(layout.git_dir + "/HEAD")) return missing(layout.git_dir + "/HEAD");
  for (const char* name : {"/objects", "/refs"}) {
    if (!is_directory(layout.common_dir + name)) return missing(layout.common_dir + name);
  }
  return {};
}

Result<std::size_t> id_size_of(std::string_view object_format) {
  const std::string format = to_lower_ascii(object_format);
  if (format == "sha1") return ObjectId::kSha1Size;
  if (format == "sha256") return ObjectId::kSha256Size;
  return fail(ErrorKind::kCorrupt,
              "its objects are named with '" + format + "' (extensions.objectFormat), not known");
}

}  // namespace

Result<std::size_t> check_format(const RepositoryConfig& config) {
  const std::string_view version = config.get("core", "repositoryformatversion").value_or("0");
  if (version != "0" && version != "1") {
    return fail(ErrorKind::kCorrupt, "its core.repositoryFormatVersion is '" +
                                         std::string(version) + "'; 0 and 1 are known");
  }
  const auto object_format = config.get("extensions", "objectformat");
  const auto ref_storage = config.get("extensions", "refstorage");
  if (version == "0") {
    // git ignores what it does not know in version 0, and refuses these two.
    if (!object_format && !ref_storage) return ObjectId::kSha1Size;
    return fail(ErrorKind::kCorrupt, std::string("extensions.") +
                                         (object_format ? "objectFormat" : "refStorage") +
                                         " needs core.repositoryFormatVersion 1");
  }
  if (ref_storage && *ref_storage != "files") {
    return fail(ErrorKind::kCorrupt, "its refs are stored as '" + std::string(*ref_storage) +
                                         "' (extensions.refStorage), which cannot be read yet; "
                                         "convert it with `git refs migrate --ref-format=files`");
  }
  for (const std::string_view key : config.keys("extensions")) {
    if (key == "objectformat" || key == "refstorage") continue;
    if (std::find(kHarmless.begin(), kHarmless.end(), key) != kHarmless.end()) continue;
    return fail(ErrorKind::kCorrupt,
                "it uses extensions." + std::string(key) + ", which is not known");
  }
  return id_size_of(object_format.value_or("sha1"));
}

Result<RepositoryLayout> read_layout(const std::string& start) {
  RepositoryLayout layout;
  if (is_directory(start)) {
    KEYHOUND_TRY(layout.git_dir, resolve_path(start));
  } else {
    KEYHOUND_TRY(layout.git_dir, read_path(start, "gitdir: ", fs::path(start).parent_path()));
  }
  KEYHOUND_TRY(layout.common_dir, common_dir_of(layout.git_dir));
  KEYHOUND_TRY_STATUS(check_directories(layout));
  KEYHOUND_TRY(layout.config, RepositoryConfig::read(layout.common_dir + "/config"));
  KEYHOUND_TRY(layout.id_size, check_format(layout.config));
  return layout;
}

bool looks_like_git_dir(const std::string& path) {
  return is_present(path + "/HEAD") && is_present(path + "/objects");
}

}  // namespace keyhound
