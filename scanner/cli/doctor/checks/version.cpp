// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "scanner/cli/doctor/doctor_check.h"

namespace keyhound {
namespace {

DoctorAnswer check(const DoctorSubject&) { return well("keyhound " KEYHOUND_VERSION); }

}  // namespace

extern const DoctorCheck kVersionDoctorCheck;
const DoctorCheck kVersionDoctorCheck{"version", 10, check};

}  // namespace keyhound
