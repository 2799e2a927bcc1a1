// SPDX-License-Identifier: Apache-2.0
// PlaceTexts: the texts that places name: files of the work tree, of commits, and git objects, as a
// scan sees them (UTF-16 as UTF-8). Paths may come from anywhere: nothing outside the target is
// read. One per thread.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "scanner/base/result.h"
#include "scanner/git/git_library.h"
#include "scanner/git/object_reader.h"
#include "scanner/scan/open_repository.h"

namespace keyhound {

class PlaceTexts {
 public:
  // `target`: a repository, a directory or a file; what it lies in is looked for upward. An error
  // for a repository that cannot be opened.
  static Result<PlaceTexts> open(const std::string& target);

  // The directory that paths are relative to.
  [[nodiscard]] const std::string& root() const { return root_; }
  [[nodiscard]] bool has_repository() const { return opened_ != nullptr; }
  // Null: none. Its work tree may be an ancestor of root().
  [[nodiscard]] OpenRepository* repository() const { return opened_.get(); }

  // kNotFound where the file is not there any more; kUsage for a path that leaves the target.
  Result<std::string> worktree_file(const std::string& path);
  // kNotFound for a commit that is not here, and for a file that it does not have. `commit`: an id,
  // or "HEAD".
  Result<std::string> committed_file(const std::string& commit, const std::string& path);
  // A blob, commit or tag by its hex id.
  Result<std::string> object(const std::string& id);

 private:
  PlaceTexts() = default;
  Result<ObjectReader*> reader();

  std::unique_ptr<GitLibrary> library_;
  std::unique_ptr<OpenRepository> opened_;
  std::unique_ptr<ObjectReader> reader_;
  std::string root_;
  std::string file_;    // the target, where it is a file; its findings stand at this path
  std::string prefix_;  // of root_ in the work tree, with a slash behind
};

}  // namespace keyhound
