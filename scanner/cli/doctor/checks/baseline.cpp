// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "scanner/cli/doctor/baseline_file_state.h"
#include "scanner/cli/doctor/doctor_check.h"

namespace keyhound {
namespace {

DoctorAnswer check(const DoctorSubject& subject) {
  const auto state = read_baseline_file_state(subject.root);
  if (!state) return wrong(line_of(state.error()), "keyhound baseline update, or correct the line");
  if (state->path.empty()) return well("no .keyhound-baseline: every finding counts");
  return well(fmt::format("{}: {} findings are accepted", state->path, state->entries));
}

}  // namespace

extern const DoctorCheck kBaselineDoctorCheck;
const DoctorCheck kBaselineDoctorCheck{"baseline", 120, check};

}  // namespace keyhound
