// SPDX-License-Identifier: Apache-2.0
// Lists the files below a directory without following any symbolic link. Thread-safe function.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

enum class TreeEntryKind { kFile, kLink };

struct TreeEntry {
  std::string path;  // raw bytes, relative to TreeListing::root, with forward slashes
  std::uint64_t size = 0;
  TreeEntryKind kind = TreeEntryKind::kFile;
  std::string target;  // of a link: a short text of its own, never followed
};

struct TreeListing {
  std::string root;                // absolute; open files as root + "/" + path
  std::vector<TreeEntry> entries;  // by path, bytewise
  std::uint64_t skipped = 0;       // ignored files and directories, special files
  std::vector<Diagnostic> diagnostics;
};

struct WalkOptions {
  static constexpr std::size_t kMaxDepth = 400;  // one open descriptor a level
  std::size_t max_depth = kMaxDepth;
  bool sizes = true;  // whether entries of files tell their size: each takes asking for it
  // True for what is left out; a directory that is left out is not entered.
  std::function<bool(std::string_view path, bool is_directory)> ignored = {};
};

// `path` is a directory, or one file, which becomes the only entry. kNotFound when it does not
// exist, kUnreadable when it is a FIFO, socket or device or the directory cannot be opened.
// Directories named .git are not entered; nested work trees are plain directories. Below the root,
// a directory that cannot be read ("unreadable-directory") or is too deep ("limit") is an
// incomplete diagnostic; FIFOs, sockets and devices ("special-file") are a complete one.
Result<TreeListing> walk_tree(const std::string& path, const WalkOptions& options = {});

}  // namespace keyhound
