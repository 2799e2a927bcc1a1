// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/run_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "scanner/bulk/json/strict_members.h"
#include "scanner/bulk/run/run_status.h"

namespace keyhound {
namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson counts_json(const OutcomeCounts& counts) {
  return {{"planned", counts.planned},     {"scanned", counts.scanned},
          {"unchanged", counts.unchanged}, {"failed", counts.failed},
          {"excluded", counts.excluded},   {"pending", counts.pending}};
}

OrderedJson coverage_json(const Coverage& coverage) {
  OrderedJson diagnostics = OrderedJson::array();
  for (const Diagnostic& one : coverage.diagnostics) {
    diagnostics.push_back({{"kind", one.kind},
                           {"subject", one.subject},
                           {"message", one.message},
                           {"incomplete", one.incomplete}});
  }
  return {{"complete", coverage.complete()},
          {"plan_complete", coverage.plan_complete},
          {"incomplete_scans", coverage.incomplete_scans},
          {"targets", counts_json(coverage.counts)},
          {"diagnostics", std::move(diagnostics)}};
}

OrderedJson targets_json(const std::vector<RunTarget>& targets) {
  OrderedJson list = OrderedJson::array();
  for (const RunTarget& target : targets) {
    OrderedJson one = {{"name", target.name}, {"shard", target.shard}};
    if (!target.reason.empty()) one["reason"] = target.reason;
    if (!target.message.empty()) one["message"] = target.message;
    list.push_back(std::move(one));
  }
  return list;
}

OrderedJson findings_json(const FindingCounts& findings) {
  return {{"new", findings.added}, {"open", findings.open}};
}

OrderedJson status_json(const RunStatus& status) {
  OrderedJson json = {{"run", status.run.run_key},
                      {"state", status.run.state},
                      {"shard", status.shard},
                      {"shard_count", status.run.shard_count},
                      {"started", format_timestamp(status.run.started)}};
  if (status.run.finished) json["finished"] = format_timestamp(*status.run.finished);
  json["coverage"] = coverage_json(status.coverage);
  json["findings"] = findings_json(status.findings);
  json["failed"] = targets_json(status.failed);
  json["incomplete"] = targets_json(status.incomplete);
  json["excluded"] = targets_json(status.excluded);
  json["pending"] = targets_json(status.pending);
  return json;
}

OrderedJson line_of(const char* type, Timestamp time) {
  return {{"type", type}, {"time", format_timestamp(time)}};
}

}  // namespace

std::string run_status_json(const RunStatus& status) {
  OrderedJson json = {{"schema", "keyhound/bulk-status/v1"}};
  json.update(status_json(status));
  return json_line(json);
}

std::string start_line(const RunOpening& start, Timestamp time) {
  OrderedJson json = line_of("start", time);
  json["run"] = start.run.run_key;
  json["shard"] = start.shard;
  json["shard_count"] = start.run.shard_count;
  json["continued"] = start.is_continued;
  json["targets"] = counts_json(start.counts);
  return json_line(json);
}

std::string target_line(const TargetReport& target, Timestamp time) {
  OrderedJson json = line_of("repository", time);
  json["name"] = target.name;
  json["outcome"] = target.is_retried ? "retried" : to_string(target.outcome);
  if (target.outcome == TargetOutcome::kScanned) json["complete"] = target.complete;
  if (target.outcome != TargetOutcome::kFailed) json["findings"] = findings_json(target.findings);
  if (!target.reason.empty()) json["reason"] = target.reason;
  if (!target.message.empty()) json["message"] = target.message;
  if (!target.verification.empty()) json["verification"] = target.verification;
  json["seconds"] = std::round(target.seconds * 1000) / 1000;
  return json_line(json);
}

std::string notice_line(const std::string& message, Timestamp time) {
  OrderedJson json = line_of("notice", time);
  json["message"] = message;
  return json_line(json);
}

std::string summary_line(const RunStatus& status, int exit_code, Timestamp time) {
  OrderedJson json = line_of("summary", time);
  json.update(status_json(status));
  json["exit_code"] = exit_code;
  return json_line(json);
}

}  // namespace keyhound
