// SPDX-License-Identifier: Apache-2.0
#include "policies/controls/control_report.h"
#include "policies/controls/ledger_summary.h"

namespace keyhound {
namespace {

struct OutcomeMember {
  Outcome outcome;
  const char* name;
};
constexpr OutcomeMember kMembers[] = {{Outcome::kPass, "passed"},
                                      {Outcome::kFail, "failed"},
                                      {Outcome::kWaived, "waived"},
                                      {Outcome::kError, "errors"},
                                      {Outcome::kNotApplicable, "not_applicable"}};

OrderedJson counts_json(const OutcomeCounts& counts) {
  OrderedJson object = OrderedJson::object();
  for (const OutcomeMember& member : kMembers)
    object[member.name] = counts[static_cast<std::size_t>(member.outcome)];
  return object;
}

// {"passed": [[3, 9], [12, 12]], ...}: the numbers of events, both ends included.
OrderedJson events_json(const PolicyTally& evidence) {
  OrderedJson object = OrderedJson::object();
  for (const OutcomeMember& member : kMembers) {
    OrderedJson ranges = OrderedJson::array();
    for (const SeqRange& range : evidence.events[static_cast<std::size_t>(member.outcome)].ranges())
      ranges.push_back({range.first, range.last});
    object[member.name] = std::move(ranges);
  }
  return object;
}

OrderedJson row_json(const ControlRow& row) {
  OrderedJson policies = OrderedJson::array();
  OrderedJson without = OrderedJson::array();
  for (const ControlPolicy& policy : row.policies) {
    policies.push_back({{"id", policy.id},
                        {"title", policy.title},
                        {"in_use", policy.is_in_use},
                        {"evaluated", policy.evaluations}});
    if (policy.evaluations == 0) without.push_back(policy.id);
  }
  const PolicyTally& evidence = row.evidence;
  const auto rate = pass_rate(evidence.counts);
  OrderedJson object = {{"id", row.control.id}, {"summary", row.control.summary}};
  object["listed"] = row.is_listed;
  object["outside"] =
      row.control.outside.empty() ? OrderedJson(nullptr) : OrderedJson(row.control.outside);
  object["state"] = to_string(row.state);
  object["policies"] = std::move(policies);
  object["without_evidence"] = std::move(without);
  object["evaluated"] = evaluations(evidence.counts);
  object["counts"] = counts_json(evidence.counts);
  object["pass_rate"] = rate ? OrderedJson(*rate) : OrderedJson(nullptr);
  object["first"] = time_json(evidence.first);
  object["last"] = time_json(evidence.last);
  object["subjects"] = counts_json(evidence.current);
  object["events"] = events_json(evidence);
  return object;
}

}  // namespace

std::string control_report_json(const ControlReport& report) {
  const ControlFramework& framework = report.framework;
  OrderedJson unknown = OrderedJson::array();
  for (const auto& [policy, count] : report.unknown_policies)
    unknown.push_back({{"id", policy}, {"evaluations", count}});
  const std::pair<const char*, OrderedJson> members[] = {
      {"format", "keyhound.dev/control-report/v1"},
      {"generated", format_timestamp(report.now)},
      {"framework",
       {{"id", framework.id},
        {"name", framework.name},
        {"version", framework.version},
        {"source", framework.source},
        {"verified", framework.verified},
        {"note", framework.note}}},
      {"ledger", ledger_summary_json(report.ledger_path, report.ledger)},
      {"period", period_json(report.since, report.until)},
      {"evaluations", report.events},
      {"unknown_policies", unknown}};
  std::string text = "{\n";
  for (const auto& [name, value] : members)
    text += ascii_json_line(name) + ": " + ascii_json_line(value) + ",\n";
  text += "\"controls\": [";
  const char* separator = "\n";
  for (const ControlRow& row : report.rows) {
    text += separator + ascii_json_line(row_json(row));
    separator = ",\n";
  }
  return text + "\n]\n}\n";
}

}  // namespace keyhound
