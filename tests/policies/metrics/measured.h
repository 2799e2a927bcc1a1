// SPDX-License-Identifier: Apache-2.0
// A registry and events, and what the metrics see of them, as of 2027-01-31 (day 30 of the ledgers
// of tests/policies/controls/evaluated_ledger.h).
#pragma once

#include "policies/metrics/measures.h"
#include "policies/metrics/metric_words.h"
#include "tests/policies/controls/evaluated_ledger.h"
#include "tests/policies/evaluation/judged.h"

namespace keyhound::testing {

inline Json member_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

inline EvidenceEvent detected(const std::string& fingerprint, Timestamp leaked, Timestamp at,
                              const std::string& credential = {},
                              const std::string& repository = "acme/pay") {
  return {"finding.detected",
          at,
          "run-1",
          "fingerprint:" + fingerprint,
          {{"rule", "aws-access-key"},
           {"severity", "high"},
           {"repository", repository},
           {"path", "deploy.env"},
           {"commit", nullptr},
           {"leaked", leaked.seconds == 0 ? Json() : Json(format_timestamp(leaked))},
           {"leak_time", "committer"},
           {"in_head", true},
           {"credential", member_or_null(credential)},
           {"matched_by", nullptr},
           {"weak", false},
           {"previous", nullptr}}};
}

inline EvidenceEvent of_credential(const std::string& type, const std::string& credential,
                                   Timestamp at, Json more) {
  more["credential"] = credential;
  return {type, at, "run-1", "credential:" + credential, std::move(more)};
}

inline EvidenceEvent verified(const std::string& credential, Timestamp at, bool is_dead = true) {
  return of_credential(is_dead ? "revocation.verified" : "revocation.failed", credential, at,
                       {{"at", format_timestamp(at)},
                        {"by", "user:ana"},
                        {"method", "live-check"},
                        {"result", is_dead ? "revoked" : "active"},
                        {"evidence", nullptr}});
}

inline EvidenceEvent revoked(const std::string& credential, Timestamp at) {
  return of_credential("revocation.performed", credential, at,
                       {{"at", format_timestamp(at)}, {"by", "user:ana"}, {"ticket", nullptr}});
}

inline EvidenceEvent run_event(const std::string& type, const std::string& run, Timestamp at,
                               const std::string& repository, Json coverage = nullptr) {
  EvidenceEvent event{type, at, run, {}, Json::object()};
  if (type == "run.started") {
    event.data = {{"tool", "keyhound"},         {"version", "1.0"},
                  {"rules_digest", nullptr},    {"policies_digest", nullptr},
                  {"registry_digest", nullptr}, {"target", "."},
                  {"kind", "history"}};
  } else {
    event.data = {{"repository", member_or_null(repository)},
                  {"head", nullptr},
                  {"findings", 0},
                  {"outcomes", nullptr},
                  {"coverage", std::move(coverage)},
                  {"exit", 0}};
  }
  return event;
}

inline Json coverage(std::uint64_t commits, bool complete, std::uint64_t skipped = 0) {
  return {{"commits", commits}, {"blobs", 2 * commits},   {"files", 0},          {"bytes", 1000},
          {"skipped", skipped}, {"diagnostics", skipped}, {"complete", complete}};
}

class Measured {
 public:
  explicit Measured(const std::string& registry_yaml, const std::vector<EvidenceEvent>& events = {})
      : evaluations_(ids()) {
    if (!registry_yaml.empty()) registry_ = registry_of(registry_yaml);
    std::uint64_t seq = 0;
    for (const EvidenceEvent& event : events) {
      LedgerEvent entry;
      entry.seq = ++seq;
      entry.event = event;
      history_.add(event);
      coverage_.add(entry);
      if (const auto evaluation = evaluation_of(entry)) evaluations_.add(*evaluation);
    }
    LifecycleInput lifecycle;
    lifecycle.now = day(30);
    lifecycle.policies = &builtin_set();
    lifecycle.registry = registry();
    lifecycle.history = &history_;
    incidents_ = incidents_of(lifecycle);
    has_ledger_ = !events.empty();
  }

  [[nodiscard]] const Registry* registry() const { return registry_ ? &*registry_ : nullptr; }

  [[nodiscard]] MetricsInput input() const {
    MetricsInput input;
    input.now = day(30);
    input.policies = &builtin_set();
    input.registry = registry();
    if (!has_ledger_) return input;
    input.history = &history_;
    input.coverage = &coverage_;
    input.evaluations = &evaluations_;
    input.incidents = incidents_;
    return input;
  }

  // "57.1 % (4 of 7)", and behind "; " what is left out.
  [[nodiscard]] std::string say(Measure (*measure)(const MetricsInput&)) const {
    const Measure measured = measure(input());
    const std::string excluded = words_of(measured.excluded);
    return words_of(measured.value) + (excluded.empty() ? "" : " / " + excluded);
  }

 private:
  static std::set<std::string, std::less<>> ids() {
    std::set<std::string, std::less<>> ids;
    for (const PolicyInfo& info : builtin_policies()) ids.insert(info.id);
    return ids;
  }

  std::optional<Registry> registry_;
  LedgerHistory history_;
  RunCoverage coverage_;
  EvaluationSeries evaluations_;
  std::vector<Incident> incidents_;
  bool has_ledger_ = false;
};

}  // namespace keyhound::testing
