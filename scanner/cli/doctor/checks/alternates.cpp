// SPDX-License-Identifier: Apache-2.0
// Whether the objects folders that the repository borrows from are there.
#include "scanner/git/alternates.h"

#include <fmt/format.h>

#include "scanner/cli/doctor/doctor_check.h"

namespace keyhound {
namespace {

DoctorAnswer check(const DoctorSubject& subject) {
  if (!subject.repository) return well("no repository, no objects");
  std::vector<Diagnostic> missing;
  const auto folders = object_directories(subject.repository->common_dir() + "/objects", missing);
  if (!missing.empty()) {
    return wrong(fmt::format("{}: {}", missing.front().subject, missing.front().message),
                 "bring it back or correct .git/objects/info/alternates; 'git fsck' tells what is "
                 "missing");
  }
  if (folders.size() <= 1) return well("objects are borrowed from nowhere");
  return well(fmt::format("objects are borrowed from {} other folder{}, which {} there",
                          folders.size() - 1, folders.size() == 2 ? "" : "s",
                          folders.size() == 2 ? "is" : "are"));
}

}  // namespace

extern const DoctorCheck kAlternatesDoctorCheck;
const DoctorCheck kAlternatesDoctorCheck{"alternates", 60, check};

}  // namespace keyhound
