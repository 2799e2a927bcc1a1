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
#include "scanner/base/source_position.h"
#include "scanner/model/credential_parts.h"
#include "scanner/model/finding.h"
#include "scanner/model/fingerprint.h"

namespace keyhound {

// Where a credential stood in a text: its blob, in hex, or outside git its path.
struct KeptPlace {
  std::string text;  // empty: not known
  SourcePosition start;
  auto operator<=>(const KeptPlace&) const = default;
};

struct KeptCredential {
  CredentialParts parts;
  std::vector<KeptPlace> places;  // sorted; empty: not known
};

class SecretKeeper {
 public:
  // Of one secret: with another key id, user or host beside it it is another credential.
  static constexpr std::size_t kMostVariants = 16;
  static constexpr std::size_t kMostPlaces = 16;  // of a variant

  // Holds at most `bytes` of secrets; what comes then is lost, and counted.
  explicit SecretKeeper(std::size_t bytes = std::size_t{256} << 20U) : bytes_(bytes) {}

  // Whatever the order in which threads find them, the same variants and places are kept: the first
  // by their values.
  void keep(std::string_view rule_id, const Fingerprint& fingerprint, CredentialParts parts,
            const KeptPlace& place = {});

  [[nodiscard]] bool has(const Finding& finding) const;
  // Moves out what is kept of it: its variants in the order of their values, those alone that have
  // the most parts, since a key id beside its secret says more than the secret alone.
  std::vector<KeptCredential> take(const Finding& finding);
  // How many credentials, or variants of one, found no room.
  [[nodiscard]] std::uint64_t lost() const;

 private:
  using Key = std::pair<std::string, std::string>;  // rule id, short form of the fingerprint
  struct ByValue {
    bool operator()(const CredentialParts& a, const CredentialParts& b) const;
  };
  using Places = std::set<KeptPlace>;
  using Variants = std::map<CredentialParts, Places, ByValue>;

  std::size_t bytes_;
  mutable Mutex mutex_;
  std::map<Key, Variants> kept_ GUARDED_BY(mutex_);
  std::size_t held_ GUARDED_BY(mutex_) = 0;  // bytes
  std::uint64_t lost_ GUARDED_BY(mutex_) = 0;
};

}  // namespace keyhound
