// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/html/finding_data.h"

#include <algorithm>

#include "scanner/base/text_encode.h"
#include "scanner/model/liveness_effect.h"
#include "scanner/report/assessment_lookup.h"
#include "scanner/report/html/exposure.h"
#include "scanner/report/html/page_text.h"
#include "scanner/report/occurrence_text.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostPlaces = 25;

Json texts_of(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) list.push_back(escape_for_terminal(text));
  return list;
}

void add_commit(Json& object, const CommitInfo& commit) {
  add_shown(object, "commit", short_id(commit.id));
  add_shown(object, "author", commit.author);
  object["at"] = page_time(commit.committed);
}

void add_pipeline(Json& object, const PipelinePlace& place) {
  add_shown(object, "platform", place.platform);
  add_shown(object, "job", place.job);
  add_shown(object, "step", place.step);
  add_shown(object, "exposure", place.exposure);
  add_shown(object, "environment", place.environment);
}

Json place_data(const Occurrence& place) {
  Json object = Json::object();
  add_shown(object, "text", describe_place(place.location, place.commit.id));
  if (!place.commit.id.empty()) add_commit(object, place.commit);
  if (place.in_head) object["head"] = true;
  if (place.in_worktree) object["worktree"] = true;
  if (!place.reachable) object["unreachable"] = true;
  if (place.ref_count > 0) {
    object["refs"] = texts_of(place.refs);
    object["ref_count"] = place.ref_count;
  }
  if (place.pipeline) add_pipeline(object, *place.pipeline);
  if (!place.removal().id.empty()) {
    Json removed = Json::object();
    add_commit(removed, place.removal());
    object["removed"] = std::move(removed);
  }
  return object;
}

Json parts_data(const Occurrence& composite) {
  Json parts = Json::array();
  for (const PartPlace& part : composite.parts)
    parts.push_back(escape_for_terminal(part.rule_id + " at line " +
                                        std::to_string(part.start.line) + ", column " +
                                        std::to_string(part.start.column)));
  return parts;
}

void add_places(Json& object, const Finding& finding, std::size_t max_places) {
  Json places = Json::array();
  for (const Occurrence& place : finding.occurrences) {
    if (places.size() == max_places) break;
    places.push_back(place_data(place));
  }
  object["places"] = std::move(places);
  if (finding.occurrences.size() > max_places) object["place_count"] = finding.occurrences.size();
  if (const Occurrence* composite = finding.composite()) object["parts"] = parts_data(*composite);
  Json related = Json::array();
  for (const Location& location : finding.related)
    related.push_back(escape_for_terminal(describe_place(location, "")));
  if (!related.empty()) object["related"] = std::move(related);
}

void add_exposure(Json& object, const Finding& finding) {
  const FindingExposure exposure = exposure_of(finding);
  object["standing"] = to_string(exposure.standing);
  if (exposure.introduced) object["introduced"] = page_time(*exposure.introduced);
  if (exposure.removed) object["removed"] = page_time(*exposure.removed);
}

// What the judgement says: whose it is, whether it is waived or accepted, what policies object to.
void add_registry(Json& object, const Finding& finding) {
  add_shown(object, "credential", finding.credential.id);
  add_shown(object, "owner", finding.credential.owner);
  add_shown(object, "matched_by", finding.credential.matched_by);
  if (finding.credential.weak) object["weak"] = true;
}

void add_verdicts(Json& object, const Finding& finding) {
  Json verdicts = Json::array();
  Json passed = Json::array();
  for (const PolicyVerdict& verdict : finding.policies) {
    if (verdict.outcome == Outcome::kPass) passed.push_back(escape_for_terminal(verdict.policy_id));
    if (verdict.outcome == Outcome::kPass || verdict.outcome == Outcome::kNotApplicable) continue;
    Json one = {{"policy", escape_for_terminal(verdict.policy_id)},
                {"outcome", to_string(verdict.outcome)}};
    add_shown(one, "message", verdict.message);
    add_shown(one, "exception", verdict.exception_id);
    verdicts.push_back(std::move(one));
  }
  if (!verdicts.empty()) object["verdicts"] = std::move(verdicts);
  if (!passed.empty()) object["passed"] = std::move(passed);
}

