// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>

#include "scanner/base/text_encode.h"
#include "scanner/cli/catalogue/rule_pages.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/configuration_options.h"
#include "scanner/cli/cost_report.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/rule_options.h"
#include "scanner/cli/run_configuration.h"
#include "scanner/cli/verifier_report.h"
#include "scanner/engine/trigger.h"
#include "scanner/scan/rule_trial.h"

namespace keyhound {
namespace {

struct RulesOptions {
  RuleOptions rules;
  ConfigurationOptions configuration;
  std::string shown_id;
  bool with_cost = false;
  std::vector<std::string> corpus;
  std::size_t top = 20;
  std::string folder;
  std::vector<std::string> verified;  // ids of rules or verifiers
  bool as_markdown = false;
};

// What a scan of the current directory would use.
struct RulesHere {
  Configuration configuration;
  RuleSet rules;

  static Result<RulesHere> load(RulesOptions& options) {
    RulesHere here;
    KEYHOUND_TRY(here.configuration, configuration_for(options.configuration, {"."}));
    KEYHOUND_TRY_STATUS(apply_rules(here.configuration, options.rules));
    KEYHOUND_TRY(here.rules, load_rule_set(options.rules));
    KEYHOUND_TRY_STATUS(check_configuration(here.configuration, here.rules));
    return here;
  }

