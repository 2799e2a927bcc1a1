// SPDX-License-Identifier: Apache-2.0
// Where pipeline definitions come from, as trees that includes look into: a directory, or the blobs
// of a commit or index.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/mutex.h"
#include "scanner/base/result.h"
#include "scanner/git/object_reader.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {

// The files below a directory. Nothing outside is read, by `..` or by links. Thread-safe; the files
// are listed when the first glob asks.
class DirectoryTree : public DefinitionTree {
 public:
  explicit DirectoryTree(std::string root) : root_(std::move(root)) {}
  [[nodiscard]] std::optional<std::string> read(const std::string& path) const override;
  [[nodiscard]] std::vector<std::string> find(const std::string& glob) const override;

 private:
  std::string root_;
  mutable Mutex mutex_;
  mutable std::optional<std::vector<std::string>> listed_ GUARDED_BY(mutex_);
};

// Files by path and blob. Thread-safe; borrows the reader, which others may not use meanwhile.
class ObjectTree : public DefinitionTree {
 public:
  ObjectTree(std::map<std::string, ObjectId> files, ObjectReader& reader)
      : files_(std::move(files)), reader_(&reader) {}
  [[nodiscard]] std::optional<std::string> read(const std::string& path) const override;
  [[nodiscard]] std::vector<std::string> find(const std::string& glob) const override;
  // The file's content; of one that is larger than a definition may be, as many bytes as tell so.
  // kNotFound for a path that the tree does not have, else as ObjectReader.
  [[nodiscard]] Result<std::string> beginning_of(const std::string& path) const;

 private:
  std::map<std::string, ObjectId> files_;
  mutable Mutex mutex_;
  ObjectReader* reader_;  // used under the mutex
};

}  // namespace keyhound
