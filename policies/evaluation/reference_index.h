// SPDX-License-Identifier: Apache-2.0
// ReferenceIndex: the references of pipeline definitions joined with the registry: which entry each
// belongs to, who else uses the same secret, and what that tells about the entries. Borrows
// references and registry. Immutable, thread-safe.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "policies/evaluation/credential_matcher.h"
#include "policies/evaluation/judge.h"

namespace keyhound {

class ReferenceIndex {
 public:
  // `matcher` is that of the registry; nullptr: there is none.
  ReferenceIndex(const JudgeInput& input, const CredentialMatcher* matcher);

  // The entry that the reference names; nullptr: none, or which secret it means is not known.
  // REQUIRES: the reference is one of the input's.
  [[nodiscard]] const CredentialTie* tie(const Reference& reference) const;
  [[nodiscard]] ReferenceUse use_of(const Reference& reference) const;

  // The references that name the entry.
  [[nodiscard]] std::vector<const Reference*> naming(const Credential& credential) const;
  // nullopt: no references were given.
  [[nodiscard]] std::optional<ReferenceCoverage> coverage_of(const Credential& credential) const;

 private:
  struct Joined {
    std::optional<CredentialTie> tie;
    std::string secret;  // key of secrets_; empty: which one is not known
    bool is_first_in_file = true;
  };
  // All uses of one secret.
  struct Secret {
    const Reference* first = nullptr;
    std::set<std::string> repositories;
    std::set<std::string> environments;
    std::set<std::string> platforms;
  };

  void add(const Reference& reference, const CredentialMatcher* matcher,
           std::set<std::string>& seen_in_files);
  [[nodiscard]] std::string_view repository_of(const Reference& reference) const;
  [[nodiscard]] bool is_looked_at(std::string_view repository) const;
  [[nodiscard]] bool is_covered(const Credential& credential, std::string_view secret_ref) const;
  [[nodiscard]] bool may_mean(const Reference& unresolved, std::string_view secret_ref) const;

  const JudgeInput& input_;
  std::unordered_map<const Reference*, Joined> joined_;
  std::unordered_map<std::string, Secret> secrets_;
  std::unordered_map<const Credential*, std::vector<const Reference*>> naming_;
  std::vector<const Reference*> unresolved_;
  std::set<std::string> looked_at_;  // repositories, in lower case
};

}  // namespace keyhound
