// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_selection.h"

#include <algorithm>
#include <tuple>

#include "scanner/report/occurrence_text.h"
#include "scanner/report/sarif/sarif_passes.h"
#include "scanner/report/sarif/sarif_result.h"

namespace keyhound {

namespace {

bool is_worse(const Finding* a, const Finding* b) {
  const auto weight = [](const Finding& f) { return std::tuple(level_of(f), f.severity, f.score); };
  return weight(*a) > weight(*b);
}

// How many of `findings`, taken in their order, stay within the bytes. Rendered once more for it,
// which is cheap against a rejected upload.
std::size_t count_within(const ScanResult& result, const SarifProfile& profile,
                         const std::vector<const Finding*>& findings) {
  const SarifRules rules(result, findings);
  const SarifRevisions revisions(result.scan);
  const SarifContext context{result, profile, rules, revisions};
  constexpr std::size_t kLineOverhead = 16;  // the indent, the comma and the line's end
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    bytes += to_json_line(sarif_result(*findings[i], context)).size() + kLineOverhead;
    if (bytes > profile.max_bytes) return i;
  }
  return findings.size();
}

void add_omission(std::vector<Diagnostic>& diagnostics, const char* kind, std::size_t count,
                  std::string_view one, std::string_view many, std::string_view why) {
  if (count == 0) return;
  diagnostics.push_back(
      {kind, "results", count_of(count, one, many) + " left out" + std::string(why), false});
}

}  // namespace

SarifSelection select_sarif_findings(const ScanResult& result, const SarifProfile& profile) {
  SarifSelection selection;
  std::vector<const Finding*>& selected = selection.findings;
  for (const Finding& finding : result.findings) {
    if (profile.for_github && finding.waived) {
      ++selection.waived;
    } else if (profile.for_github && finding.accepted) {
      ++selection.accepted;
    } else {
      selected.push_back(&finding);
    }
  }
  if (selected.size() > profile.max_results || profile.max_bytes > 0) {
    std::stable_sort(selected.begin(), selected.end(), is_worse);
  }
  if (selected.size() > profile.max_results) {
    selection.over_results = selected.size() - profile.max_results;
    selected.resize(profile.max_results);
  }
  if (profile.max_bytes > 0) {
    const std::size_t within = count_within(result, profile, selected);
    selection.over_bytes = selected.size() - within;
    selected.resize(within);
  }
  std::sort(selected.begin(), selected.end());  // they lie in one array, in the report's order
  if (!profile.for_github) {
    const std::size_t verdicts = count_sarif_passes(result);
    const std::size_t room = profile.max_results - selected.size();
    selection.over_verdicts = verdicts - std::min(verdicts, room);
  }
  if (profile.max_notifications > 0) {
    const std::size_t all = result.diagnostics.size();
    selection.over_notifications = all - std::min(all, profile.max_notifications);
  }
  return selection;
}

std::vector<Diagnostic> sarif_diagnostics(const ScanResult& result, const SarifProfile& profile,
                                          const SarifSelection& selection) {
  std::vector<Diagnostic> list = result.diagnostics;
  list.resize(list.size() - selection.over_notifications);
  const std::string all = "; the JSON report holds all";
  add_omission(list, "sarif-result-limit", selection.over_results, "finding is", "findings are",
               ", the least severe: SARIF readers take " +
                   count_of(profile.max_results, "result", "results") + " a run" + all);
  add_omission(list, "sarif-size-limit", selection.over_bytes, "finding is", "findings are",
               ", the least severe: a longer report would be rejected" + all);
  add_omission(list, "sarif-verdict-limit", selection.over_verdicts, "passed verdict is",
               "passed verdicts are", ": the run has no room for more results" + all);
  add_omission(list, "sarif-waived", selection.waived, "waived finding is", "waived findings are",
               ": exceptions in force cover them, and this reader would show them as open" + all);
  add_omission(list, "sarif-accepted", selection.accepted, "accepted finding is",
               "accepted findings are",
               ": a baseline accepts them, and this reader would show them as open" + all);
  add_omission(list, "sarif-notification-limit", selection.over_notifications, "notification is",
               "notifications are", " of what the run says about itself" + all);
  return list;
}

Json sarif_omissions(const SarifSelection& selection) {
  Json object = Json::object();
  const auto add = [&object](const char* name, std::size_t count) {
    if (count > 0) object[name] = count;
  };
  add("waived", selection.waived);
  add("accepted", selection.accepted);
  add("overResultLimit", selection.over_results);
  add("overSizeLimit", selection.over_bytes);
  add("passedVerdicts", selection.over_verdicts);
  add("notifications", selection.over_notifications);
  return object;
}

}  // namespace keyhound
