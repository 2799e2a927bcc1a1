// SPDX-License-Identifier: Apache-2.0
// ReuseIndex: in how many repositories each credential, or each secret that no entry claims, was
// found. Used by one thread.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "policies/evaluation/policy_facts.h"

namespace keyhound {

class ReuseIndex {
 public:
  // `results`: how many repositories' results are judged together.
  explicit ReuseIndex(std::size_t results) : results_(static_cast<std::int64_t>(results)) {}

  // One result does not show reuse; then nothing needs to be added.
  [[nodiscard]] bool is_told() const { return results_ > 1; }

  // `key` is the subject's id: "credential:<id>" or "fingerprint:<...>".
  void add(const std::string& key, std::string_view repository);
  [[nodiscard]] ReuseCounts counts(const std::string& key) const;

 private:
  std::int64_t results_;
  std::unordered_map<std::string, std::set<std::string, std::less<>>> repositories_;
};

}  // namespace keyhound
