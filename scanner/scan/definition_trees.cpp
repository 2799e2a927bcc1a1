// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/definition_trees.h"

#include <filesystem>

#include "scanner/base/file.h"
#include "scanner/base/glob.h"
#include "scanner/pipelines/definition_reader.h"
#include "scanner/sources/tree_walk.h"

namespace keyhound {
namespace {

// `path` with `.` and `..` resolved; nullopt: it leads out of the tree.
std::optional<std::string> inside(const std::string& path) {
  const auto normal = std::filesystem::path(path).lexically_normal();
  if (normal.empty() || normal.is_absolute() || *normal.begin() == "..") return std::nullopt;
  return normal.generic_string();
}

}  // namespace

std::optional<std::string> DirectoryTree::read(const std::string& path) const {
  const auto name = inside(path);
  if (!name) return std::nullopt;
  // A link on the way may lead anywhere.
  std::error_code error;
  const auto root = std::filesystem::canonical(root_, error);
  if (error) return std::nullopt;
  const auto whole = std::filesystem::canonical(root / *name, error);
  if (error || whole != root / *name) return std::nullopt;
  auto text = read_file(whole.string(), kDefinitionBytes);
  if (!text) return std::nullopt;
  return std::move(*text);
}

std::vector<std::string> DirectoryTree::find(const std::string& glob) const {
  const MutexLock lock(mutex_);
  if (!listed_) {
    listed_.emplace();
    if (auto listing = walk_tree(root_)) {
      for (TreeEntry& entry : listing->entries)
        if (entry.kind == TreeEntryKind::kFile) listed_->push_back(std::move(entry.path));
    }
  }
  const Glob pattern(glob);
  std::vector<std::string> found;
  for (const std::string& path : *listed_)
    if (pattern.matches(path)) found.push_back(path);
  return found;
}

std::optional<std::string> ObjectTree::read(const std::string& path) const {
  const auto name = inside(path);
  const auto file = name ? files_.find(*name) : files_.end();
  if (file == files_.end()) return std::nullopt;
  const MutexLock lock(mutex_);
  const auto data = reader_->read(file->second, kDefinitionBytes);
  if (!data || data->type != ObjectType::kBlob) return std::nullopt;
  return std::string(data->bytes);
}

Result<std::string> ObjectTree::beginning_of(const std::string& path) const {
  const auto file = files_.find(path);
  if (file == files_.end()) return fail(ErrorKind::kNotFound, "the tree has no such file");
  const MutexLock lock(mutex_);
  KEYHOUND_TRY(const auto header, reader_->read_header(file->second));
  if (header.size > kDefinitionBytes) return std::string(kDefinitionBytes + 1, ' ');
  KEYHOUND_TRY(const std::string_view bytes, reader_->read_as(ObjectType::kBlob, file->second));
  return std::string(bytes);
}

std::vector<std::string> ObjectTree::find(const std::string& glob) const {
  const Glob pattern(glob);
  std::vector<std::string> found;
  for (const auto& [path, blob] : files_)
    if (pattern.matches(path)) found.push_back(path);
  return found;
}

}  // namespace keyhound
