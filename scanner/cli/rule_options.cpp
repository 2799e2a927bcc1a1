// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/rule_options.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "scanner/cli/cli11.h"
#include "scanner/cli/embedded_rules.h"
#include "scanner/rules/rule_codec.h"
#include "scanner/rules/rule_file.h"

namespace keyhound {
namespace {

bool leaves_defaults(const RuleOptions& options) {
  return options.files.empty() && options.configured.empty() && !options.no_default_rules &&
         options.gitleaks == nullptr;
}

bool has_defaults(const RuleOptions& options) {
  return !options.no_default_rules &&
         (options.gitleaks == nullptr || options.gitleaks->with_defaults);
}

// What a gitleaks configuration adds, and changes in the default rules.
void add_gitleaks(const GitleaksRules& gitleaks, RuleFile& base, RuleFile& added) {
  for (const auto& [id, allowlist] : gitleaks.default_allowlists) {
    for (Rule& rule : base.rules)
      if (rule.id == id) rule.allowlists.push_back(allowlist);
  }
  added.append(gitleaks.file);
}

RuleFile contents_of(RuleSet rules) {
  return {std::move(rules.rules),
          std::move(rules.allowlists),
          std::move(rules.documentation_values),
          {}};
}

Result<RuleFile> load_configured(const std::vector<ConfiguredRules>& configured) {
  RuleFile all;
  for (const ConfiguredRules& one : configured) {
    KEYHOUND_TRY(RuleFile file,
                 one.text ? parse_rule_file(*one.text, one.path) : load_rule_files(one.path));
    all.append(std::move(file));
  }
  return all;
}

Result<RuleSet> with_user_rules(RuleSet defaults, const RuleOptions& options) {
  if (leaves_defaults(options)) return defaults;
  RuleFile base;
  if (has_defaults(options)) base = contents_of(std::move(defaults));
  if (!options.configured.empty()) {
    KEYHOUND_TRY(RuleFile configured, load_configured(options.configured));
    KEYHOUND_TRY(RuleSet both, make_rule_set(std::move(base), std::move(configured)));
    base = contents_of(std::move(both));
  }
  RuleFile added;
  for (const std::string& path : options.files) {
    KEYHOUND_TRY(RuleFile file, load_rule_files(path));
    added.append(std::move(file));
  }
  if (options.gitleaks != nullptr) add_gitleaks(*options.gitleaks, base, added);
  KEYHOUND_TRY(RuleSet rules, make_rule_set(std::move(base), std::move(added)));
  if (rules.rules.empty()) {
    return fail(ErrorKind::kConfiguration,
                "the configuration leaves no rule, so nothing could be found; give --rules a file "
                "with [[rules]], or leave out --no-default-rules and defaults = false");
  }
  return rules;
}

Result<RuleSet> load_defaults(const RuleOptions& options) {
  KEYHOUND_TRY(RuleSet rules, decode_rule_set(embedded_rule_pack()));
  if (options.with_examples)
    KEYHOUND_TRY_STATUS(decode_rule_examples(embedded_rule_examples(), rules));
  return rules;
}

}  // namespace

std::string cache_folder() {
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache == '/') {
    return std::string(cache) + "/keyhound";
  }
  if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/') {
    return std::string(home) + "/.cache/keyhound";
  }
  return {};
}

void add_rule_options(CLI::App& app, RuleOptions& options) {
  app.add_option("--rules", options.files,
                 "Rule file (TOML) or directory of them, beside the default rules; a rule with "
                 "the id of a default one replaces it")
      ->type_name("PATH")
      ->allow_extra_args(false);
  app.add_flag("--no-default-rules", options.no_default_rules, "Only the rules of --rules");
}

Result<RuleSet> load_rule_set(const RuleOptions& options) {
  KEYHOUND_TRY(RuleSet defaults, load_defaults(options));
  return with_user_rules(std::move(defaults), options);
}

Result<VerifierSet> load_verifiers(const RuleOptions& options, const RuleSet& rules) {
  KEYHOUND_TRY(RuleFile added, load_configured(options.configured));
  for (const std::string& path : options.files) {
    KEYHOUND_TRY(RuleFile file, load_rule_files(path));
    added.append(std::move(file));
  }
  std::vector<Verifier> verifiers;
  if (has_defaults(options)) {
    KEYHOUND_TRY(verifiers, decode_verifiers(embedded_verifiers()));
  }
  std::erase_if(verifiers, [&added](const Verifier& verifier) {
    return std::any_of(added.verifiers.begin(), added.verifiers.end(),
                       [&](const Verifier& other) { return other.id == verifier.id; });
  });
  std::move(added.verifiers.begin(), added.verifiers.end(), std::back_inserter(verifiers));
  return VerifierSet::create(std::move(verifiers), rules);
}

Result<RuleEngine> make_engine(const RuleOptions& options) {
  if (leaves_defaults(options) && !options.with_examples) {
    KEYHOUND_TRY(RulePack pack, RulePack::open(embedded_rule_pack(), embedded_rule_table()));
    const PrecompiledTriggers triggers = embedded_triggers(pack.common().digest);
    return RuleEngine::open(pack, triggers);
  }
  KEYHOUND_TRY(RuleSet defaults, load_defaults(options));
  const std::string digest = defaults.digest;
  const PrecompiledTriggers triggers = embedded_triggers(digest);
  EngineOptions engine_options;
  engine_options.cache_folder = cache_folder();
  if (has_defaults(options)) engine_options.precompiled = &triggers;
  if (leaves_defaults(options)) {
    return RuleEngine::create(std::move(defaults), engine_options);
  }
  engine_options.precompiled_rules = &defaults;
  KEYHOUND_TRY(RuleSet rules, with_user_rules(defaults, options));
  return RuleEngine::create(std::move(rules), engine_options);
}

}  // namespace keyhound
