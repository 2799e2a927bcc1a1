// SPDX-License-Identifier: Apache-2.0
// RegistryCheck: `keyhound verify --registry owners.yaml --revoked`: only what the registry calls
// revoked is verified, and each entry is told with what became of it. Movable; used by one thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "policies/evaluation/credential_matcher.h"
#include "policies/lifecycle/revoked_check.h"
#include "policies/registry/registry.h"
#include "scanner/base/result.h"
#include "scanner/base/time.h"
#include "scanner/cli/judge_options.h"
#include "scanner/model/finding.h"

namespace keyhound {

class RegistryCheck {
 public:
  // kUsage without --registry, and where `output`, the layer to write (empty: none), is one of the
  // registry's own files; else the errors of load_registry().
  static Result<RegistryCheck> create(const JudgeOptions& options, const std::string& output = {});

  // Whether the finding is a value that the registry calls revoked; one that is tied by its place
  // alone is none. It need not be judged yet.
  [[nodiscard]] bool is_asked(const Finding& finding) const;
  // REQUIRES: the findings are judged.
  [[nodiscard]] RevokedCheck report(const std::vector<Finding>& findings) const;

  // 1: something that is called revoked works; 3: of something nobody can tell; 0: all is refused.
  static int exit_code(const RevokedCheck& check);
  // Writes the layer of what `findings` show (--registry-output).
  Status write_layer(const std::string& path, const std::vector<Finding>& findings) const;

 private:
  RegistryCheck(Registry registry, Timestamp now);

  std::unique_ptr<const Registry> registry_;  // stays where it is: the matcher borrows it
  std::unique_ptr<const CredentialMatcher> matcher_;
  Timestamp now_;
};

}  // namespace keyhound
