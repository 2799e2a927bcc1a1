// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "scanner/dashboard/data/board_files.h"
#include "scanner/dashboard/data/data_file.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostPlaces = 60;  // of one credential; their number is told

struct Summary {
  std::size_t severity = 0;
  std::uint64_t open = 0;
  std::uint64_t waived = 0;
  std::uint64_t fixed = 0;
  std::set<std::int64_t> policies;
  BoardJson places = BoardJson::array();
};

Summary summary_of(const BoardModel& model, const BoardNames& names,
                   const BoardCredential& credential) {
  Summary sum;
  for (const std::size_t index : credential.findings) {
    const BoardFinding& finding = model.findings[index];
    sum.severity = std::max(sum.severity, finding.severity);
    sum.open += finding.is_open() ? 1U : 0U;
    sum.waived += finding.state == "waived" ? 1U : 0U;
    sum.fixed += finding.state == "fixed" ? 1U : 0U;
    for (const BoardVerdict& verdict : finding.verdicts) {
      const std::int64_t policy = names.policy(verdict.policy);
      if (verdict.outcome != "pass" && policy >= 0) sum.policies.insert(policy);
    }
    if (sum.places.size() < kMostPlaces)
      sum.places.push_back({finding.repository, board_text(finding.state), board_text(finding.path),
                            finding.line, finding.key});
  }
  return sum;
}

BoardJson row_of(const BoardModel& model, const BoardNames& names,
                 const BoardCredential& credential) {
  const Summary sum = summary_of(model, names, credential);
  return BoardJson::array({board_text(credential.fingerprint),
                           names.rule(credential.rule),
                           board_text(credential.title),
                           board_text(credential.redacted),
                           sum.severity,
                           names.owner(credential.owner),
                           board_text(credential.registry_id),
                           board_text(credential.matched_by),
                           credential.is_weak_match ? 1 : 0,
                           board_text(credential.liveness),
                           board_text(credential.liveness_check),
                           credential.repositories,
                           sum.open,
                           sum.waived,
                           sum.fixed,
                           board_time(credential.first_seen),
                           board_time(credential.last_seen),
                           BoardJson(sum.policies),
                           sum.places,
                           credential.findings.size()});
}

}  // namespace

Status write_credential_files(const BoardModel& model, const BoardNames& names,
                              const FileSink& sink) {
  const std::size_t count = model.credentials.size();
  for (std::size_t part = 0; part * kCredentialsPerFile < count || part == 0; ++part) {
    DataFile file("credentials", part,
                  {"fingerprint",    "rule",         "title",    "redacted", "severity",
                   "owner",          "registry",     "matched",  "weak",     "liveness",
                   "liveness_check", "repositories", "open",     "waived",   "fixed",
                   "first_seen",     "last_seen",    "policies", "places",   "place_count"});
    const std::size_t end = std::min(count, (part + 1) * kCredentialsPerFile);
    for (std::size_t i = part * kCredentialsPerFile; i < end; ++i)
      file.add(row_of(model, names, model.credentials[i]));
    KEYHOUND_TRY_STATUS(sink(data_file_name("credentials", part), file.text()));
  }
  return {};
}

}  // namespace keyhound
