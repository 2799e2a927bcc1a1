// SPDX-License-Identifier: Apache-2.0
// What a run of a CI platform is to scan: the commits of its pull request or push, or everything.
// Never less than was asked: where the clone does not hold it, or the environment contradicts it,
// that is an error with the remedy.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/ci/ci_platform.h"
#include "scanner/git/object_id.h"
#include "scanner/model/diagnostic.h"
#include "scanner/scan/open_repository.h"

namespace keyhound {

// What the command line says instead of the environment; empty: nothing.
struct CiRevisions {
  std::string base;
  std::string head;
};

struct CiRange {
  ObjectId head;
  // Null: everything is scanned. Else the range is `base`..`head`, and `merge_base`, where the two
  // part, is what findings are compared with.
  ObjectId base;
  ObjectId merge_base;
  std::size_t commits = 0;
  std::vector<Diagnostic> notes;  // none of them incomplete

  [[nodiscard]] bool is_everything() const { return base.is_null(); }
};

// kUsage with the remedy, in the platform's words, for a clone that is too shallow, a head that is
// not checked out, a base that is not there or has no commit in common with the head.
Result<CiRange> derive_ci_range(OpenRepository& opened, const CiPlatform& platform,
                                const CiRun& run, const CiRevisions& given);

}  // namespace keyhound
