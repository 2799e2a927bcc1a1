// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/gitlab/gitlab_scan.h"

#include <algorithm>
#include <string>

#include "scanner/base/text_encode.h"
#include "scanner/report/finding_tally.h"
#include "scanner/report/gitlab/gitlab_identifier.h"
#include "scanner/report/liveness_words.h"
#include "scanner/report/occurrence_text.h"
#include "scanner/report/sarif/rule_descriptor.h"
#include "scanner/report/sarif/sarif_message.h"

namespace keyhound {

namespace {

constexpr std::size_t kMaxMessages = 500;
constexpr std::size_t kMaxText = 2000;

// yyyy-mm-ddThh:mm:ss: the schema refuses a zone, and means UTC.
std::string time_of(Timestamp time) {
  std::string text = format_timestamp(time);
  text.pop_back();
  return text;
}

Json tool() {
  return {{"id", "keyhound"},
          {"name", "keyhound"},
          {"url", kInformationUri},
          {"version", KEYHOUND_VERSION},
          {"vendor", {{"name", "keyhound"}}}};
}

Json message(std::string_view level, std::string_view text) {
  return {{"level", level}, {"value", shorten(escape_for_terminal(text), kMaxText)}};
}

void write_messages(JsonStream& out, const ScanResult& result) {
  const std::string covered = describe_covered(tally_of(result));
  const std::string liveness = describe_liveness(liveness_tally_of(result));
  if (covered.empty() && liveness.empty() && result.diagnostics.empty()) return;
  out.begin_array("messages");
  if (!covered.empty()) {
    out.element(message("info", covered + " left out of this report; the JSON report holds all."));
  }
  if (!liveness.empty()) out.element(message("info", "Liveness of the secrets: " + liveness + "."));
  const std::size_t listed = std::min(result.diagnostics.size(), kMaxMessages);
  for (std::size_t i = 0; i < listed; ++i) {
    const Diagnostic& one = result.diagnostics[i];
    out.element(message(one.incomplete ? "warn" : "info",
                        one.kind + ": " + one.subject + ": " + as_sentence(one.message)));
  }
  const std::size_t left = result.diagnostics.size() - listed;
  if (left > 0) {
    out.element(
        message("warn", count_of(left, "more message", "more messages") + " in the JSON report."));
  }
  out.end_array();
}

}  // namespace

void write_gitlab_scan(JsonStream& out, const ScanResult& result) {
  out.begin_object("scan");
  out.member("analyzer", tool());
  out.member("scanner", tool());
  out.member("type", "secret_detection");
  out.member("start_time", time_of(result.scan.started));
  out.member("end_time", time_of(result.scan.finished));
  out.member("status", result.complete() ? "success" : "failure");
  // GitLab takes what a whole scan does not report for gone.
  if (result.scan.kind == "range" || result.scan.kind == "staged")
    out.member("partial_scan", {{"mode", "differential"}});
  write_messages(out, result);
  out.begin_array("primary_identifiers");
  for (const Json& one : gitlab_primary_identifiers(result)) out.element(one);
  out.end_array();
  out.end_object();
}

}  // namespace keyhound
