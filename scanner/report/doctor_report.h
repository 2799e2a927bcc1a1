// SPDX-License-Identifier: Apache-2.0
// The answers of `keyhound doctor`, for people and for programs.
#pragma once

#include <string>
#include <vector>

#include "scanner/report/report_format.h"

namespace keyhound {

enum class DoctorState { kOk, kWarn, kFail };
std::string_view to_string(DoctorState state);

struct DoctorAnswer {
  std::string check;  // id: "clone-depth"
  DoctorState state = DoctorState::kOk;
  std::string message;    // what is the case, on one line
  std::string next_step;  // what to do about it; empty for kOk
};

struct DoctorReport {
  std::string target;
  std::string version;
  std::vector<DoctorAnswer> answers;

  [[nodiscard]] std::size_t count(DoctorState state) const;
};

// One line an answer, and one with the sums.
void render_doctor_text(const DoctorReport& report, const ReportOptions& options,
                        const ReportSink& sink);
// Schema keyhound/doctor/v1, one answer on a line.
void render_doctor_json(const DoctorReport& report, const ReportSink& sink);

}  // namespace keyhound
