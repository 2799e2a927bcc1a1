// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdlib>

#include "scanner/cli/doctor/doctor_check.h"
#include "scanner/model/fingerprint.h"

namespace keyhound {
namespace {

DoctorAnswer check(const DoctorSubject&) {
  const char* text = std::getenv("KEYHOUND_FINGERPRINT_KEY");
  if (text == nullptr || *text == '\0') {
    return to_look_at(
        "the public fingerprint key is in use: whoever sees a report can try passwords against its "
        "fingerprints",
        "set KEYHOUND_FINGERPRINT_KEY to a secret of your organisation (docs/fingerprints.md)");
  }
  const auto key = FingerprintKey::parse(text);
  if (!key) {
    return wrong("KEYHOUND_FINGERPRINT_KEY: " + line_of(key.error()),
                 "give \"ID:HEX\" or a text of at least 16 bytes without a colon");
  }
  return well(
      fmt::format("private key '{}': fingerprints can be compared only with it", key->id()));
}

}  // namespace

extern const DoctorCheck kFingerprintKeyDoctorCheck;
const DoctorCheck kFingerprintKeyDoctorCheck{"fingerprint-key", 90, check};

}  // namespace keyhound
