// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/doctor/doctor_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace keyhound {

#define KEYHOUND_DOCTOR_CHECK(name) extern const DoctorCheck k##name##DoctorCheck;
#include "doctor_checks.inc"
#undef KEYHOUND_DOCTOR_CHECK

std::span<const DoctorCheck* const> doctor_checks() {
  static const std::vector<const DoctorCheck*> kChecks = [] {
    std::vector<const DoctorCheck*> checks = {
#define KEYHOUND_DOCTOR_CHECK(name) &k##name##DoctorCheck,
#include "doctor_checks.inc"
#undef KEYHOUND_DOCTOR_CHECK
    };
    std::sort(checks.begin(), checks.end(),
              [](const DoctorCheck* a, const DoctorCheck* b) { return a->position < b->position; });
    return checks;
  }();
  return kChecks;
}

Result<DoctorReport> run_doctor(const std::string& target) {
  std::error_code error;
  if (!std::filesystem::exists(target, error)) {
    return fail(ErrorKind::kUsage,
                fmt::format("doctor: {} does not exist; name a repository or a directory", target));
  }
  DoctorSubject subject{target, Repository::discover(target), target};
  if (subject.repository && !subject.repository->is_bare())
    subject.root = subject.repository->work_dir();
  DoctorReport report{target, KEYHOUND_VERSION, {}};
  for (const DoctorCheck* check : doctor_checks()) {
    DoctorAnswer answer = check->run(subject);
    answer.check = check->id;
    report.answers.push_back(std::move(answer));
  }
  return report;
}

DoctorAnswer well(std::string message) { return {{}, DoctorState::kOk, std::move(message), {}}; }

DoctorAnswer to_look_at(std::string message, std::string next_step) {
  return {{}, DoctorState::kWarn, std::move(message), std::move(next_step)};
}

DoctorAnswer wrong(std::string message, std::string next_step) {
  return {{}, DoctorState::kFail, std::move(message), std::move(next_step)};
}

std::string line_of(const Error& error) {
  const std::size_t end = error.message.find('\n');
  if (end == std::string::npos) return error.message;
  const auto more = std::count(error.message.begin() + static_cast<std::ptrdiff_t>(end),
                               error.message.end(), '\n');
  return fmt::format("{} (and {} more)", error.message.substr(0, end), more);
}

}  // namespace keyhound
