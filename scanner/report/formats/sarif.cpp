// SPDX-License-Identifier: Apache-2.0
// The SARIF 2.1.0 report (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for GitHub code
// scanning and everything else that reads SARIF. One result for each finding, one result on a line.
#include <algorithm>
#include <vector>

#include "scanner/base/text_encode.h"
#include "scanner/report/json_stream.h"
#include "scanner/report/occurrence_text.h"
#include "scanner/report/report_format.h"
#include "scanner/report/sarif/rule_descriptor.h"
#include "scanner/report/sarif/sarif_notifications.h"
#include "scanner/report/sarif/sarif_result.h"
#include "scanner/report/sarif/sarif_revisions.h"
#include "scanner/report/sarif/sarif_rules.h"

namespace keyhound {

namespace {

// GitHub rejects a run with more results.
constexpr std::size_t kMaxResults = 25000;

// The findings that get a result, in the order of the report: all, or the worst that fit.
std::vector<const Finding*> select_findings(const ScanResult& result) {
  std::vector<const Finding*> selected;
  selected.reserve(result.findings.size());
  for (const Finding& finding : result.findings) selected.push_back(&finding);
  if (selected.size() <= kMaxResults) return selected;
  std::stable_sort(selected.begin(), selected.end(),
                   [](const Finding* a, const Finding* b) { return a->severity > b->severity; });
  selected.resize(kMaxResults);
  std::sort(selected.begin(), selected.end());  // they lie in one array, in the report's order
  return selected;
}

// What the run says about itself, and what this format leaves out.
std::vector<Diagnostic> collect_diagnostics(const ScanResult& result) {
  std::vector<Diagnostic> diagnostics = result.diagnostics;
  if (result.findings.size() > kMaxResults) {
    const std::string left_out =
        count_of(result.findings.size() - kMaxResults, "finding is", "findings are");
    diagnostics.push_back({"sarif-result-limit", "results",
                           left_out + " left out, the least severe: SARIF readers take " +
                               count_of(kMaxResults, "result", "results") +
                               " a run; the JSON report holds all",
                           false});
  }
  return diagnostics;
}

void write_tool(JsonStream& out, const SarifRules& rules,
                const std::vector<Diagnostic>& diagnostics) {
  out.begin_object("tool");
  out.begin_object("driver");
  out.member("name", "keyhound");
  out.member("fullName", "keyhound " KEYHOUND_VERSION);
  out.member("version", KEYHOUND_VERSION);
  out.member("semanticVersion", KEYHOUND_VERSION);
  out.member("informationUri", kInformationUri);
  rules.write(out);
  if (!diagnostics.empty()) {
    out.member("notifications", sarif_notification_descriptors(diagnostics));
  }
  out.end_object();
  out.end_object();
}

Json run_properties(const ScanResult& result) {
  const ScanStatistics& statistics = result.scan.statistics;
  return {{"khRulesDigest", result.rules_digest},
          {"khStatistics",
           {{"commits", statistics.commits},
            {"blobs", statistics.blobs},
            {"files", statistics.files},
            {"bytes", statistics.bytes},
            {"skipped", statistics.skipped}}}};
}

void write_run(JsonStream& out, const ScanResult& result) {
  const std::vector<const Finding*> findings = select_findings(result);
  const std::vector<Diagnostic> diagnostics = collect_diagnostics(result);
  const SarifRules rules(result, findings);
  const SarifRevisions revisions(result.scan, findings);

  write_tool(out, rules, diagnostics);
  out.member("automationDetails", {{"id", "keyhound/" + result.scan.kind + "/"}});
  out.member("originalUriBaseIds", revisions.base_ids());
  if (Json provenance = revisions.provenance(); !provenance.empty()) {
    out.member("versionControlProvenance", provenance);
  }
  out.begin_array("invocations");
  out.element(sarif_invocation(result, diagnostics));
  out.end_array();
  out.member("columnKind", "utf16CodeUnits");
  out.member("redactionTokens", Json::array({"…"}));
  out.member("properties", run_properties(result));
  out.begin_array("results");
  for (const Finding* finding : findings) {
    out.element(sarif_result(*finding, rules, revisions));
    if (!out.ok()) return;
  }
  out.end_array();
}

void render_sarif(const ScanResult& result, const ReportOptions& /*options*/,
                  const ReportSink& sink) {
  JsonStream out(sink);
  out.begin_object();
  out.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
  out.member("version", "2.1.0");
  out.begin_array("runs");
  out.begin_element_object();
  write_run(out, result);
  out.end_object();
  out.end_array();
  out.end_object();
  out.finish();
}

}  // namespace

extern const ReportFormat kSarifFormat;
const ReportFormat kSarifFormat = {
    "sarif", "SARIF 2.1.0, for GitHub code scanning and other viewers", render_sarif};

}  // namespace keyhound
