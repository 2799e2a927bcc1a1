// SPDX-License-Identifier: Apache-2.0
// CredentialMatcher: ties findings to registry entries: by fingerprint, provider id, public key or
// locator, in this order; and names of secrets by secret reference. Borrows the registry.
// Immutable, thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "policies/registry/registry.h"
#include "scanner/base/glob.h"
#include "scanner/model/finding.h"
#include "scanner/model/reference.h"

namespace keyhound {

inline constexpr std::string_view kByFingerprint = "fingerprint";
inline constexpr std::string_view kByProviderId = "provider-id";
inline constexpr std::string_view kByPublicKey = "public-key";
inline constexpr std::string_view kBySecretRef = "secret-ref";
inline constexpr std::string_view kByLocator = "locator";

struct SecretLevel;

// The entry that a finding belongs to, and by which key.
struct CredentialTie {
  std::size_t credential = 0;               // index in Registry::credentials
  std::string_view matched_by;              // one of the names below
  const FingerprintEntry* value = nullptr;  // the registered value, for "fingerprint"

  [[nodiscard]] bool is_weak() const { return matched_by == kByLocator; }
};

class CredentialMatcher {
 public:
  explicit CredentialMatcher(const Registry& registry);

  // `repository` is "acme/pay"; empty: unknown, then no locator with a repo matches.
  [[nodiscard]] std::optional<CredentialTie> match(const Finding& finding,
                                                   std::string_view repository) const;
  // By a fingerprint's short form alone: for one under an earlier key, while keys are changed.
  [[nodiscard]] std::optional<CredentialTie> match_fingerprint(std::string_view short_form) const;
  // By the name under which a store holds the secret, in any of the ways to write it: the entry of
  // the place where the store looks first. Of an identity also by provider id. `repository` is
  // where the definition stands.
  [[nodiscard]] std::optional<CredentialTie> match_reference(const Reference& reference,
                                                             std::string_view repository) const;

 private:
  struct Place {
    const Locator* locator;
    Glob path;
    std::optional<Glob> repo;  // nullopt: any
    std::size_t credential;
  };
  struct Value {
    const FingerprintEntry* entry;
    std::size_t credential;
  };
  // A secret reference whose environment has a "*".
  struct Scope {
    std::string_view environment;
    std::size_t credential;
  };
  using Index = std::unordered_map<std::string_view, std::size_t>;

  void add_scope(std::string_view secret_ref, std::size_t credential);
  [[nodiscard]] std::optional<std::size_t> match_level(const SecretLevel& level) const;
  void add_locator(const Locator& locator, std::size_t credential);
  [[nodiscard]] std::optional<std::size_t> match_place(const Finding& finding,
                                                       std::string_view repository) const;
  static bool agrees(const Place& place, const Finding& finding, std::string_view path,
                     std::string_view repository);

  std::unordered_map<std::string_view, Value> fingerprints_;
  Index provider_ids_;
  Index public_keys_;
  Index secret_refs_;
  std::unordered_map<std::string, std::vector<Scope>> scopes_;  // by name without the environment
  // Locators by what they demand literally, so that a finding is compared with few of them.
  std::unordered_map<std::string, std::vector<Place>> by_path_;
  std::unordered_map<std::string, std::vector<Place>> by_directory_;  // key: rule, directory
};

}  // namespace keyhound
