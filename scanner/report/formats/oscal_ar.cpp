// SPDX-License-Identifier: Apache-2.0
// OSCAL assessment results (https://pages.nist.gov/OSCAL/): an observation for each verdict, a
// finding for each policy, satisfied ones too, and a risk for each failed or waived verdict.
#include "scanner/report/oscal/oscal_findings.h"
#include "scanner/report/oscal/oscal_sections.h"
#include "scanner/report/oscal/oscal_text.h"
#include "scanner/report/report_format.h"

namespace keyhound {

namespace {

void write_result(JsonStream& out, const OscalSource& source) {
  const ScanResult& result = source.result();
  Json props = Json::array();
  add_prop(props, "complete", result.complete() ? "true" : "false");
  add_prop(props, "scan-findings", std::to_string(result.findings.size()));
  out.begin_element_object();
  out.member("uuid", source.document_id("result"));
  out.member("title", oscal_markup("Credentials of " + source.scope()));
  out.member("description", source.result().assessment
                                ? "What each policy says about each credential, leak and exception."
                                : "A scan without policies: nothing was judged.");
  out.member("start", oscal_time(result.scan.started));
  out.member("end", oscal_time(result.scan.finished));
  out.member("props", props);
  write_oscal_local_definitions(out, source);
  write_oscal_reviewed_controls(out, source);
  write_oscal_observations(out, source, OscalVerdicts::kAll);
  write_oscal_risks(out, source);
  write_oscal_findings(out, source);
  out.end_object();
}

void render_oscal_ar(const ScanResult& result, const ReportOptions& /*options*/,
                     const ReportSink& sink) {
  JsonStream out(sink);
  const OscalSource source(result);
  begin_oscal_document(out, source, "assessment-results");
  write_oscal_metadata(out, source, "Credential assessment of ");
  out.member("import-ap", {{"href", "#" + source.policy_item_id("plan", "")}});
  out.begin_array("results");
  write_result(out, source);
  out.end_array();
  write_oscal_back_matter(out, source);
  end_oscal_document(out);
}

}  // namespace

extern const ReportFormat kOscalArFormat;
const ReportFormat kOscalArFormat = {
    "oscal-ar", "OSCAL 1.1.3 assessment results: what was judged, and how it ended",
    render_oscal_ar};

}  // namespace keyhound
