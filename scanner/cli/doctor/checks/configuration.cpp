// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "scanner/cli/doctor/configuration_state.h"
#include "scanner/cli/doctor/doctor_check.h"
#include "scanner/cli/doctor/file_trust.h"

namespace keyhound {
namespace {

DoctorAnswer check(const DoctorSubject& subject) {
  const auto state = read_configuration_state(subject.root);
  if (!state) return wrong(line_of(state.error()), "correct it; 'keyhound config check' says more");
  if (state->path.empty()) return well("no .keyhound.toml: the defaults are in force");
  const auto trust = trust_of(state->path);
  const std::string reason = trust ? distrust(*trust) : std::string();
  if (!reason.empty())
    return to_look_at(fmt::format("{}: {}; it decides what is not reported", state->path, reason),
                      fmt::format("chown or chmod go-w '{}'", state->path));
  return well(fmt::format("{} can be read", state->path));
}

}  // namespace

extern const DoctorCheck kConfigurationDoctorCheck;
const DoctorCheck kConfigurationDoctorCheck{"configuration", 80, check};

}  // namespace keyhound
