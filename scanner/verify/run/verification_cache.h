// SPDX-License-Identifier: Apache-2.0
// VerificationCache: what was found of credentials before, in a file: lines of JSON, each with
// fingerprint, rule and liveness, appended as results come, so that a run that is cut off goes on
// where it was. Holds no secret. Movable; used by one thread; other processes may append meanwhile.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/base/time.h"
#include "scanner/model/liveness.h"

namespace keyhound {

// What a result holds for, beside the credential: the same secret under another name, at another
// host or asked by another verifier is another question.
struct AskedOf {
  std::string_view verifier;
  std::string_view host;
  std::string_view variant;  // of VerificationCandidate
};

class VerificationCache {
 public:
  // Reads the file where there is one. kConfiguration for one that is no such file or that others
  // may write; a torn last line is passed over.
  static Result<VerificationCache> open(const std::string& path);
  VerificationCache(VerificationCache&&) noexcept;
  VerificationCache& operator=(VerificationCache&&) noexcept;
  ~VerificationCache();

  // What was found at `oldest` or later: active, revoked or expired. Indeterminate answers are not
  // kept.
  [[nodiscard]] std::optional<Liveness> find(std::string_view rule_id, std::string_view fingerprint,
                                             const AskedOf& asked, Timestamp oldest) const;
  Status add(std::string_view rule_id, std::string_view fingerprint, const Liveness& liveness,
             std::string_view variant = {});

 private:
  struct State;
  explicit VerificationCache(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace keyhound
