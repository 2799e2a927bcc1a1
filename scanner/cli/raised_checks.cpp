// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/raised_checks.h"

#include "policies/evaluation/check_settings.h"
#include "policies/evaluation/parameter_value.h"
#include "scanner/base/nearest_key.h"

namespace keyhound {
namespace {

RegistryProblem unknown(const CheckSetting& setting) {
  std::vector<std::string_view> ids;
  for (const CheckInfo& info : check_infos()) ids.push_back(info.id);
  const std::string_view nearest = nearest_key(setting.check, ids);
  return {setting.place, "there is no such check" +
                             (nearest.empty() ? "; see keyhound pipelines --list"
                                              : "; did you mean " + std::string(nearest) + "?")};
}

}  // namespace

Result<RaisedChecks> raised_checks(const std::vector<CheckSetting>& settings) {
  RaisedChecks raised;
  std::vector<RegistryProblem> problems;
  for (const CheckSetting& setting : settings) {
    if (const Check* check = find_check(setting.check)) {
      raised.insert_or_assign(std::string(check->info.id), RaisedCheck{true, setting.level});
    } else {
      problems.push_back(unknown(setting));
    }
  }
  if (problems.empty()) return raised;
  return fail(ErrorKind::kConfiguration, lines_of(problems));
}

Result<RaisedChecks> load_raised_checks(const std::vector<std::string>& policies) {
  KEYHOUND_TRY(const std::vector<CheckSetting> settings, load_check_settings(policies));
  return raised_checks(settings);
}

}  // namespace keyhound