void add_states(Json& object, const Finding& finding) {
  if (finding.waived) object["waived"] = true;
  add_shown(object, "baseline", to_string(finding.baseline_state));
  if (!finding.accepted) return;
  Json accepted = Json::object();
  add_shown(accepted, "verdict", finding.accepted->verdict);
  add_shown(accepted, "reason", finding.accepted->reason);
  add_shown(accepted, "path", finding.accepted->path);
  if (finding.accepted->until) accepted["until"] = page_time(*finding.accepted->until);
  object["accepted"] = std::move(accepted);
}

void add_identity(Json& object, const Finding& finding) {
  if (!finding.fingerprint.mac.empty()) object["fingerprint"] = finding.fingerprint.short_form();
  if (finding.kind == FindingKind::kSecret) add_shown(object, "redacted", finding.secret_redacted);
  Json identity = Json::array();
  for (const auto& [name, value] : finding.identity)
    identity.push_back({escape_for_terminal(name), escape_for_terminal(value)});
  if (!identity.empty()) object["identity"] = std::move(identity);
  if (!finding.also_matched.empty()) object["also"] = texts_of(finding.also_matched);
  if (!finding.tags.empty()) object["tags"] = texts_of(finding.tags);
}

void add_liveness(Json& object, const Finding& finding) {
  const Liveness& liveness = finding.liveness;
  if (!is_told(liveness)) return;
  object["liveness"] = to_string(liveness.state);
  if (liveness.at) object["liveness_at"] = page_time(*liveness.at);
  add_shown(object, "liveness_source", liveness.source);
  add_shown(object, "liveness_verifier", liveness.verifier);
  add_shown(object, "liveness_host", liveness.host);
  if (liveness.status != 0) object["liveness_status"] = liveness.status;
  add_shown(object, "liveness_reason", liveness.reason);
  if (const auto before = severity_before_check(finding))
    object["severity_before"] = to_string(*before);
}

const Rule* find_rule(const ScanResult& result, std::string_view id) {
  if (result.rules == nullptr) return nullptr;
  const auto& rules = result.rules->rules;
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.id == id; });
  return found == rules.end() ? nullptr : &*found;
}

std::string description_of(const ScanResult& result, std::string_view id) {
  if (const PolicyInfo* policy = find_policy_info(result, id)) return policy->description;
  if (result.checks != nullptr) {
    for (const CheckInfo& check : *result.checks)
      if (check.id == id) return std::string(check.description);
  }
  const Rule* rule = find_rule(result, id);
  return rule == nullptr ? std::string() : rule->severity_reason;
}

}  // namespace

FindingData::FindingData(const ScanResult& result, std::size_t max_places)
    : result_(result), max_places_(max_places == 0 ? kMostPlaces : max_places) {}

std::size_t FindingData::rule_of(const Finding& finding) {
  const auto [entry, is_new] = index_.emplace(finding.rule_id, rules_.size());
  if (!is_new) return entry->second;
  Json rule = {{"id", escape_for_terminal(finding.rule_id)}};
  add_shown(rule, "title", finding.title);
  add_shown(rule, "remedy", finding.remedy);
  add_shown(rule, "description", description_of(result_, finding.rule_id));
  rules_.push_back(std::move(rule));
  return entry->second;
}

Json FindingData::of(const Finding& finding) {
  const std::size_t rule = rule_of(finding);
  Json object = {{"rule", rule},
                 {"kind", to_string(finding.kind)},
                 {"severity", to_string(finding.severity)},
                 {"confidence", to_string(finding.confidence)}};
  // What differs from the rule's.
  for (const auto& [name, text] :
       {std::pair<const char*, const std::string&>("title", finding.title),
        {"remedy", finding.remedy}}) {
    const std::string shown = escape_for_terminal(text);
    if (shown != rules_[rule].value(name, "")) object[name] = shown;
  }
  if (finding.message != finding.title) add_shown(object, "message", finding.message);
  add_shown(object, "repository", finding.repository);
  add_identity(object, finding);
  add_liveness(object, finding);
  add_exposure(object, finding);
  add_registry(object, finding);
  add_verdicts(object, finding);
  add_states(object, finding);
  add_places(object, finding, max_places_);
  return object;
}

}  // namespace keyhound
