// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/policy_set.h"

#include <algorithm>

#include "policies/evaluation/check_settings.h"
#include "policies/evaluation/parameter_value.h"
#include "policies/registry/yaml_files.h"
#include "scanner/base/file.h"
#include "scanner/base/hash.h"
#include "scanner/base/nearest_key.h"
#include "scanner/base/text_encode.h"

namespace keyhound {

// Collects policies and settings of all files, then puts them together.
class PolicySetLoader {
 public:
  explicit PolicySetLoader(const CelRegexCompiler* regexes) : regexes_(regexes) {}

  PolicySetLoader(std::vector<Policy> policies, std::vector<CheckSetting> checks)
      : policies_(std::move(policies)), checks_(std::move(checks)) {}

  void add(std::string_view yaml, const std::string& file);
  void add(PolicySetting setting);
  Result<PolicySet> finish();
  void add_error(const Error& error) { lines_ += (lines_.empty() ? "" : "\n") + error.message; }

 private:
  void add_policy(std::string_view yaml, const std::string& file);
  void check_settings();
  void resolve(PolicySet::Data& data);

  const CelRegexCompiler* regexes_ = nullptr;
  std::vector<Policy> policies_;
  // Outlives the set: parameters borrow texts of it.
  std::shared_ptr<std::vector<PolicySetting>> settings_ =
      std::make_shared<std::vector<PolicySetting>>();
  std::vector<CheckSetting> checks_;
  std::string texts_;
  std::string lines_;  // of errors
  std::vector<RegistryProblem> problems_;
};

void PolicySetLoader::add(std::string_view yaml, const std::string& file) {
  texts_ += std::to_string(yaml.size()) + ":";
  texts_ += yaml;
  if (!is_policy_settings(yaml)) {
    add_policy(yaml, file);
    return;
  }
  auto settings = parse_policy_settings(yaml, file);
  if (!settings) {
    add_error(settings.error());
    return;
  }
  for (PolicySetting& setting : settings->policies) settings_->push_back(std::move(setting));
  for (CheckSetting& setting : settings->checks) checks_.push_back(std::move(setting));
}

void PolicySetLoader::add(PolicySetting setting) {
  const std::string text = to_string(setting);
  texts_ += std::to_string(text.size()) + ":" + text;
  settings_->push_back(std::move(setting));
}

void PolicySetLoader::add_policy(std::string_view yaml, const std::string& file) {
  auto definition = parse_policy(yaml, file);
  if (!definition) {
    add_error(definition.error());
    return;
  }
  for (const Policy& policy : policies_) {
    if (policy.definition().info.id != definition->info.id) continue;
    problems_.push_back({definition->place, "a policy with this id exists already, in " +
                                                policy.definition().file +
                                                "; change it with `kind: PolicySettings`"});
    return;
  }
  auto policy = Policy::compile(std::move(*definition), regexes_);
  if (!policy) {
    add_error(policy.error());
  } else if (policies_.size() == kMostPolicies) {
    problems_.push_back({definition->place, "there are more than 1,000 policies"});
  } else {
    policies_.push_back(std::move(*policy));
  }
}

void PolicySetLoader::check_settings() {
  std::vector<std::string_view> ids;
  for (const Policy& policy : policies_) ids.push_back(policy.definition().info.id);
  for (const PolicySetting& setting : *settings_) {
    if (std::find(ids.begin(), ids.end(), setting.policy_id) != ids.end()) continue;
    const std::string_view nearest = nearest_key(setting.policy_id, ids);
    problems_.push_back(
        {setting.place,
         "there is no such policy" +
             (nearest.empty() ? std::string() : "; did you mean " + std::string(nearest) + "?")});
  }
}

void PolicySetLoader::resolve(PolicySet::Data& data) {
  // The arena also keeps the settings alive, which its values borrow texts of.
  struct Keeper {
    CelArena arena;
    std::shared_ptr<std::vector<PolicySetting>> settings;
  };
  const auto keeper = std::make_shared<Keeper>();
  keeper->settings = settings_;
  data.arena = std::shared_ptr<CelArena>(keeper, &keeper->arena);
  for (Policy& policy : policies_) {
    ResolvedSettings settings = resolve_settings(policy, *settings_, keeper->arena, problems_);
    const bool is_used = settings.is_enabled ||
                         std::any_of(settings.environments.begin(), settings.environments.end(),
                                     [](const auto& one) { return one.second.is_enabled; });
    if (!is_used) continue;
    PolicyInfo info = policy.definition().info;
    for (const PolicySetting& setting : *settings_) {
      if (setting.policy_id != info.id) continue;
      info.level = setting.level.value_or(info.level);
      info.score = setting.score.value_or(info.score);
    }
    data.infos.push_back(std::move(info));
    data.settings.push_back(std::move(settings));
    data.policies.push_back(std::move(policy));
  }
}

Result<PolicySet> PolicySetLoader::finish() {
  std::sort(policies_.begin(), policies_.end(), [](const Policy& a, const Policy& b) {
    return a.definition().info.id < b.definition().info.id;
  });
  check_settings();
  auto data = std::make_shared<PolicySet::Data>();
  resolve(*data);
  if (!problems_.empty()) add_error({ErrorKind::kConfiguration, lines_of(problems_)});
  if (!lines_.empty()) return fail(ErrorKind::kConfiguration, lines_);
  data->checks = std::move(checks_);
  const Sha256Digest digest = sha256(texts_);
  data->digest = "sha256:" + to_hex(digest);
  PolicySet set;
  set.data_ = std::move(data);
  return set;
}

Result<PolicySet> PolicySet::load(const std::vector<std::string>& paths,
                                  const CelRegexCompiler* regexes,
                                  std::vector<PolicySetting> settings) {
  PolicySetLoader loader(regexes);
  for (const EmbeddedText& file : builtin_policy_files()) {
    loader.add(file.content, "builtin/" + std::string(file.name));
  }
  for (const std::string& path : paths) {
    KEYHOUND_TRY(const std::vector<std::string> files, yaml_files_at(path, kMostPolicies));
    for (const std::string& file : files) {
      KEYHOUND_TRY(const std::string text, read_file(file, kLargestPolicyFile));
      loader.add(text, file);
    }
  }
  for (PolicySetting& setting : settings) loader.add(std::move(setting));
  return loader.finish();
}

Result<PolicySet> PolicySet::with_settings(std::string_view yaml, const std::string& file) const {
  PolicySetLoader loader(data_->policies, data_->checks);
  loader.add(yaml, file);
  return loader.finish();
}

const Policy* PolicySet::find(std::string_view id) const {
  for (const Policy& policy : data_->policies) {
    if (policy.definition().info.id == id) return &policy;
  }
  return nullptr;
}

const ParameterValues* PolicySet::parameters(std::size_t index,
                                             std::string_view environment) const {
  const ResolvedSettings& settings = data_->settings[index];
  if (!settings.environments.empty()) {
    const auto own = settings.environments.find(environment);
    if (own != settings.environments.end())
      return own->second.is_enabled ? &own->second.parameters : nullptr;
  }
  return settings.is_enabled ? &settings.everywhere : nullptr;
}

}  // namespace keyhound
