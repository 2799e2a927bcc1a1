// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/html/page_data.h"

#include <algorithm>

#include "scanner/base/text_encode.h"
#include "scanner/report/html/finding_data.h"
#include "scanner/report/html/page_text.h"
#include "scanner/report/html/reference_data.h"
#include "scanner/report/html/registry_data.h"
#include "scanner/report/json/liveness_json.h"

namespace keyhound {
namespace {

Json tool_data(const ScanResult& result) {
  Json object = {{"version", KEYHOUND_VERSION}};
  add_shown(object, "rules", result.rules_digest);
  if (!result.assessment) return object;
  add_shown(object, "policies", result.assessment->policies_digest);
  add_shown(object, "registry", result.assessment->registry_digest);
  return object;
}

Json dropped_data(const DropCounts& drops) {
  Json list = Json::array();
  for (std::size_t i = 0; i < kDropReasons; ++i) {
    if (drops[i] > 0) list.push_back({describe(static_cast<DropReason>(i)), drops[i]});
  }
  return list;
}

Json definitions_data(const std::vector<DefinitionCount>& definitions) {
  Json list = Json::array();
  for (const DefinitionCount& one : definitions)
    list.push_back({escape_for_terminal(one.name), one.count});
  return list;
}

Json scan_data(const ScanResult& result) {
  const ScanInfo& scan = result.scan;
  Json object = {{"kind", scan.kind}, {"complete", result.complete()}};
  add_shown(object, "target", scan.target);
  add_shown(object, "head", scan.head);
  add_shown(object, "base", scan.base);
  add_shown(object, "repository", scan.repository);
  add_shown(object, "repository_uri", scan.repository_uri);
  object["started"] = page_time(scan.started);
  object["finished"] = page_time(scan.finished);
  object["commits"] = scan.statistics.commits;
  object["blobs"] = scan.statistics.blobs;
  object["files"] = scan.statistics.files;
  object["bytes"] = scan.statistics.bytes;
  object["skipped"] = scan.statistics.skipped;
  object["definitions"] = definitions_data(scan.definitions);
  object["dropped"] = dropped_data(scan.drops);
  if (Json liveness = liveness_counts_json(result); !liveness.empty())
    object["liveness"] = std::move(liveness);
  return object;
}

Json diagnostics_data(const std::vector<Diagnostic>& diagnostics) {
  Json list = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) {
    Json object = Json::object();
    add_shown(object, "kind", diagnostic.kind);
    add_shown(object, "subject", diagnostic.subject);
    add_shown(object, "message", diagnostic.message);
    if (diagnostic.incomplete) object["incomplete"] = true;
    list.push_back(std::move(object));
  }
  return list;
}

void write_judgement(JsonStream& out, const ScanResult& result) {
  if (result.references) {
    out.begin_array("references");
    for (const Json& one : references_data(result)) out.element(one);
    out.end_array();
  }
  if (result.suppressions) out.member("suppressions", suppressions_data(*result.suppressions));
  if (!result.assessment) return;
  out.member("has_registry", result.assessment->has_registry);
  out.member("policies", policies_data(result));
  out.begin_array("credentials");
  for (const Json& one : credentials_data(*result.assessment)) out.element(one);
  out.end_array();
  out.member("exceptions", exceptions_data(*result.assessment));
}

}  // namespace

std::vector<const Finding*> page_findings(const ScanResult& result, std::size_t most) {
  std::vector<const Finding*> findings;
  findings.reserve(result.findings.size());
  for (const Finding& finding : result.findings) findings.push_back(&finding);
  if (findings.size() <= most) return findings;
  // What is open comes first, then what is worse.
  std::stable_sort(findings.begin(), findings.end(), [](const Finding* a, const Finding* b) {
    if (a->is_open() != b->is_open()) return a->is_open();
    if (a->severity != b->severity) return a->severity > b->severity;
    return a->score > b->score;
  });
  findings.resize(most);
  std::sort(findings.begin(), findings.end());  // they stand side by side in report order
  return findings;
}

void write_page_data(const ScanResult& result, const ReportOptions& options,
                     const ReportSink& sink) {
  const std::vector<const Finding*> findings = page_findings(result, kMostPageFindings);
  FindingData data(result, options.max_occurrences);
  JsonStream out(sink);
  out.begin_object();
  out.member("tool", tool_data(result));
  out.member("scan", scan_data(result));
  out.member("now", page_time(result.assessment ? result.assessment->at : result.scan.finished));
  out.begin_array("findings");
  for (const Finding* finding : findings) {
    out.element(data.of(*finding));
    if (!out.ok()) return;
  }
  out.end_array();
  out.member("left_out", result.findings.size() - findings.size());
  out.member("rules", data.rules());
  write_judgement(out, result);
  out.member("diagnostics", diagnostics_data(result.diagnostics));
  out.end_object();
  out.finish();
}

}  // namespace keyhound
