// SPDX-License-Identifier: Apache-2.0
// CiCommits: the commits that the variables of a CI platform speak of, as the clone has them. Used
// by one thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/ci/ci_run.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"
#include "scanner/scan/open_repository.h"

namespace keyhound {

// Whether hex digits are the id of the commit, or at least seven from its start.
bool names_commit(std::string_view digits, const ObjectId& commit);

class CiCommits {
 public:
  // REQUIRES: `opened` outlives this, and its packs are not opened anew meanwhile.
  explicit CiCommits(OpenRepository& opened);

  [[nodiscard]] const Repository& repository() const { return opened_.repository(); }
  [[nodiscard]] ObjectReader& reader() { return *reader_; }

  // A revision as people write them. kUsage that names the option.
  Result<ObjectId> resolve(const std::string& revision, std::string_view option);
  // None when the clone does not have it, or nothing was told. kUsage for what is no commit id.
  Result<std::optional<ObjectId>> find_told(const CiCommit& told);
  // The tip of a branch: of the remote "origin", else the local one.
  [[nodiscard]] std::optional<ObjectId> find_branch(const std::string& name);
  // The branch that the remote's HEAD names; empty: not known.
  [[nodiscard]] std::string default_branch() const;
  [[nodiscard]] bool is_stored(const ObjectId& id);
  // None where the commit cannot be read.
  [[nodiscard]] std::vector<ObjectId> parents_of(const ObjectId& commit);

 private:
  OpenRepository& opened_;
  const PackSet* packs_;
  std::unique_ptr<ObjectReader> reader_;
};

}  // namespace keyhound
