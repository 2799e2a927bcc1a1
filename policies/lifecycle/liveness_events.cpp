// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/liveness_events.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "policies/evaluation/leak.h"
#include "policies/evaluation/live_check.h"
#include "policies/evidence/new_event.h"
#include "policies/lifecycle/revoked_credentials.h"

namespace keyhound {
namespace {

// A host may come out of a connection string, of which nothing else may get here.
std::string_view plain_host(std::string_view host) {
  const bool is_plain = std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(".-_:[]").find(c) != std::string_view::npos;
  });
  return is_plain ? host : std::string_view();
}

std::string status_class(int status) {
  return status >= 100 && status < 600 ? fmt::format("{}xx", status / 100) : std::string();
}

class LivenessEvents {
 public:
  LivenessEvents(const ScanResult& result, const Registry* registry, const LedgerHistory& history)
      : result_(result), history_(history) {
    if (registry == nullptr) return;
    for (const Credential& credential : registry->credentials)
      credentials_.emplace(credential.id, &credential);
  }

  std::vector<EvidenceEvent> take() {
    std::vector<EvidenceEvent> events;
    for (const Finding& finding : result_.findings) {
      if (!is_leak(finding) || !is_live_check(finding.liveness)) continue;
      const std::string fingerprint = finding.fingerprint.short_form();
      const std::vector<RevocationRecord> known = known_checks(finding);
      const Liveness& seen = finding.liveness;
      // Findings of two rules may hold one value.
      const std::string key = fmt::format("{} {} {}", fingerprint, seen.at->seconds, is_dead(seen));
      if (has(known, fingerprint, seen) || !told_.insert(key).second) continue;
      events.push_back(event_of(finding, fingerprint, known));
    }
    return events;
  }

 private:
  static bool is_dead(const Liveness& seen) { return seen.state != LivenessState::kActive; }

  static std::string credential_of(const Finding& finding) {
    return finding.credential.weak ? std::string() : finding.credential.id;
  }

  [[nodiscard]] std::vector<RevocationRecord> known_checks(const Finding& finding) const {
    const std::string credential = credential_of(finding);
    std::vector<RevocationRecord> checks =
        checks_of(history_, finding.fingerprint.short_form(), credential);
    for (const std::string& previous : finding.previous_fingerprints) {
      const auto earlier = history_.findings.find(previous);
      if (earlier == history_.findings.end()) continue;
      checks.insert(checks.end(), earlier->second.checks.begin(), earlier->second.checks.end());
    }
    std::stable_sort(checks.begin(), checks.end(),
                     [](const auto& a, const auto& b) { return a.at < b.at; });
    return checks;
  }

  static bool has(const std::vector<RevocationRecord>& known, const std::string& fingerprint,
                  const Liveness& seen) {
    return std::any_of(known.begin(), known.end(), [&](const RevocationRecord& check) {
      const bool is_of_value = !check.fingerprint.empty() || fingerprint.empty();
      return is_of_value && check.at == *seen.at && check.is_dead == is_dead(seen);
    });
  }

  // Whether somebody had called it revoked, or shown it dead, before the check.
  [[nodiscard]] bool was_revoked(const Finding& finding,
                                 const std::vector<RevocationRecord>& known) const {
    const Timestamp at = *finding.liveness.at;
    const auto before = std::find_if(known.rbegin(), known.rend(),
                                     [at](const auto& check) { return check.at <= at; });
    // An alive one that was called revoked is, until a check shows that it is refused.
    if (before != known.rend() && before->was_revoked) return true;
    const std::string id = credential_of(finding);
    if (id.empty()) return false;
    const auto recorded = history_.credentials.find(id);
    if (recorded != history_.credentials.end() && recorded->second.revoked &&
        *recorded->second.revoked <= at)
      return true;
    const auto entry = credentials_.find(id);
    return entry != credentials_.end() && revoked_call(*entry->second, finding, at).has_value();
  }

  [[nodiscard]] EvidenceEvent event_of(const Finding& finding, const std::string& fingerprint,
                                       const std::vector<RevocationRecord>& known) const {
    const Liveness& seen = finding.liveness;
    const std::string credential = credential_of(finding);
    const char* type = is_dead(seen)                 ? "revocation.verified"
                       : was_revoked(finding, known) ? "revocation.failed"
                                                     : "liveness.checked";
    std::string subject = credential.empty() ? std::string(kFingerprintSubject) + fingerprint
                                             : std::string(kCredentialSubject) + credential;
    return new_event(type, std::move(subject),
                     {{"credential", text_or_null(credential)},
                      {"fingerprint", fingerprint},
                      {"at", time_or_null(seen.at)},
                      {"method", text_or_null(seen.source)},
                      {"verifier", text_or_null(seen.verifier)},
                      {"host", text_or_null(plain_host(seen.host))},
                      {"status", text_or_null(status_class(seen.status))},
                      {"result", to_string(seen.state)}});
  }

  const ScanResult& result_;
  const LedgerHistory& history_;
  std::unordered_map<std::string_view, const Credential*> credentials_;
  std::unordered_set<std::string> told_;
};

}  // namespace

std::vector<EvidenceEvent> liveness_events(const ScanResult& result, const Registry* registry,
                                           const LedgerHistory& history) {
  return LivenessEvents(result, registry, history).take();
}

Json liveness_counts(const ScanResult& result) {
  std::map<std::string, LivenessState> states;  // by fingerprint: values, not findings, are checked
  bool is_checked = false;
  for (const Finding& finding : result.findings) {
    if (!is_leak(finding)) continue;
    const LivenessState state = finding.liveness.state;
    is_checked = is_checked || state != LivenessState::kUnchecked;
    LivenessState& kept = states[finding.fingerprint.short_form()];
    // Of two rules that hold one value, what tells more.
    const bool is_told = kept != LivenessState::kUnchecked && kept != LivenessState::kIndeterminate;
    if (!is_told && state != LivenessState::kUnchecked) kept = state;
  }
  if (!is_checked) return nullptr;
  std::array<std::uint64_t, 5> sums{};
  for (const auto& [fingerprint, state] : states) ++sums[static_cast<std::size_t>(state)];
  Json counts = Json::object();
  for (std::size_t i = 0; i < sums.size(); ++i)
    counts[std::string(to_string(static_cast<LivenessState>(i)))] = sums[i];
  return counts;
}

}  // namespace keyhound
