// SPDX-License-Identifier: Apache-2.0
// LintReport: collects what lint finds, and knows the parties of the registry. One per run, one
// thread; borrows the registry. The checks are one function for each kind of entry, one file each.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "policies/registry/registry_lint.h"

namespace keyhound {

class LintReport {
 public:
  LintReport(const Registry& registry, const LintInput& input);

  void error(const RegistryPlace& place, std::string message) {
    problems_.push_back({place, std::move(message), true});
  }
  void warning(const RegistryPlace& place, std::string message) {
    problems_.push_back({place, std::move(message), false});
  }
  void add(const RegistryPlace& place, std::string message, bool is_error) {
    problems_.push_back({place, std::move(message), is_error});
  }
  void add(std::vector<RegistryProblem> problems);

  // Says so when `id` is given and the party is not listed, or has left by now. Returns it.
  const Party* need_party(std::string_view id, std::string_view role, const RegistryPlace& place,
                          bool is_error);

  [[nodiscard]] const Registry& registry() const { return registry_; }
  [[nodiscard]] Timestamp now() const { return input_.now; }
  [[nodiscard]] std::span<const std::string_view> policies() const { return input_.policies; }
  [[nodiscard]] bool has_credential(std::string_view id) const;

  std::vector<RegistryProblem> take_sorted();

 private:
  const Registry& registry_;
  const LintInput& input_;
  std::unordered_map<std::string_view, const Party*> parties_;
  std::unordered_map<std::string_view, const Credential*> credentials_;
  std::vector<RegistryProblem> problems_;
};

bool is_before(std::optional<Timestamp> a, std::optional<Timestamp> b);
// "2026-11-23".
std::string day_of(Timestamp time);

void lint_party(const Party& party, LintReport& report);
void lint_owner(const Credential& credential, LintReport& report);
void lint_identity(const Credential& credential, LintReport& report);
void lint_dates(const Credential& credential, LintReport& report);
void lint_exception(const Exception& exception, LintReport& report);
void lint_observation(const Observation& observation, LintReport& report);
void lint_fingerprint_keys(LintReport& report);
void lint_maxima(LintReport& report);

}  // namespace keyhound
