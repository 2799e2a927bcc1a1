// SPDX-License-Identifier: Apache-2.0
// An in-toto statement with a test result (https://github.com/in-toto/attestation): which policies
// passed for a commit. The caller signs it through ReportOptions::seal.
#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/report/json/finding_json.h"
#include "scanner/report/json/liveness_json.h"
#include "scanner/report/json_stream.h"
#include "scanner/report/report_format.h"
#include "scanner/report/test_result.h"

namespace keyhound {

namespace {

constexpr std::string_view kPayloadType = "application/vnd.in-toto+json";

void add_resource(Json& list, std::string_view name, std::string_view digest) {
  constexpr std::string_view kAlgorithm = "sha256:";
  if (!digest.starts_with(kAlgorithm)) return;
  list.push_back({{"name", name}, {"digest", {{"sha256", digest.substr(kAlgorithm.size())}}}});
}

Json configuration(const ScanResult& result) {
  Json list = Json::array();
  add_resource(list, "rules", result.rules_digest);
  if (!result.assessment) return list;
  add_resource(list, "policies", result.assessment->policies_digest);
  add_resource(list, "registry", result.assessment->registry_digest);
  return list;
}

// The digest of the JSON report: a statement has to be about something that has one.
std::string report_digest(const ScanResult& result, const ReportOptions& options) {
  std::string text;
  find_report_format("json")->render(result, options, [&text](std::string_view piece) {
    text += piece;
    return true;
  });
  return to_hex(sha256(text));
}

Json subject(const ScanResult& result, const ReportOptions& options) {
  const ScanInfo& scan = result.scan;
  const std::string& name = scan.repository.empty() ? scan.target : scan.repository;
  Json one = {{"name", to_valid_utf8(name)}};
  if (scan.head.empty()) {
    one["digest"]["sha256"] = report_digest(result, options);
    one["mediaType"] = "application/json";
  } else {
    one["digest"]["gitCommit"] = scan.head;
  }
  return one;
}

Json ids(const std::vector<std::string>& policies) {
  Json list = Json::array();
  for (const std::string& id : policies) list.push_back(to_valid_utf8(id));
  return list;
}

// Members of our own begin with keyhound_; readers pass over what they do not know.
Json predicate(const ScanResult& result) {
  const TestResult test = test_result(result);
  Json diagnostics = Json::array();
  for (const Diagnostic& one : result.diagnostics) diagnostics.push_back(diagnostic_json(one));
  Json object = {{"result", test.result},
                 {"configuration", configuration(result)},
                 {"passedTests", ids(test.passed)},
                 {"warnedTests", ids(test.warned)},
                 {"failedTests", ids(test.failed)},
                 {"keyhound_complete", result.complete()},
                 {"keyhound_findings", result.findings.size()},
                 {"keyhound_diagnostics", std::move(diagnostics)}};
  if (Json liveness = liveness_counts_json(result); !liveness.empty())
    object["keyhound_liveness"] = std::move(liveness);
  return object;
}

void render_in_toto(const ScanResult& result, const ReportOptions& options,
                    const ReportSink& sink) {
  const Json statement = {{"_type", "https://in-toto.io/Statement/v1"},
                          {"subject", Json::array({subject(result, options)})},
                          {"predicateType", "https://in-toto.io/attestation/test-result/v0.1"},
                          {"predicate", predicate(result)}};
  const std::string text = to_json_line(statement);
  sink((options.seal ? options.seal(kPayloadType, text) : text) + "\n");
}

}  // namespace

extern const ReportFormat kInTotoFormat;
const ReportFormat kInTotoFormat = {
    "in-toto", "in-toto statement: which policies passed for the commit, signed where asked",
    render_in_toto};

}  // namespace keyhound
