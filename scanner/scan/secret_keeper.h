// SPDX-License-Identifier: Apache-2.0
// SecretKeeper: where the secrets of a scan go that are to be verified, since findings hold none.
// Only a command that verifies gives a scan one. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "scanner/base/mutex.h"
#include "scanner/model/credential_parts.h"
#include "scanner/model/finding.h"
#include "scanner/model/fingerprint.h"

namespace keyhound {

class SecretKeeper {
 public:
  // Holds at most `bytes` of secrets; what comes then is lost, and counted.
  explicit SecretKeeper(std::size_t bytes = std::size_t{256} << 20U) : bytes_(bytes) {}

  // Of one credential the first is kept, until one comes with more parts: a key id that stands
  // beside its secret in one place says more than the secret alone.
  void keep(std::string_view rule_id, const Fingerprint& fingerprint, CredentialParts parts);

  // nullptr: it was not kept. The parts stay where they are as long as nothing is kept or taken.
  [[nodiscard]] const CredentialParts* find(const Finding& finding) const;
  // The same, moved out of it.
  CredentialParts take(const Finding& finding);
  // How many credentials found no room.
  [[nodiscard]] std::uint64_t lost() const;

 private:
  using Key = std::pair<std::string, std::string>;  // rule id, short form of the fingerprint

  std::size_t bytes_;
  mutable Mutex mutex_;
  std::map<Key, CredentialParts> kept_ GUARDED_BY(mutex_);
  std::size_t held_ GUARDED_BY(mutex_) = 0;  // bytes
  std::uint64_t lost_ GUARDED_BY(mutex_) = 0;
};

}  // namespace keyhound
