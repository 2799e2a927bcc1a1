// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "scanner/cli/doctor/doctor_check.h"
#include "scanner/cli/doctor/file_trust.h"

namespace keyhound {
namespace {

DoctorAnswer check(const DoctorSubject& subject) {
  if (!subject.repository) {
    const Error& error = subject.repository.error();
    if (error.kind == ErrorKind::kNotFound) {
      return to_look_at(
          fmt::format("{} is in no git repository: only files can be scanned", subject.target),
          "name a repository, 'keyhound doctor PATH'");
    }
    return wrong(line_of(error), "'git -C " + subject.target + " fsck' tells what is damaged");
  }
  const Repository& repository = *subject.repository;
  const auto trust = trust_of(repository.git_dir());
  if (trust && trust->is_of_another) {
    return to_look_at(
        fmt::format("{}: {}; git refuses to work in it", repository.git_dir(), distrust(*trust)),
        fmt::format("git config --global --add safe.directory '{}', if you trust that user",
                    subject.root));
  }
  const std::string_view kind = repository.is_bare() ? "bare repository" : "repository";
  const auto head = repository.head();
  return well(fmt::format("{} {}, {}", kind, repository.git_dir(),
                          head ? "HEAD is " + head->hex().substr(0, 12) : "no commit yet"));
}

}  // namespace

extern const DoctorCheck kRepositoryDoctorCheck;
const DoctorCheck kRepositoryDoctorCheck{"repository", 40, check};

}  // namespace keyhound
