// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/explain_report.h"

#include <fmt/format.h>

#include "scanner/report/json/candidate_json.h"
#include "scanner/report/json/finding_json.h"
#include "scanner/report/json_stream.h"
#include "scanner/report/occurrence_text.h"
#include "scanner/report/text/candidate_text.h"
#include "scanner/report/text/text_page.h"

namespace keyhound {

void render_explanation_text(const Explanation& explanation, const ReportOptions& options,
                             const ReportSink& sink) {
  TextPage page(options, sink);
  const CandidateList& list = explanation.candidates;
  for (const Candidate& candidate : list.items) write_candidate(page, candidate);
  if (list.items.empty()) {
    page.line({{fmt::format("Nothing triggered {} {}: no rule's trigger hits there.",
                            explanation.line == 0 ? "in" : "at", explanation.target)}},
              4);
  } else {
    page.line(
        {{count_of(list.items.size() + list.left_out, "candidate", "candidates") +
          (list.left_out > 0 ? fmt::format(", the first {} of them shown", list.items.size())
                             : std::string()) +
          fmt::format("; rules see the path {}", explanation.path) +
          (explanation.encoding.empty() ? "."
                                        : ", and the text as " + explanation.encoding + ".")}},
        4);
  }
  page.finish();
}

void render_explanation_json(const Explanation& explanation, const ReportSink& sink) {
  Json place = Json::object();
  add_bytes(place, "target", explanation.target);
  add_bytes(place, "path", explanation.path);
  if (explanation.line > 0) place["line"] = explanation.line;
  if (!explanation.encoding.empty()) place["encoding"] = explanation.encoding;

  JsonStream out(sink);
  out.begin_object();
  out.member("schema", "keyhound/explanation/v1");
  for (const auto& [key, value] : place.items()) out.member(key, value);
  out.begin_array("candidates");
  for (const Candidate& candidate : explanation.candidates.items) {
    out.element(candidate_json(candidate));
    if (!out.ok()) return;
  }
  out.end_array();
  out.member("candidates_left_out", explanation.candidates.left_out);
  out.end_object();
  out.finish();
}

}  // namespace keyhound
