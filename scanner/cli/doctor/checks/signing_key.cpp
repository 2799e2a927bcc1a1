// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/signing_key.h"

#include <fmt/format.h>

#include <cstdlib>

#include "scanner/cli/doctor/doctor_check.h"

namespace keyhound {
namespace {

DoctorAnswer check(const DoctorSubject&) {
  const char* path = std::getenv("KEYHOUND_LEDGER_KEY_FILE");
  if (path == nullptr || *path == '\0')
    return well("KEYHOUND_LEDGER_KEY_FILE is not set: nothing is signed");
  const auto key = load_signing_key(path);
  if (!key) {
    return wrong(
        "KEYHOUND_LEDGER_KEY_FILE: " + line_of(key.error()),
        fmt::format("chmod 600 '{}', or make a key with 'keyhound evidence keygen'", path));
  }
  return well(fmt::format("{} holds key {}", path, key_id_of(key->public_key())));
}

}  // namespace

extern const DoctorCheck kSigningKeyDoctorCheck;
const DoctorCheck kSigningKeyDoctorCheck{"signing-key", 100, check};

}  // namespace keyhound