  // "high", or what the configuration makes of it.
  [[nodiscard]] std::string severity_of(const Rule& rule) const {
    const ConfiguredText* const severity = severity_for(configuration, rule.id);
    return severity == nullptr ? std::string(to_string(rule.severity)) : severity->value;
  }
};

Result<int> list_rules(RulesOptions& options) {
  KEYHOUND_TRY(const RulesHere here, RulesHere::load(options));
  std::vector<std::string> disabled;
  for (const Rule& rule : here.rules.rules) {
    if (const auto* const entry = disabled_by(here.configuration, rule.id)) {
      disabled.push_back(
          fmt::format("{} ({})", rule.id, to_string(here.configuration, entry->origin)));
      continue;
    }
    fmt::print("{:<44} {:<9} {:<7} {:<16} {}\n", rule.id, here.severity_of(rule),
               to_string(rule.confidence), rule.kind, escape_for_terminal(rule.description));
  }
  fmt::print("{} rules\n", here.rules.rules.size() - disabled.size());
  if (!disabled.empty())
    fmt::print("disabled: {}\n", escape_for_terminal(fmt::format("{}", fmt::join(disabled, ", "))));
  return kExitClean;
}

void print_field(std::string_view name, std::string_view value) {
  if (!value.empty()) fmt::print("{:<18}{}\n", name, escape_for_terminal(value));
}

void print_list(std::string_view name, const std::vector<std::string>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) print_field(i == 0 ? name : "", values[i]);
}

void print_configured(const RulesHere& here, const Rule& rule) {
  if (const auto* const entry = disabled_by(here.configuration, rule.id))
    print_field("disabled", "by " + to_string(here.configuration, entry->origin));
  if (const auto* const severity = severity_for(here.configuration, rule.id)) {
    print_field("severity here", fmt::format("{} (by {})", severity->value,
                                             to_string(here.configuration, severity->origin)));
  }
}

void print_rule(const RulesHere& here, const Rule& rule) {
  print_field("id", rule.id);
  print_configured(here, rule);
  print_field("description", rule.description);
  print_field("provider", rule.provider);
  print_field("credential", rule.credential);
  print_field("kind", rule.kind);
  print_field("severity", fmt::format("{} ({})", to_string(rule.severity), rule.severity_reason));
  print_field("confidence", to_string(rule.confidence));
  print_list("context", rule.context);
  print_field("value", rule.value);
  print_field("regex", rule.regex);
  if (const auto shape = analyse_rule(rule)) {
    print_field("trigger", rule.trigger.empty() ? shape->trigger + "  (derived)" : rule.trigger);
    const std::string longest = rule.max_length > 0 ? std::to_string(rule.max_length)
                                : shape->max_length ? std::to_string(*shape->max_length)
                                                    : "unbounded";
    print_field("length", fmt::format("{} to {} bytes", shape->min_length, longest));
  }
  if (rule.entropy > 0)
    print_field("entropy", fmt::format("at least {} bits a character", rule.entropy));
  print_field("path", rule.path);
  print_list("keywords", rule.keywords);
  print_field("checksum", rule.checksum);
  print_list("identity", rule.identity);
  print_field("reveals", rule.reveals);
  print_list("documentation values", rule.documentation_values);
  print_list("tags", rule.tags);
  print_list("references", rule.references);
  print_list("examples", rule.examples);
  print_list("negative examples", rule.negative_examples);
  print_field("from", rule.origin);
}

Result<int> show_rule(RulesOptions& options) {
  KEYHOUND_TRY(const RulesHere here, RulesHere::load(options));
  const auto& rules = here.rules.rules;
  const auto rule = std::find_if(rules.begin(), rules.end(),
                                 [&options](const Rule& r) { return r.id == options.shown_id; });
  if (rule == rules.end()) {
    return fail(
        ErrorKind::kUsage,
        fmt::format("there is no rule '{}'; 'keyhound rules list' shows all", options.shown_id));
  }
  print_rule(here, *rule);
  return kExitClean;
}

Result<int> test_verifiers(RulesOptions& options) {
  KEYHOUND_TRY(const RulesHere here, RulesHere::load(options));
  KEYHOUND_TRY(const VerifierSet verifiers, load_verifiers(options.rules, here.rules));
  // Without a rule the option has an empty value.
  std::vector<std::string> ids = options.verified;
  std::erase(ids, std::string());
  KEYHOUND_TRY(const bool is_good, report_verifier_trials(verifiers, ids));
  return is_good ? kExitClean : kExitFindings;
}

Result<int> list_verifiers(RulesOptions& options) {
  KEYHOUND_TRY(const RulesHere here, RulesHere::load(options));
  KEYHOUND_TRY(const VerifierSet verifiers, load_verifiers(options.rules, here.rules));
  fmt::print("{}", options.as_markdown ? verifier_page(verifiers) : verifier_list(verifiers));
  return kExitClean;
}

Result<int> test_rules(RulesOptions& options) {
  KEYHOUND_TRY(const Configuration configuration, configuration_for(options.configuration, {"."}));
  KEYHOUND_TRY_STATUS(apply_rules(configuration, options.rules));
  KEYHOUND_TRY(const RuleEngine engine, make_engine(options.rules));
  KEYHOUND_TRY(const ScanContext context, ScanContext::create(engine));
  KEYHOUND_TRY(const RuleTrialResult trial, try_rules(context));
  for (const RuleTrialFailure& failure : trial.failures) {
    fmt::print("{}: {}: {}\n", failure.rule_id, failure.example,
               escape_for_terminal(failure.reason));
  }
  fmt::print("{} rules, {} examples, {} failures\n", trial.rules, trial.examples,
             trial.failures.size());
  bool is_good = trial.failures.empty();
  if (options.with_cost) {
    KEYHOUND_TRY(const bool is_cheap, report_rule_costs(engine.rules(), options.corpus));
    is_good = is_good && is_cheap;
  }
  return is_good ? kExitClean : kExitFindings;
}

Result<int> show_costs(RulesOptions& options) {
  KEYHOUND_TRY(const RulesHere here, RulesHere::load(options));
  KEYHOUND_TRY_STATUS(print_rule_costs(here.rules, options.corpus, options.top));
  return kExitClean;
}

Result<int> write_catalogue(const RulesOptions& options) {
  KEYHOUND_TRY(const RuleSet rules, load_rule_set(options.rules));
  KEYHOUND_TRY_STATUS(write_pages(options.folder, rule_pages(rules)));
  return kExitClean;
}

void add_corpus_option(CLI::App& app, RulesOptions& options) {
  app.add_option("--corpus", options.corpus,
                 "Ordinary source code to measure on: files or directories")
      ->type_name("PATH")
      ->allow_extra_args(false);
}

CommandRunner add_options(CLI::App& app) {
  auto options = std::make_shared<RulesOptions>();
  options->rules.with_examples = true;
  app.require_subcommand(1);
  CLI::App* list =
      app.add_subcommand("list",
                         "List the rules that run here: id, severity, confidence, kind, "
                         "description");
  CLI::App* show = app.add_subcommand("show", "Show everything about one rule");
  show->add_option("id", options->shown_id, "The rule's id")->required()->type_name("ID");
  CLI::App* test = app.add_subcommand("test", "Prove every example of the rules with both engines");
  test->add_flag("--cost", options->with_cost,
                 "Also measure what each rule costs; a rule that costs too much fails");
  CLI::Option* verify =
      test->add_option("--verify", options->verified,
                       "Instead, try what verifies the secrets of this rule (none: of all rules) "
                       "against recorded answers; nothing is sent")
          ->expected(0, 1)
          ->type_name("RULE");
  CLI::App* verifiers = app.add_subcommand(
      "verifiers", "List what can tell whether a secret still works: rules, request, evidence");
  verifiers->add_flag("--markdown", options->as_markdown,
                      "As the page docs/VERIFIERS.md, with what each answer is taken for");
  CLI::App* cost = app.add_subcommand(
      "cost", "Show what each rule costs alone on source code, the costliest first");
  cost->add_option("--top", options->top, "Rules to show; 0: all")
      ->type_name("N")
      ->capture_default_str();
  CLI::App* docs =
      app.add_subcommand("docs", "Write the catalogue of rules: Markdown, a page a provider");
  docs->add_option("--output", options->folder, "Folder to write the pages to")
      ->required()
      ->type_name("DIR");
  for (CLI::App* sub : {test, cost}) add_corpus_option(*sub, *options);
  for (CLI::App* sub : {list, show, test, verifiers, cost, docs})
    add_rule_options(*sub, options->rules);
  // The catalogue is the same wherever it is written.
  for (CLI::App* sub : {list, show, test, verifiers, cost})
    add_configuration_options(*sub, options->configuration);
  return [options, list, show, verifiers, cost, docs, verify] {
    const auto code = list->parsed()        ? list_rules(*options)
                      : show->parsed()      ? show_rule(*options)
                      : verifiers->parsed() ? list_verifiers(*options)
                      : cost->parsed()      ? show_costs(*options)
                      : docs->parsed()      ? write_catalogue(*options)
                      : verify->count() > 0 ? test_verifiers(*options)
                                            : test_rules(*options);
    if (code) return *code;
    return report_error(code.error());
  };
}

}  // namespace

extern const Command kRulesCommand;
const Command kRulesCommand{
    "rules", "List, show, test, measure and document rules",
    "  keyhound rules list\n"
    "  keyhound rules list --no-config                    without what .keyhound.toml changes\n"
    "  keyhound rules show github-classic-pat\n"
    "  keyhound rules test --rules my-rules.toml --no-default-rules --cost\n"
    "  keyhound rules test --verify github-classic-pat    what its verifier says to recorded "
    "answers\n"
    "  keyhound rules verifiers\n"
    "  keyhound rules cost --rules my-rules.toml --no-default-rules --top 5\n"
    "  keyhound rules docs --output rules-catalogue\n",
    add_options};

}  // namespace keyhound
