// SPDX-License-Identifier: Apache-2.0
// DoctorCheck: one question about an installation. One file a check in doctor/checks/; the build
// collects them by file name (checks/clone_depth.cpp defines kCloneDepthDoctorCheck).
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/git/repository.h"
#include "scanner/report/doctor_report.h"

namespace keyhound {

// What is looked at. Immutable; lives as long as the run.
struct DoctorSubject {
  std::string target;             // as it was given
  Result<Repository> repository;  // the one that holds `target`
  std::string root;               // of its work tree; where there is none, `target`
};

struct DoctorCheck {
  std::string_view id;  // "clone-depth"
  int position;         // checks are run in this order
  // One answer; its `check` is filled in by who asks.
  DoctorAnswer (*run)(const DoctorSubject& subject);
};

// Every check, in its order.
std::span<const DoctorCheck* const> doctor_checks();

// kNotFound when `target` does not exist.
Result<DoctorReport> run_doctor(const std::string& target);

// The answers that checks give.
DoctorAnswer well(std::string message);
DoctorAnswer to_look_at(std::string message, std::string next_step);
DoctorAnswer wrong(std::string message, std::string next_step);

// `error` on one line.
std::string line_of(const Error& error);

}  // namespace keyhound
