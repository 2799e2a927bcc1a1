// SPDX-License-Identifier: Apache-2.0
// PolicySet: the built-in policies with those of the user, and the settings that change their
// parameters, levels and use. Immutable, thread-safe, cheap to copy.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "policies/evaluation/policy.h"
#include "policies/evaluation/policy_settings.h"

namespace keyhound {

class PolicySet {
 public:
  // Reads files and directories (their *.yaml and *.yml in the order of their names): policies, and
  // settings (`kind: PolicySettings`); `settings` come on top. All problems come at once,
  // kConfiguration. `regexes` must outlive the set.
  static Result<PolicySet> load(const std::vector<std::string>& paths,
                                const CelRegexCompiler* regexes,
                                std::vector<PolicySetting> settings = {});

  // This set with settings on top. Policies that are switched off cannot be switched on so.
  [[nodiscard]] Result<PolicySet> with_settings(std::string_view yaml,
                                                const std::string& file) const;

  // By id, without those that the settings switch off everywhere.
  [[nodiscard]] const std::vector<Policy>& policies() const { return data_->policies; }
  // Their metadata, with the levels and scores of the settings; lives as long as the set.
  [[nodiscard]] const std::vector<PolicyInfo>& infos() const { return data_->infos; }
  // The checks of pipeline definitions that the settings raise, in the order of the files: of one
  // that is there twice, the last counts.
  [[nodiscard]] const std::vector<CheckSetting>& checks() const { return data_->checks; }
  // "sha256:<hex>" of all texts.
  [[nodiscard]] const std::string& digest() const { return data_->digest; }
  // nullptr: there is none.
  [[nodiscard]] const Policy* find(std::string_view id) const;

  // The parameters of policies()[index] for a credential of this environment; nullptr: the policy
  // is switched off there.
  [[nodiscard]] const ParameterValues* parameters(std::size_t index,
                                                  std::string_view environment) const;

 private:
  friend class PolicySetLoader;
  struct Data {
    std::vector<Policy> policies;
    std::vector<PolicyInfo> infos;
    std::vector<ResolvedSettings> settings;  // one for each policy
    std::vector<CheckSetting> checks;
    std::shared_ptr<CelArena> arena;  // of their parameters
    std::string digest;
  };
  std::shared_ptr<const Data> data_;
};

}  // namespace keyhound
