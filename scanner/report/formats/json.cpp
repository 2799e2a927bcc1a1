// SPDX-License-Identifier: Apache-2.0
// The JSON report: schema keyhound/findings/v1, one finding on a line.
#include "scanner/base/text_encode.h"
#include "scanner/report/json/assessment_json.h"
#include "scanner/report/json/candidate_json.h"
#include "scanner/report/json/finding_json.h"
#include "scanner/report/json/liveness_json.h"
#include "scanner/report/json/reference_json.h"
#include "scanner/report/json_stream.h"
#include "scanner/report/report_format.h"

namespace keyhound {

namespace {

void write_tool(JsonStream& out, const ScanResult& result) {
  out.begin_object("tool");
  out.member("name", "keyhound");
  out.member("version", KEYHOUND_VERSION);
  out.member("rules_digest", result.rules_digest);
  out.end_object();
}

Json drops_json(const DropCounts& drops) {
  Json object = Json::object();
  for (std::size_t i = 0; i < kDropReasons; ++i)
    object[std::string(to_string(static_cast<DropReason>(i)))] = drops[i];
  return object;
}

void write_scan(JsonStream& out, const ScanResult& result) {
  const ScanInfo& scan = result.scan;
  Json target = Json::object();
  add_bytes(target, "target", scan.target);

  out.begin_object("scan");
  for (const auto& [key, value] : target.items()) out.member(key, value);
  out.member("kind", scan.kind);
  out.member("head", scan.head);
  if (!scan.base.empty()) out.member("base", scan.base);
  if (!scan.repository.empty()) out.member("repository", to_valid_utf8(scan.repository));
  if (!scan.repository_uri.empty()) {
    out.member("repository_uri", to_valid_utf8(scan.repository_uri));
  }
  out.member("started", format_timestamp(scan.started));
  out.member("finished", format_timestamp(scan.finished));
  out.member("commits", scan.statistics.commits);
  out.member("blobs", scan.statistics.blobs);
  out.member("files", scan.statistics.files);
  out.member("bytes", scan.statistics.bytes);
  out.member("skipped", scan.statistics.skipped);
  if (!scan.definitions.empty()) {
    Json counts = Json::object();
    for (const DefinitionCount& one : scan.definitions) counts[one.platform] = one.count;
    out.member("definitions", counts);
  }
  out.member("dropped", drops_json(scan.drops));
  if (const Json liveness = liveness_counts_json(result); !liveness.empty())
    out.member("liveness", liveness);
  out.member("complete", result.complete());
  out.end_object();
}

void write_references(JsonStream& out, const ScanResult& result) {
  if (result.references) {
    out.begin_array("references");
    for (const Reference& reference : *result.references) out.element(reference_json(reference));
    out.end_array();
  }
  if (result.suppressions) {
    out.begin_array("suppressions");
    for (const Suppression& one : *result.suppressions) out.element(suppression_json(one));
    out.end_array();
  }
}

// How many findings from `begin` on a worker renders at once: as many as have kBatch places.
std::size_t end_of_batch(const std::vector<Finding>& findings, std::size_t begin) {
  constexpr std::size_t kBatch = 256;
  std::size_t places = 0;
  std::size_t end = begin;
  while (end < findings.size() && places < kBatch) places += findings[end++].occurrences.size() + 1;
  return end;
}

// A few batches for each worker at a time, so that no more than those, and what is being written,
// are held as text.
void write_findings(JsonStream& out, const std::vector<Finding>& findings,
                    const ReportOptions& options) {
  constexpr std::size_t kBatchesOfWorker = 4;
  out.begin_array("findings");
  std::vector<std::string> lines;
  std::vector<std::string> done;  // one of the crew writes them while others make the next
  const auto write_done = [&] {
    for (const std::string& line : done) out.element_line(line);
  };
  for (std::size_t first = 0; first < findings.size() && out.ok();) {
    std::vector<std::size_t> begins = {first};
    while (begins.size() <= kBatchesOfWorker * options.crew.workers() &&
           begins.back() < findings.size()) {
      begins.push_back(end_of_batch(findings, begins.back()));
    }
    lines.assign(begins.back() - first, {});
    options.crew.run(begins.size(), [&](std::size_t part) {
      if (part == 0) return write_done();
      const std::size_t batch = part - 1;
      for (std::size_t i = begins[batch]; i < begins[batch + 1]; ++i)
        lines[i - first] = to_json_line(finding_json(findings[i], options.max_occurrences));
    });
    std::swap(lines, done);
    first = begins.back();
  }
  write_done();
  out.end_array();
}

void render_json(const ScanResult& result, const ReportOptions& options, const ReportSink& sink) {
  JsonStream out(sink);
  out.begin_object();
  out.member("schema", "keyhound/findings/v1");
  write_tool(out, result);
  write_scan(out, result);
  write_findings(out, result.findings, options);
  if (!out.ok()) return;
  if (result.candidates) {
    out.begin_array("candidates");
    for (const Candidate& candidate : result.candidates->items) {
      out.element(candidate_json(candidate));
      if (!out.ok()) return;
    }
    out.end_array();
    out.member("candidates_left_out", result.candidates->left_out);
  }
  write_references(out, result);
  if (result.assessment) out.member("assessment", assessment_json(*result.assessment));
  out.begin_array("diagnostics");
  for (const Diagnostic& diagnostic : result.diagnostics) out.element(diagnostic_json(diagnostic));
  out.end_array();
  out.end_object();
  out.finish();
}

}  // namespace

extern const ReportFormat kJsonFormat;
const ReportFormat kJsonFormat = {
    "json", "findings, occurrences and verdicts for programs (keyhound/findings/v1)", render_json};

}  // namespace keyhound
