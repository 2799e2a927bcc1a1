// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/judge.h"

#include <malloc.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "policies/registry/unknown_policies.h"
#include "scanner/cli/policy_regex.h"
#include "scanner/cli/scan_options.h"

namespace keyhound {
namespace {

// Where a registry is looked for, in the scanned directory.
constexpr std::string_view kRegistryPlaces[] = {"keyhound-registry.yaml", ".keyhound"};

// `path` as the reports name files: relative to the scanned directory. Unchanged outside of it.
std::string path_in_target(const std::string& path, const std::string& target) {
  std::error_code error;
  const auto whole = std::filesystem::weakly_canonical(path, error);
  const auto root = std::filesystem::weakly_canonical(target, error);
  const auto relative = whole.lexically_relative(root);
  const bool is_inside = !error && !relative.empty() && *relative.begin() != "..";
  return is_inside ? relative.string() : path;
}

std::vector<std::string> registries_of(const JudgeOptions& options, const std::string& target) {
  if (!options.registries.empty()) return options.registries;
  for (const std::string_view place : kRegistryPlaces) {
    std::error_code error;
    const auto beside = std::filesystem::path(target) / place;
    if (std::filesystem::exists(beside, error)) return {beside.lexically_normal().string()};
  }
  return {};
}

Status check_policy_names(const Registry& registry, const PolicySet& policies) {
  std::vector<std::string_view> known;
  for (const PolicyInfo& info : policies.infos()) known.push_back(info.id);
  for (const PolicyInfo& info : builtin_policies()) known.push_back(info.id);
  std::string lines;
  for (const RegistryProblem& problem : unknown_policies(registry, known)) {
    lines += (lines.empty() ? "" : "\n") + to_string(problem);
  }
  if (lines.empty()) return {};
  return fail(ErrorKind::kConfiguration, lines);
}

}  // namespace

std::string repository_name(std::string_view uri) {
  if (uri.ends_with('/')) uri.remove_suffix(1);
  if (uri.ends_with(".git")) uri.remove_suffix(4);
  const std::size_t scheme = uri.find("://");
  if (scheme != std::string_view::npos) {
    uri.remove_prefix(scheme + 3);
    const std::size_t slash = uri.find('/');
    return slash == std::string_view::npos ? std::string() : std::string(uri.substr(slash + 1));
  }
  const std::size_t colon = uri.find(':');
  return colon == std::string_view::npos ? std::string() : std::string(uri.substr(colon + 1));
}

Result<Judge> Judge::create(const JudgeOptions& options, const std::string& target) {
  Judge judge;
  judge.target_ = target;
  KEYHOUND_TRY(judge.now_, time_of(options.now));
  KEYHOUND_TRY(judge.policies_,
               PolicySet::load(options.policies, &policy_regexes(), options.settings));
  const std::vector<std::string> paths = registries_of(options, target);
  if (paths.empty()) return judge;
  KEYHOUND_TRY(judge.registry_, load_registry(paths));
  KEYHOUND_TRY_STATUS(check_policy_names(*judge.registry_, judge.policies_));
  return judge;
}

Result<Judge> Judge::idle(const JudgeOptions& options) {
  Judge judge;
  KEYHOUND_TRY(judge.now_, time_of(options.now));
  return judge;
}

void Judge::apply(ScanResult& result, std::size_t results,
                  std::vector<std::string> inventoried) const {
  apply(result, results, std::move(inventoried), {});
}

void Judge::apply_last(ScanResult& result, std::size_t results,
                       std::vector<std::string> inventoried) {
  apply(result, results, std::move(inventoried), [this] {
    registry_.reset();
    // The heap grew in one piece (huge_heap.h), so that nothing of it goes back by itself.
    malloc_trim(0);
  });
}

void Judge::apply(ScanResult& result, std::size_t results, std::vector<std::string> inventoried,
                  std::function<void()> on_judged) const {
  if (result.scan.repository.empty())
    result.scan.repository = repository_name(result.scan.repository_uri);
  JudgeInput input;
  input.policies = &policies_;
  input.registry = registry();
  input.now = now_;
  input.repository = result.scan.repository;
  input.results = results;
  input.inventoried = std::move(inventoried);
  input.references = result.references ? &*result.references : nullptr;
  input.suppressions = result.suppressions ? &*result.suppressions : nullptr;
  input.ledger = ledger_ ? &*ledger_ : nullptr;
  input.on_facts = on_facts_;
  input.crew = crew_;
  input.on_judged = std::move(on_judged);
  // Places in the registry are named as it was opened; reports name files from the target on.
  std::map<std::string, std::string> names;
  if (registry_) {
    for (const std::string& file : registry_->files) names[file] = path_in_target(file, target_);
  }
  sort_for_report(result.findings);
  result.assessment = judge(input, result.findings);
  result.policies = &policies_.infos();
  const auto rename = [&names](std::string& path) {
    const auto name = names.find(path);
    if (name != names.end()) path = name->second;
  };
  for (Finding& finding : result.findings) {
    if (finding.kind != FindingKind::kPolicy) continue;
    for (Occurrence& occurrence : finding.occurrences) rename(occurrence.location.path);
  }
  for (AssessedSubject& subject : result.assessment->subjects) rename(subject.place.path);
  for (CredentialSummary& one : result.assessment->credentials) rename(one.place.path);
  sort_for_report(result.findings);
}

}  // namespace keyhound
