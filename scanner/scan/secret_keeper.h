// SPDX-License-Identifier: Apache-2.0
// SecretKeeper: where the secrets of a scan go that are to be verified, since findings hold none.
// Only a command that verifies gives a scan one. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/base/mutex.h"
#include "scanner/model/credential_parts.h"
#include "scanner/model/finding.h"
#include "scanner/model/fingerprint.h"

namespace keyhound {

class SecretKeeper {
 public:
  // Of one secret: with another key id, user or host beside it it is another credential.
  static constexpr std::size_t kMostVariants = 16;

  // Holds at most `bytes` of secrets; what comes then is lost, and counted.
  explicit SecretKeeper(std::size_t bytes = std::size_t{256} << 20U) : bytes_(bytes) {}

  // Whatever the order in which threads find them, the same variants are kept: the first by their
  // values.
  void keep(std::string_view rule_id, const Fingerprint& fingerprint, CredentialParts parts);

  [[nodiscard]] bool has(const Finding& finding) const;
  // Moves out what is kept of it: its variants in the order of their values, those alone that have
  // the most parts, since a key id beside its secret says more than the secret alone.
  std::vector<CredentialParts> take(const Finding& finding);
  // How many credentials, or variants of one, found no room.
  [[nodiscard]] std::uint64_t lost() const;

 private:
  using Key = std::pair<std::string, std::string>;  // rule id, short form of the fingerprint
  struct ByValue {
    bool operator()(const CredentialParts& a, const CredentialParts& b) const;
  };
  using Variants = std::set<CredentialParts, ByValue>;

  std::size_t bytes_;
  mutable Mutex mutex_;
  std::map<Key, Variants> kept_ GUARDED_BY(mutex_);
  std::size_t held_ GUARDED_BY(mutex_) = 0;  // bytes
  std::uint64_t lost_ GUARDED_BY(mutex_) = 0;
};

}  // namespace keyhound
