// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_run.h"

#include <vector>

#include "scanner/report/json/liveness_json.h"
#include "scanner/report/sarif/rule_descriptor.h"
#include "scanner/report/sarif/sarif_notifications.h"
#include "scanner/report/sarif/sarif_passes.h"
#include "scanner/report/sarif/sarif_result.h"
#include "scanner/report/sarif/sarif_selection.h"

namespace keyhound {

namespace {

void write_tool(JsonStream& out, const SarifContext& context,
                const std::vector<Diagnostic>& diagnostics) {
  const bool is_full = !context.profile.for_github;
  out.begin_object("tool");
  out.begin_object("driver");
  out.member("name", "keyhound");
  out.member("fullName", "keyhound " KEYHOUND_VERSION);
  out.member("version", KEYHOUND_VERSION);
  out.member("semanticVersion", KEYHOUND_VERSION);
  out.member("informationUri", kInformationUri);
  context.rules.write(out, is_full);
  if (!diagnostics.empty()) {
    out.member("notifications", sarif_notification_descriptors(diagnostics));
  }
  if (Json components = context.rules.taxonomies().components(); is_full && !components.empty()) {
    out.member("supportedTaxonomies", components);
  }
  out.end_object();
  out.end_object();
}

Json run_properties(const ScanResult& result, const SarifSelection& selection) {
  const ScanStatistics& statistics = result.scan.statistics;
  Json object = {{"khRulesDigest", result.rules_digest},
                 {"khStatistics",
                  {{"commits", statistics.commits},
                   {"blobs", statistics.blobs},
                   {"files", statistics.files},
                   {"bytes", statistics.bytes},
                   {"skipped", statistics.skipped}}}};
  if (Json liveness = liveness_counts_json(result); !liveness.empty())
    object["khLiveness"] = std::move(liveness);
  if (result.assessment) {
    object["khJudgedAt"] = format_timestamp(result.assessment->at);
    object["khPoliciesDigest"] = result.assessment->policies_digest;
    if (!result.assessment->registry_digest.empty()) {
      object["khRegistryDigest"] = result.assessment->registry_digest;
    }
    object["khPolicies"] = sarif_policy_counts(result);
  }
  if (Json omissions = sarif_omissions(selection); !omissions.empty()) {
    object["khFindings"] = result.findings.size();
    object["khLeftOut"] = std::move(omissions);
  }
  return object;
}

// Where the results stand, and what the rules relate to: GitHub reads neither.
void write_surroundings(JsonStream& out, const SarifContext& context) {
  out.member("originalUriBaseIds", context.revisions.base_ids());
  if (Json provenance = context.revisions.provenance(); !provenance.empty()) {
    out.member("versionControlProvenance", provenance);
  }
  if (Json taxonomies = context.rules.taxonomies().taxonomies(); !taxonomies.empty()) {
    out.member("taxonomies", taxonomies);
  }
}

void write_run(JsonStream& out, const ScanResult& result, const SarifProfile& profile) {
  const SarifSelection selection = select_sarif_findings(result, profile);
  const std::vector<Diagnostic> diagnostics = sarif_diagnostics(result, profile, selection);
  SarifRules rules(result, selection.findings);
  if (!profile.for_github) rules.add_policies(result);
  const SarifRevisions revisions = profile.for_github
                                       ? SarifRevisions(result.scan)
                                       : SarifRevisions(result.scan, selection.findings);
  const SarifContext context{result, profile, rules, revisions};

  write_tool(out, context, diagnostics);
  // One category a kind of scan: a second upload of the same category replaces the first.
  out.member("automationDetails", {{"id", "keyhound/" + result.scan.kind + "/"}});
  if (!profile.for_github) write_surroundings(out, context);
  out.begin_array("invocations");
  out.element(sarif_invocation(result, diagnostics));
  out.end_array();
  out.member("columnKind", "utf16CodeUnits");
  out.member("redactionTokens", Json::array({"…"}));
  out.member("properties", run_properties(result, selection));
  out.begin_array("results");
  for (const Finding* finding : selection.findings) {
    out.element(sarif_result(*finding, context));
    if (!out.ok()) return;
  }
  if (!profile.for_github) {
    write_sarif_passes(out, context, profile.max_results - selection.findings.size());
  }
  out.end_array();
}

}  // namespace

void render_sarif_log(const ScanResult& result, const SarifProfile& profile,
                      const ReportSink& sink) {
  JsonStream out(sink);
  out.begin_object();
  out.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
  out.member("version", "2.1.0");
  out.begin_array("runs");
  out.begin_element_object();
  write_run(out, result, profile);
  out.end_object();
  out.end_array();
  out.end_object();
  out.finish();
}

}  // namespace keyhound
