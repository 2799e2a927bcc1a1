// SPDX-License-Identifier: Apache-2.0
// Judge: the registry, the policies and the time that verdicts are made with. Movable; used by one
// thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "policies/evaluation/judge.h"
#include "policies/evaluation/policy_set.h"
#include "policies/registry/registry.h"
#include "scanner/base/work_crew.h"
#include "scanner/cli/judge_options.h"
#include "scanner/model/scan_result.h"

namespace keyhound {

// "acme/pay" of https://host/acme/pay.git or git@host:acme/pay.git; empty when it cannot be told.
std::string repository_name(std::string_view uri);

class Judge {
 public:
  // Reads the registries of --registry, or the one that `target` has where there is one, and the
  // policies. kConfiguration with all problems; also where an exception names a policy that does
  // not exist.
  static Result<Judge> create(const JudgeOptions& options, const std::string& target);

  // One that knows the time and judges nothing: neither registries nor policies are read.
  static Result<Judge> idle(const JudgeOptions& options);

  // Adds credentials, verdicts and policy findings, and restores the report order. `results`: how
  // many repositories' results are judged together; `inventoried`: those of them whose references
  // were looked for. The judge must outlive `result`.
  void apply(ScanResult& result, std::size_t results = 1,
             std::vector<std::string> inventoried = {}) const;
  // The same for the last result that is judged: the registry is given up as soon as it was asked.
  void apply_last(ScanResult& result, std::size_t results, std::vector<std::string> inventoried);
  // Who does parts of apply() at once.
  void set_crew(WorkCrew crew) { crew_ = std::move(crew); }
  // Hears what apply() lets the policies see.
  void set_facts_listener(FactsListener listener) { on_facts_ = std::move(listener); }

  [[nodiscard]] const PolicySet& policies() const { return policies_; }
  // nullptr: there is none, or it was given up.
  [[nodiscard]] const Registry* registry() const { return registry_ ? &*registry_ : nullptr; }
  [[nodiscard]] Timestamp now() const { return now_; }
  // What the evidence ledger says, for the policies that ask for it.
  void set_ledger_facts(LedgerFacts facts) { ledger_ = std::move(facts); }

 private:
  void apply(ScanResult& result, std::size_t results, std::vector<std::string> inventoried,
             std::function<void()> on_judged) const;

  std::optional<Registry> registry_;
  PolicySet policies_;
  std::optional<LedgerFacts> ledger_;
  FactsListener on_facts_;
  WorkCrew crew_;
  std::string target_;  // what is scanned
  Timestamp now_;
};

}  // namespace keyhound
