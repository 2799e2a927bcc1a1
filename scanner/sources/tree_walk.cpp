// SPDX-License-Identifier: Apache-2.0
// Depth first with the open directories on an explicit stack: every name is looked up in the
// directory that was listed, so that a link which takes a directory's place meanwhile is refused.
#include "scanner/sources/tree_walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <filesystem>
#include <utility>

#include "scanner/base/c_handle.h"
#include "scanner/base/file.h"

namespace keyhound {

namespace fs = std::filesystem;

namespace {

using Directory = CHandle<DIR, ::closedir>;

Result<Directory> open_directory(int parent, const char* name, int extra_flags) {
  const int descriptor =
      ::openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK | extra_flags);
  if (descriptor < 0) return fail(errno_error(errno, "cannot open the directory"));
  Directory directory(::fdopendir(descriptor));
  if (directory == nullptr) {
    ::close(descriptor);
    return fail(errno_error(errno, "cannot list the directory"));
  }
  return directory;
}

std::string_view special_name(mode_t mode) {
  if (S_ISFIFO(mode)) return "a FIFO";
  if (S_ISSOCK(mode)) return "a socket";
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "a device";
  return "";
}

TreeEntry regular_file(std::string path, const struct stat& status) {
  return {std::move(path), static_cast<std::uint64_t>(status.st_size), TreeEntryKind::kFile, {}};
}

class Walk {
 public:
  Walk(const WalkOptions& options, TreeListing& listing) : options_(options), listing_(listing) {}

  void run(Directory root) {
    list(std::move(root), "");
    while (!levels_.empty()) {
      Level& level = levels_.back();
      if (level.pending.empty()) {
        levels_.pop_back();
        continue;
      }
      const std::string name = std::move(level.pending.back());
      level.pending.pop_back();
      std::string path = level.prefix + name;
      if (levels_.size() >= options_.max_depth) {
        report("limit", path,
               "its directories are nested deeper than " + std::to_string(options_.max_depth) +
                   "; scan it by itself");
        continue;
      }
      Result<Directory> directory =
          open_directory(::dirfd(level.directory.get()), name.c_str(), O_NOFOLLOW);
      if (!directory) {
        report("unreadable-directory", path, directory.error().message);
        continue;
      }
      list(std::move(*directory), path + '/');
    }
  }

 private:
  struct Level {
    Directory directory;
    std::string prefix;                // of the paths in it
    std::vector<std::string> pending;  // directories still to enter
  };

  void list(Directory directory, std::string prefix) {
    Level level{std::move(directory), std::move(prefix), {}};
    while (true) {
      errno = 0;
      const dirent* entry = ::readdir(level.directory.get());
      if (entry == nullptr && errno != 0) {
        report("unreadable-directory", level.prefix, errno_error(errno, "cannot list it").message);
      }
      if (entry == nullptr) break;
      const std::string_view name = entry->d_name;
      if (name != "." && name != "..") add(level, entry->d_name, entry->d_type);
    }
    levels_.push_back(std::move(level));
  }

  void add(Level& level, const char* name, unsigned char type) {
    std::string path = level.prefix + name;
    struct stat status {};
    if (type == DT_REG && !options_.sizes) {
      status.st_mode = S_IFREG;
    } else if (type != DT_DIR) {
      const int parent = ::dirfd(level.directory.get());
      if (::fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno != ENOENT) {
          report("unreadable-file", path, errno_error(errno, "cannot stat it").message);
        }
        return;
      }
    }
    const bool is_directory = type == DT_DIR || S_ISDIR(status.st_mode);
    if (is_directory && std::string_view(name) == ".git") return;
    if (options_.ignored && options_.ignored(path, is_directory)) {
      ++listing_.skipped;
    } else if (is_directory) {
      level.pending.emplace_back(name);
    } else if (S_ISREG(status.st_mode)) {
      listing_.entries.push_back(regular_file(std::move(path), status));
    } else if (S_ISLNK(status.st_mode)) {
      add_link(level, name, std::move(path));
    } else {
      ++listing_.skipped;
      report("special-file", path,
             "it is " + std::string(special_name(status.st_mode)) + " and holds no text", false);
    }
  }

  void add_link(const Level& level, const char* name, std::string path) {
    char target[PATH_MAX];
    const ssize_t size = ::readlinkat(::dirfd(level.directory.get()), name, target, sizeof target);
    if (size < 0)
      return report("unreadable-file", path, errno_error(errno, "cannot read it").message);
    const auto length = static_cast<std::size_t>(size);
    listing_.entries.push_back({std::move(path), length, TreeEntryKind::kLink, {target, length}});
  }

  void report(const char* kind, const std::string& path, std::string message,
              bool incomplete = true) {
    listing_.diagnostics.push_back({kind, path, std::move(message), incomplete});
  }

  const WalkOptions& options_;
  TreeListing& listing_;
  std::vector<Level> levels_;
};

}  // namespace

Result<TreeListing> walk_tree(const std::string& path, const WalkOptions& options) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return fail(errno_error(errno, path));
  std::error_code error;
  const fs::path root = fs::canonical(path, error);
  if (error) return fail(errno_error(error.value(), path));
  TreeListing listing;
  if (S_ISREG(status.st_mode)) {
    listing.root = root.parent_path().string();
    listing.entries.push_back(regular_file(root.filename().string(), status));
    return listing;
  }
  if (!S_ISDIR(status.st_mode)) {
    return fail(ErrorKind::kUnreadable, path + ": it is " +
                                            std::string(special_name(status.st_mode)) +
                                            ", neither a file nor a directory");
  }
  listing.root = root.string();
  Result<Directory> directory = open_directory(AT_FDCWD, root.c_str(), 0);
  if (!directory) return fail(directory.error().within(path));
  Walk(options, listing).run(std::move(*directory));
  const auto by_path = [](const auto& a, const auto& b) { return a.path < b.path; };
  std::sort(listing.entries.begin(), listing.entries.end(), by_path);
  std::sort(listing.diagnostics.begin(), listing.diagnostics.end());
  return listing;
}

}  // namespace keyhound
