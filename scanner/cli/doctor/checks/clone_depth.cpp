// SPDX-License-Identifier: Apache-2.0
// Whether the whole history is here: a scan of less is reported as such, and ranges may lack a
// base.
#include <fmt/format.h>

#include "scanner/cli/doctor/doctor_check.h"

namespace keyhound {
namespace {

DoctorAnswer check(const DoctorSubject& subject) {
  if (!subject.repository) return well("no repository, no history");
  const Repository& repository = *subject.repository;
  if (repository.is_shallow()) {
    const std::size_t ends = repository.shallow_boundary().size();
    return to_look_at(
        fmt::format("shallow clone: history ends at {} commit{}", ends, ends == 1 ? "" : "s"),
        "git fetch --unshallow (in CI: fetch-depth: 0, or GIT_DEPTH: 0)");
  }
  if (repository.is_partial_clone()) {
    return to_look_at("partial clone: some objects are left with the remote",
                      "git fetch --refetch --no-filter, or scan a full clone");
  }
  return well("the whole history is here");
}

}  // namespace

extern const DoctorCheck kCloneDepthDoctorCheck;
const DoctorCheck kCloneDepthDoctorCheck{"clone-depth", 50, check};

}  // namespace keyhound
