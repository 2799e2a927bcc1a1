// SPDX-License-Identifier: Apache-2.0
// CredentialMatcher: ties findings to registry entries: by fingerprint, provider id, public key or
// locator, in this order. Borrows the registry. Immutable, thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "policies/registry/glob.h"
#include "policies/registry/registry.h"
#include "scanner/model/finding.h"

namespace keyhound {

// The entry that a finding belongs to, and by which key.
struct CredentialTie {
  std::size_t credential = 0;               // index in Registry::credentials
  std::string_view matched_by;              // "fingerprint", "provider-id", "public-key", "locator"
  const FingerprintEntry* value = nullptr;  // the registered value, for "fingerprint"

  [[nodiscard]] bool is_weak() const { return matched_by == "locator"; }
};

class CredentialMatcher {
 public:
  // `repository` is "acme/pay"; empty: unknown, then no locator with a repo matches.
  CredentialMatcher(const Registry& registry, std::string repository);

  [[nodiscard]] std::optional<CredentialTie> match(const Finding& finding) const;

 private:
  struct Place {
    const Locator* locator;
    Glob path;
    std::size_t credential;
  };
  struct Value {
    const FingerprintEntry* entry;
    std::size_t credential;
  };
  using Index = std::unordered_map<std::string_view, std::size_t>;

  void add_locator(const Locator& locator, std::size_t credential);
  [[nodiscard]] std::optional<std::size_t> match_place(const Finding& finding) const;
  static bool agrees(const Place& place, const Finding& finding, std::string_view path);

  std::string repository_;
  std::unordered_map<std::string_view, Value> fingerprints_;
  Index provider_ids_;
  Index public_keys_;
  // Locators by what they demand literally, so that a finding is compared with few of them.
  std::unordered_map<std::string, std::vector<Place>> by_path_;
  std::unordered_map<std::string, std::vector<Place>> by_directory_;  // key: rule, directory
};

}  // namespace keyhound
