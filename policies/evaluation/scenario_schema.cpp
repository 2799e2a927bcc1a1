// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/scenario_schema.h"

#include <algorithm>
#include <array>

#include "policies/evaluation/live_check.h"
#include "policies/evaluation/policy_values.h"
#include "policies/registry/value_readers.h"

namespace keyhound {
namespace {

Fingerprint fingerprint_of(std::string_view name) {
  return fingerprint(FingerprintKey(), "sample", name);
}

std::string with_fingerprints(std::string text) {
  for (const bool is_long : {true, false}) {
    const std::string open = is_long ? "{long-fingerprint:" : "{fingerprint:";
    for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
      const std::size_t end = text.find('}', at);
      if (end == std::string::npos) return text;
      const Fingerprint value =
          fingerprint_of(text.substr(at + open.size(), end - at - open.size()));
      text.replace(at, end + 1 - at, is_long ? value.long_form() : value.short_form());
    }
  }
  return text;
}

// A finding as a scenario writes it, before it has occurrences.
struct FindingDraft {
  Finding finding;
  std::string secret = "sample";
  std::string path = "app.env";
  std::vector<std::string> committed;
  bool is_in_head = false;
  RegistryPlace place;
};

void read_identity_map(ReadContext& context, const YamlNode& value, FindingDraft& into) {
  for (const auto& [key, node] : value.resolved().entries()) {
    std::string text;
    read_value(context, node, text);
    into.finding.identity.emplace_back(key_text(key), std::move(text));
  }
}

void read_liveness(ReadContext& context, const YamlNode& value, FindingDraft& into) {
  constexpr std::array<std::string_view, 5> kStates = {"unchecked", "active", "revoked", "expired",
                                                       "indeterminate"};
  std::string text;
  read_choice(context, value, kStates, text);
  into.finding.liveness.state = parse_liveness_state(text).value_or(LivenessState::kUnchecked);
}

void read_checked(ReadContext& context, const YamlNode& value, FindingDraft& into) {
  read_value(context, value, into.finding.liveness.at);
  into.finding.liveness.source = kLiveCheck;
}

template <auto Member>
void finding_text(ReadContext& context, const YamlNode& value, FindingDraft& into) {
  read_value(context, value, into.finding.*Member);
}
void read_in_head(ReadContext& context, const YamlNode& value, FindingDraft& into) {
  read_flag(context, value, into.is_in_head);
}

constexpr std::array<KeyReader<FindingDraft>, 10> kFindingKeys = {{
    {"secret", member<&FindingDraft::secret>},
    {"rule", finding_text<&Finding::rule_id>},
    {"path", member<&FindingDraft::path>},
    {"committed", member<&FindingDraft::committed>},
    {"repository", finding_text<&Finding::repository>},
    {"identity", read_identity_map},
    {"liveness", read_liveness},
    {"checked", read_checked},
    {"in_head", read_in_head},
    {"tags", finding_text<&Finding::tags>},
}};

void add_occurrences(ReadContext& context, const YamlNode& node, FindingDraft& draft) {
  std::vector<std::string> times = draft.committed;
  if (times.empty()) times.emplace_back();
  for (const std::string& text : times) {
    Occurrence occurrence;
    occurrence.location.path = draft.path;
    occurrence.in_head = draft.is_in_head;
    if (!text.empty()) {
      const Result<Timestamp> time = parse_timestamp(text);
      if (!time) context.error(node, "'committed' is a time, or a list of times");
      occurrence.commit = {"c0ffee", "Ana", "", time ? *time : Timestamp{}};
    }
    draft.finding.occurrences.push_back(std::move(occurrence));
  }
}

void read_findings(ReadContext& context, const YamlNode& value, Scenario& into) {
  for (const YamlNode& item : read_items(context, value, "a list of findings")) {
    FindingDraft draft;
    draft.finding.rule_id = "sample-key";
    read_mapping(context, item, "a finding", kFindingKeys, draft);
    draft.finding.fingerprint = fingerprint_of(draft.secret);
    add_occurrences(context, item, draft);
    into.findings.push_back(std::move(draft.finding));
  }
}

template <auto Path>
void location_path(ReadContext& context, const YamlNode& value, decltype(owner_of(Path))& into) {
  read_value(context, value, (into.*Path).path);
}
void read_fork(ReadContext& context, const YamlNode& value, Reference& into) {
  read_flag(context, value, into.is_fork_triggered);
}

void read_resolution(ReadContext& context, const YamlNode& value, Reference& into) {
  std::string word;
  read_value(context, value, word);
  if (const auto resolution = parse_resolution(word)) {
    into.resolution = *resolution;
  } else {
    context.error(value, "expected exact, pattern or dynamic");
  }
}

void read_confidence(ReadContext& context, const YamlNode& value, Reference& into) {
  std::string word;
  read_value(context, value, word);
  if (const auto confidence = parse_confidence(word)) {
    into.confidence = *confidence;
  } else {
    context.error(value, "expected low, medium or high");
  }
}

constexpr std::array<KeyReader<Reference>, 18> kReferenceKeys = {{
    {"secret_ref", member<&Reference::secret_ref>},
    {"name", member<&Reference::name>},
    {"platform", member<&Reference::platform>},
    {"path", location_path<&Reference::location>},
    {"job", member<&Reference::job>},
    {"step", member<&Reference::step>},
    {"environment", member<&Reference::environment>},
    {"permissions", member<&Reference::permissions>},
    {"fork_triggered", read_fork},
    {"repository", member<&Reference::repository>},
    {"store", member<&Reference::store>},
    {"kind", member<&Reference::kind>},
    {"id", member<&Reference::id>},
    {"field", member<&Reference::field>},
    {"runner", member<&Reference::runner>},
    {"triggers", member<&Reference::triggers>},
    {"resolution", read_resolution},
    {"confidence", read_confidence},
}};

constexpr std::array<KeyReader<Suppression>, 6> kSuppressionKeys = {{
    {"kind", member<&Suppression::kind>},
    {"rule", member<&Suppression::rule_id>},
    {"exception", member<&Suppression::exception_id>},
    {"reason", member<&Suppression::reason>},
    {"path", location_path<&Suppression::location>},
    {"repository", member<&Suppression::repository>},
}};

void read_references(ReadContext& context, const YamlNode& value, Scenario& into) {
  std::vector<Reference>& references = into.references.emplace();
  for (const YamlNode& item : read_items(context, value, "a list of references")) {
    Reference& reference = references.emplace_back();
    reference.platform = "github-actions";
    reference.location.path = ".github/workflows/deploy.yml";
    read_mapping(context, item, "a reference", kReferenceKeys, reference);
  }
}

void read_suppressions(ReadContext& context, const YamlNode& value, Scenario& into) {
  std::vector<Suppression>& suppressions = into.suppressions.emplace();
  for (const YamlNode& item : read_items(context, value, "a list of suppressions")) {
    read_mapping(context, item, "a suppression", kSuppressionKeys, suppressions.emplace_back());
  }
}

constexpr std::array<KeyReader<PolicyEvidence>, 3> kEvidenceKeys = {{
    {"policy", member<&PolicyEvidence::policy_id>, Need::kRequired},
    {"last", member<&PolicyEvidence::last>},
    {"events", member<&PolicyEvidence::events>},
}};

void read_ledger_policies(ReadContext& context, const YamlNode& value, LedgerFacts& into) {
  for (const YamlNode& item : read_items(context, value, "a list of policies")) {
    read_mapping(context, item, "a policy's evidence", kEvidenceKeys, into.policies.emplace_back());
  }
}

void read_creation_time(ReadContext& context, const YamlNode& value, CreationRecord& into) {
  std::optional<Timestamp> time;
  read_value(context, value, time);
  into.at = time.value_or(Timestamp{});
}

constexpr std::array<KeyReader<CreationRecord>, 2> kCreationKeys = {{
    {"by", member<&CreationRecord::by>, Need::kRequired},
    {"at", read_creation_time, Need::kRequired},
}};

void read_creations(ReadContext& context, const YamlNode& value, LedgerFacts& into) {
  for (const auto& [key, node] : value.resolved().entries()) {
    read_mapping(context, node, "a creation", kCreationKeys,
                 into.creations[std::string(key_text(key))]);
  }
}

// A check that the ledger knows of, of a value, of a credential, or of a credential's value.
struct CheckDraft {
  std::string secret;
  std::string credential;
  RevocationCheck check;
};

void read_check_time(ReadContext& context, const YamlNode& value, CheckDraft& into) {
  read_value(context, value, into.check.at);
}

template <auto Member>
void check_text(ReadContext& context, const YamlNode& value, CheckDraft& into) {
  read_value(context, value, into.check.*Member);
}

constexpr std::array<KeyReader<CheckDraft>, 5> kCheckKeys = {{
    {"secret", member<&CheckDraft::secret>},
    {"credential", member<&CheckDraft::credential>},
    {"at", read_check_time, Need::kRequired},
    {"method", check_text<&RevocationCheck::method>},
    {"result", check_text<&RevocationCheck::result>, Need::kRequired},
}};

void read_checks(ReadContext& context, const YamlNode& value, LedgerFacts& into) {
  for (const YamlNode& item : read_items(context, value, "a list of checks")) {
    CheckDraft draft;
    draft.check.method = kLiveCheck;
    read_mapping(context, item, "a check", kCheckKeys, draft);
    ValueCheck check{{}, draft.check};
    if (!draft.secret.empty()) {
      check.fingerprint = fingerprint_of(draft.secret).short_form();
      into.values[check.fingerprint] = draft.check;
    }
    if (!draft.credential.empty()) into.checks[draft.credential].push_back(std::move(check));
  }
}

constexpr std::array<KeyReader<LedgerFacts>, 3> kLedgerKeys = {{
    {"checks", read_checks},
    {"policies", read_ledger_policies},
    {"creations", read_creations},
}};

void read_ledger(ReadContext& context, const YamlNode& value, Scenario& into) {
  read_mapping(context, value, "what the ledger knows", kLedgerKeys, into.ledger.emplace());
}

void read_now(ReadContext& context, const YamlNode& value, Scenario& into) {
  std::optional<Timestamp> time;
  read_value(context, value, time);
  into.now = time.value_or(Timestamp{});
}

void read_registry_text(ReadContext& context, const YamlNode& value, Scenario& into) {
  std::string text;
  read_value(context, value, text);
  Result<Registry> registry = parse_registry(with_fingerprints(text), "registry.yaml");
  if (registry) {
    into.registry = std::move(*registry);
  } else {
    context.error(value, registry.error().message);
  }
}

void read_results(ReadContext& context, const YamlNode& value, Scenario& into) {
  std::int64_t count = 1;
  read_value(context, value, count);
  into.results = static_cast<std::size_t>(count);
}

void read_scenario_params(ReadContext& context, const YamlNode& value, Scenario& into) {
  read_parameters(context, value, into.params);
}

void read_expected(ReadContext& context, const YamlNode& value, Scenario& into) {
  constexpr std::array<std::string_view, 5> kOutcomeNames = {"pass", "fail", "waived",
                                                             "not-applicable", "error"};
  std::string text;
  read_choice(context, value, kOutcomeNames, text);
  const auto row = std::find(kOutcomeNames.begin(), kOutcomeNames.end(), text);
  if (row != kOutcomeNames.end()) into.expected = static_cast<Outcome>(row - kOutcomeNames.begin());
}

constexpr std::array<KeyReader<Scenario>, 11> kScenarioKeys = {{
    {"name", member<&Scenario::name>},
    {"now", read_now, Need::kRequired},
    {"repository", member<&Scenario::repository>},
    {"results", read_results},
    {"params", read_scenario_params},
    {"registry", read_registry_text},
    {"findings", read_findings},
    {"references", read_references},
    {"suppressions", read_suppressions},
    {"ledger", read_ledger},
    {"expect", read_expected},
}};

}  // namespace

void read_scenario_mapping(ReadContext& context, const YamlNode& node, Scenario& into) {
  read_mapping(context, node, "a scenario", kScenarioKeys, into);
}

}  // namespace keyhound
