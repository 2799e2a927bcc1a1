// SPDX-License-Identifier: Apache-2.0
// OpenRepository: a repository with its objects, as the parts of a scan share it. Packs are opened
// when the first part needs them. Used by one thread; what packs() gives may be read by all.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "scanner/git/pack/pack_set.h"
#include "scanner/git/repository.h"

namespace keyhound {

class OpenRepository {
 public:
  explicit OpenRepository(Repository opened) : repository_(std::move(opened)) {}

  [[nodiscard]] const Repository& repository() const { return repository_; }
  // What is wrong with packs is added to `diagnostics`, once. What was opened with quick checks is
  // opened anew for thorough ones, and what the first call gave is gone.
  const PackSet& packs(std::vector<Diagnostic>& diagnostics,
                       PackChecks checks = PackChecks::kThorough) {
    if (!packs_ || checks_ < checks) {
      packs_.emplace(PackSet::open(repository_, diagnostics, checks));
      checks_ = checks;
    }
    return *packs_;
  }

 private:
  Repository repository_;
  std::optional<PackSet> packs_;
  PackChecks checks_ = PackChecks::kQuick;
};

}  // namespace keyhound
