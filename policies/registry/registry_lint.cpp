// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/registry_lint.h"

#include "policies/json.h"
#include "policies/registry/lint_report.h"
#include "policies/registry/unknown_policies.h"

namespace keyhound {

LintReport::LintReport(const Registry& registry, const LintInput& input)
    : registry_(registry), input_(input) {
  for (const Party& party : registry.parties) parties_.emplace(party.id, &party);
  for (const Credential& credential : registry.credentials) {
    credentials_.emplace(credential.id, &credential);
  }
}

void LintReport::add(std::vector<RegistryProblem> problems) {
  for (RegistryProblem& problem : problems) problems_.push_back(std::move(problem));
}

const Party* LintReport::need_party(std::string_view id, std::string_view role,
                                    const RegistryPlace& place, bool is_error) {
  if (id.empty()) return nullptr;
  const std::string who = std::string(role) + " '" + std::string(id) + "' ";
  const auto found = parties_.find(id);
  if (found == parties_.end()) {
    add(place, who + "is not listed under parties", is_error);
    return nullptr;
  }
  const Party& party = *found->second;
  if (party.status != "active") {
    add(place,
        who + "is " + (party.status == "left" ? "gone (left)" : party.status) +
            "; name a successor",
        is_error);
  } else if (is_before(party.valid_until, input_.now)) {
    add(place, who + "was valid until " + day_of(*party.valid_until) + "; name a successor",
        is_error);
  }
  return &party;
}

bool LintReport::has_credential(std::string_view id) const { return credentials_.contains(id); }

std::vector<RegistryProblem> LintReport::take_sorted() {
  sort_problems(registry_.files, problems_);
  return std::move(problems_);
}

bool is_before(std::optional<Timestamp> a, std::optional<Timestamp> b) { return a && b && *a < *b; }

std::string day_of(Timestamp time) { return format_timestamp(time).substr(0, 10); }

std::vector<RegistryProblem> lint_registry(const Registry& registry, const LintInput& input) {
  LintReport report(registry, input);
  for (const Party& party : registry.parties) lint_party(party, report);
  for (const Credential& credential : registry.credentials) {
    lint_owner(credential, report);
    lint_identity(credential, report);
    lint_dates(credential, report);
  }
  for (const Exception& exception : registry.exceptions) lint_exception(exception, report);
  for (const Observation& row : registry.observations) lint_observation(row, report);
  lint_fingerprint_keys(report);
  lint_maxima(report);
  report.add(unknown_policies(registry, input.policies));
  return report.take_sorted();
}

std::string lint_json(const Registry& registry, const std::vector<RegistryProblem>& problems) {
  Json list = Json::array();
  int errors = 0;
  for (const RegistryProblem& problem : problems) {
    errors += problem.is_error ? 1 : 0;
    list.push_back({{"severity", problem.is_error ? "error" : "warning"},
                    {"file", problem.place.file},
                    {"line", problem.place.position.line},
                    {"column", problem.place.position.column},
                    {"message", problem.message}});
  }
  const Json report = {{"files", registry.files},
                       {"credentials", registry.credentials.size()},
                       {"exceptions", registry.exceptions.size()},
                       {"errors", errors},
                       {"warnings", static_cast<int>(problems.size()) - errors},
                       {"problems", std::move(list)}};
  // A path may hold bytes that are not UTF-8.
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace keyhound
