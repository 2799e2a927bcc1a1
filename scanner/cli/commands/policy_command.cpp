// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <optional>
#include <utility>

#include "policies/evaluation/input_document.h"
#include "policies/evaluation/parameter_value.h"
#include "policies/evaluation/scenario.h"
#include "policies/language/cel_program.h"
#include "policies/language/cel_text.h"
#include "scanner/base/huge_heap.h"
#include "scanner/base/text_encode.h"
#include "scanner/cli/catalogue/policy_pages.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/crew.h"
#include "scanner/cli/end_process.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/judge.h"
#include "scanner/cli/ledger_run.h"
#include "scanner/cli/policy_regex.h"
#include "scanner/cli/report_inputs.h"
#include "scanner/cli/report_outputs.h"
#include "scanner/cli/run_configuration.h"
#include "scanner/cli/scan_options.h"
#include "scanner/cli/scan_run.h"
#include "scanner/cli/step_times.h"

namespace keyhound {
namespace {

// So many take longer to give back than a process takes to end.
constexpr std::size_t kManyFindings = 10'000;
constexpr std::size_t kHeap = std::size_t{1} << 30U;  // address space; more than most need

struct PolicyOptions {
  ScanOptions scan;  // registry, policies, time, reports
  std::vector<std::string> ids;
  std::vector<std::string> reports;
  std::string expression;
  std::string dump;
  std::string folder;
};

// As a scan of the current directory would judge.
Status configure(PolicyOptions& options) {
  KEYHOUND_TRY(const Configuration configuration,
               configuration_for(options.scan.configuration, {"."}));
  return apply_judging(configuration, options.scan.judge);
}

Result<PolicySet> load_policies(PolicyOptions& options) {
  KEYHOUND_TRY_STATUS(configure(options));
  return PolicySet::load(options.scan.judge.policies, &policy_regexes(),
                         options.scan.judge.settings);
}

Result<const Policy*> find_policy(const PolicySet& policies, const std::string& id) {
  if (const Policy* policy = policies.find(id)) return policy;
  return fail(ErrorKind::kUsage,
              fmt::format("there is no policy '{}'; 'keyhound policy list' names all", id));
}

Result<int> list_policies(PolicyOptions& options) {
  KEYHOUND_TRY(const PolicySet policies, load_policies(options));
  for (std::size_t i = 0; i < policies.policies().size(); ++i) {
    const PolicyInfo& info = policies.infos()[i];
    fmt::print("{}  {:<7} {:>4.1f}  {:<11} {:<32} {}\n", info.id, to_string(info.level), info.score,
               to_string(policies.policies()[i].definition().subject), info.name,
               escape_for_terminal(info.title));
  }
  return kExitClean;
}

void print_policy(const Policy& policy, const PolicyInfo& info) {
  const PolicyDefinition& definition = policy.definition();
  fmt::print("{} {}: {}\n\n{}\n\n", info.id, info.name, escape_for_terminal(info.title),
             escape_for_terminal(info.description));
  fmt::print("judges      each {}\nlevel       {}, score {:.1f}\n", to_string(definition.subject),
             to_string(info.level), info.score);
  for (const PolicyParameter& parameter : definition.params) {
    fmt::print("parameter   {} = {} ({})\n", parameter.name,
               escape_for_terminal(to_string(parameter.value)), kind_of(parameter.value));
  }
  for (const auto& [name, text] : definition.lets) {
    fmt::print("let         {} = {}\n", name, escape_for_terminal(text.text));
  }
  for (const PolicyGuard& guard : definition.applies) {
    fmt::print("applies if  {}\n", escape_for_terminal(guard.condition.text));
  }
  for (const PolicyGuard& guard : definition.undecided) {
    fmt::print("undecided   {}\n", escape_for_terminal(guard.condition.text));
  }
  fmt::print("fails when  {}\nremedy      {}\n", escape_for_terminal(definition.fail_when.text),
             escape_for_terminal(info.remedy));
  for (const auto& [framework, ids] : info.controls) {
    std::string all;
    for (const std::string& id : ids) all += (all.empty() ? "" : ", ") + id;
    fmt::print("{:<11} {}\n", framework, escape_for_terminal(all));
  }
  fmt::print("file        {}\n", escape_for_terminal(definition.file));
}

Result<int> show_policies(PolicyOptions& options) {
  KEYHOUND_TRY(const PolicySet policies, load_policies(options));
  for (std::size_t i = 0; i < options.ids.size(); ++i) {
    KEYHOUND_TRY(const Policy* policy, find_policy(policies, options.ids[i]));
    if (i > 0) fmt::print("\n");
    const auto index = static_cast<std::size_t>(policy - policies.policies().data());
    print_policy(*policy, policies.infos()[index]);
  }
  return kExitClean;
}

Result<int> test_policies(PolicyOptions& options) {
  KEYHOUND_TRY(const PolicySet policies, load_policies(options));
  std::vector<const Policy*> chosen;
  for (const std::string& id : options.ids) {
    KEYHOUND_TRY(const Policy* policy, find_policy(policies, id));
    chosen.push_back(policy);
  }
  if (chosen.empty()) {
    for (const Policy& policy : policies.policies()) chosen.push_back(&policy);
  }
  std::size_t run = 0;
  std::size_t failed = 0;
  for (const Policy* policy : chosen) {
    const PolicyDefinition& definition = policy->definition();
    KEYHOUND_TRY(const auto results, run_policy_tests(*policy, policies));
    if (results.empty()) {
      ++failed;
      fmt::print("{}: it has no tests\n", definition.info.id);
    }
    for (const PolicyTestResult& result : results) {
      ++run;
      if (result.is_met()) continue;
      ++failed;
      fmt::print("{}: {}: expected {}, got {}{}\n", definition.info.id,
                 escape_for_terminal(result.name), to_string(result.expected),
                 to_string(result.actual),
                 result.message.empty() ? "" : ": " + escape_for_terminal(result.message));
    }
  }
  fmt::print("{} policies, {} tests, {} failed\n", chosen.size(), run, failed);
  return failed == 0 ? kExitClean : kExitFindings;
}

Result<int> write_catalogue(const PolicyOptions& options) {
  KEYHOUND_TRY(const PolicySet policies,
               PolicySet::load(options.scan.judge.policies, &policy_regexes()));
  KEYHOUND_TRY(const std::vector<Page> pages, policy_pages(policies));
  KEYHOUND_TRY_STATUS(write_pages(options.folder, pages));
  return kExitClean;
}

Result<int> evaluate_expression(const PolicyOptions& options) {
  CelEnvironment environment;
  environment.variables.push_back({"now", kCelTimestamp});
  environment.regexes = &policy_regexes();
  auto program = CelProgram::compile(options.expression, environment);
  if (!program) return fail(program.error().within("--expr"));
  KEYHOUND_TRY(const Timestamp now, time_of(options.scan.judge.now));
  CelArena arena;
  const CelValue values[] = {CelValue::time(now)};
  const CelValue value = program->evaluate(values, arena);
  fmt::print("{}\n", escape_for_terminal(to_json_text(value)));
  return value.is_error() ? kExitUsage : kExitClean;
}

// The reports, and the judge for them.
struct CaseFile {
  std::optional<Result<Judge>> judge;
  std::optional<Result<ReportInputs>> inputs;
};

// Side by side. What is wrong with the registry or the policies is told first.
CaseFile open_case(const PolicyOptions& options, const WorkCrew& crew, StepTimes& times) {
  CaseFile opened;
  std::array<std::pair<double, double>, 2> spent;
  crew.run(2, [&](std::size_t part) {
    const StepWatch watch(CLOCK_THREAD_CPUTIME_ID);
    if (part == 0) {
      opened.inputs.emplace(read_reports(options.reports));
    } else {
      opened.judge.emplace(Judge::create(options.scan.judge, "."));
    }
    spent[part] = {watch.wall(), watch.processor()};
  });
  times.add("registry and policies", spent[1].first, spent[1].second);
  times.add("findings", spent[0].first, spent[0].second);
  return opened;
}

// With --dump-input what the policies see goes to that file.
Status judge_results(const PolicyOptions& options, Judge& judge, ReportInputs& inputs) {
  if (options.dump.empty()) {
    if (options.scan.ledger.ledger.empty()) {
      judge.apply_last(inputs.result, inputs.repositories, inputs.inventoried);
    } else {
      judge.apply(inputs.result, inputs.repositories, inputs.inventoried);
    }
    return {};
  }
  std::ofstream file(options.dump, std::ios::binary);
  InputDocument document([&file](std::string_view text) {
    return static_cast<bool>(file.write(text.data(), static_cast<std::streamsize>(text.size())));
  });
  judge.set_facts_listener(
      [&document](PolicySubject kind, const std::string& subject, const PolicyFacts& facts) {
        document.add(kind, subject, facts);
      });
  judge.apply(inputs.result, inputs.repositories, inputs.inventoried);
  judge.set_facts_listener({});
  const bool is_written = document.finish() && file.flush();
  if (is_written) return {};
  return fail(ErrorKind::kUsage, fmt::format("--dump-input {}: it cannot be written",
                                             escape_for_terminal(options.dump)));
}

Result<int> evaluate(PolicyOptions& options) {
  if (!options.expression.empty()) return evaluate_expression(options);
  KEYHOUND_TRY_STATUS(configure(options));
  KEYHOUND_TRY(const ReportThresholds thresholds, thresholds_of(options.scan));
  KEYHOUND_TRY(const auto outputs, resolve_outputs(options.scan.format, options.scan.outputs));
  StepTimes times;
  grow_heap_in_huge_pages(kHeap);
  const WorkCrew crew = crew_of(options.scan.threads);
  CaseFile opened = open_case(options, crew, times);
  KEYHOUND_TRY(Judge judge, std::move(*opened.judge));
  judge.set_crew(crew);
  KEYHOUND_TRY(const auto key, signing_key_of(options.scan.ledger.signing_key));
  options.scan.ledger.has_now = !options.scan.judge.now.empty();
  KEYHOUND_TRY(LedgerRun ledger, LedgerRun::open(options.scan.ledger, key, judge));
  KEYHOUND_TRY(ReportInputs inputs, std::move(*opened.inputs));
  ScanResult& result = inputs.result;
  times.end_step("both, and the ledger");
  KEYHOUND_TRY_STATUS(ledger.start(result.rules_digest, result.scan.target, "policies", judge));
  KEYHOUND_TRY_STATUS(judge_results(options, judge, inputs));
  times.end_step("judgement");
  const int code = exit_code_for(result, thresholds);
  KEYHOUND_TRY_STATUS(write_reports(result, outputs,
                                    {options.scan.color, options.scan.max_occurrences,
                                     seal_with(key), options.scan.show_accepted, crew}));
  times.end_step("reports");
  KEYHOUND_TRY_STATUS(ledger.finish(result, judge, code));
  times.end_step("evidence");
  if (options.scan.with_timings) times.print();
  if (result.findings.size() > kManyFindings) end_process(code);
  return code;
}

void add_eval(CLI::App& app, PolicyOptions& options) {
  add_reports_argument(app, options.reports, "only the registry is judged");
  app.add_option("--expr", options.expression,
                 "Evaluate this expression of the policy language instead, and print its value")
      ->type_name("EXPR");
  app.add_option("--dump-input", options.dump,
                 "Also write what the conditions of policies see, as one JSON document for OPA or "
                 "conftest")
      ->type_name("FILE");
  add_registry_option(app, options.scan.judge);
  add_policies_option(app, options.scan.judge);
  add_now_option(app, options.scan.judge);
  add_ledger_option(app, options.scan.ledger);
  add_signing_key_option(app, options.scan.ledger.signing_key);
  add_fail_on_option(app, options.scan);
  add_report_options(app, options.scan);
  add_threads_option(app, options.scan);
  app.add_flag("--timings", options.scan.with_timings,
               "Show on standard error where the time went");
}

CommandRunner add_options(CLI::App& app) {
  auto options = std::make_shared<PolicyOptions>();
  app.require_subcommand(1);
  CLI::App* list = app.add_subcommand("list", "List the policies");
  CLI::App* show = app.add_subcommand("show", "Show a policy: its condition, parameters, controls");
  show->add_option("id", options->ids, "Policy ids")->required()->type_name("ID");
  CLI::App* test = app.add_subcommand("test", "Run the tests that policies carry");
  test->add_option("id", options->ids, "Policy ids (default: all)")->type_name("ID");
  CLI::App* docs =
      app.add_subcommand("docs", "Write the catalogue of policies: Markdown, a page each");
  docs->add_option("--output", options->folder, "Folder to write the pages to")
      ->required()
      ->type_name("DIR");
  for (CLI::App* command : {list, show, test, docs})
    add_policies_option(*command, options->scan.judge);
  CLI::App* eval = app.add_subcommand(
      "eval",
      "Judge the results of scans, of several repositories together, or the registry alone");
  add_eval(*eval, *options);
  // The catalogue is the same wherever it is written.
  for (CLI::App* command : {list, show, test, eval})
    add_configuration_options(*command, options->scan.configuration);
  return [options, list, show, test, docs] {
    const auto code = list->parsed()   ? list_policies(*options)
                      : show->parsed() ? show_policies(*options)
                      : test->parsed() ? test_policies(*options)
                      : docs->parsed() ? write_catalogue(*options)
                                       : evaluate(*options);
    return code ? *code : report_error(code.error());
  };
}

}  // namespace

extern const Command kPolicyCommand;
const Command kPolicyCommand{
    "policy", "List, test and evaluate the policies that judge credentials",
    "  keyhound policy list\n"
    "  keyhound policy list --no-config                 without what .keyhound.toml changes\n"
    "  keyhound policy show ROT1001\n"
    "  keyhound policy test                             the tests that policies carry\n"
    "  keyhound policy eval --registry owners.yaml      the registry alone: owners, rotations\n"
    "  keyhound policy eval --registry owners.yaml --dump-input input.json\n"
    "  keyhound policy eval --expr 'duration(\"P90D\") > duration(\"24h\")'\n"
    "  keyhound policy docs --output policies-catalogue\n",
    add_options};

}  // namespace keyhound
