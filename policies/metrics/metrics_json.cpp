// SPDX-License-Identifier: Apache-2.0
#include "policies/controls/ledger_summary.h"
#include "policies/metrics/metrics_report.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

OrderedJson length_json(const Length& length) {
  return {{"seconds", length.duration.seconds}, {"at_least", length.at_least}};
}

struct ValueWriter {
  OrderedJson& object;

  void operator()(const NoData& value) const {
    object["kind"] = "none";
    object["no_data"] = value.why;
  }
  void operator()(const Count& value) const {
    object["kind"] = "count";
    object["count"] = value.count;
  }
  void operator()(const Share& value) const {
    object["kind"] = "share";
    object["part"] = value.part;
    object["whole"] = value.whole;
    object["share"] = value.value();
  }
  void operator()(const Lengths& value) const {
    object["kind"] = "lengths";
    object["n"] = value.n;
    object["open"] = value.open;
    object["p50"] = length_json(value.p50);
    object["p90"] = length_json(value.p90);
    object["max"] = length_json(value.max);
    object["mean"] = length_json(value.mean);
    object["sum"] = length_json(value.sum);
  }
  void operator()(const Histogram& value) const {
    object["kind"] = "histogram";
    OrderedJson buckets = OrderedJson::array();
    for (const auto& [name, count] : value.buckets)
      buckets.push_back({{"bucket", name}, {"count", count}});
    object["buckets"] = std::move(buckets);
  }
};

OrderedJson metric_json(const Metric& metric) {
  OrderedJson object = {{"name", metric.name}, {"group", metric.group}, {"title", metric.title}};
  std::visit(ValueWriter{object}, metric.measure.value);
  OrderedJson excluded = OrderedJson::array();
  for (const Exclusion& one : metric.measure.excluded)
    excluded.push_back({{"why", one.why}, {"count", one.count}});
  object["excluded"] = std::move(excluded);
  return object;
}

OrderedJson counts_json(const OutcomeCounts& counts) {
  const auto of = [&counts](Outcome outcome) { return counts[static_cast<std::size_t>(outcome)]; };
  const auto rate = pass_rate(counts);
  return {{"pass", of(Outcome::kPass)},
          {"fail", of(Outcome::kFail)},
          {"waived", of(Outcome::kWaived)},
          {"error", of(Outcome::kError)},
          {"not_applicable", of(Outcome::kNotApplicable)},
          {"pass_rate", rate ? OrderedJson(*rate) : OrderedJson(nullptr)}};
}

OrderedJson series_json(const PolicySeries& series) {
  OrderedJson object = OrderedJson::object();
  object["policy"] = series.policy.empty() ? OrderedJson(nullptr) : OrderedJson(series.policy);
  object["total"] = counts_json(series.total);
  OrderedJson points = OrderedJson::array();
  for (const SeriesPoint& point : series.points) {
    OrderedJson one = {{"start", format_timestamp(point.start)}};
    one.update(counts_json(point.counts));
    points.push_back(std::move(one));
  }
  object["points"] = std::move(points);
  return object;
}

OrderedJson exposure_json(const Exposure& one) {
  return {
      {"fingerprint", one.fingerprint},
      {"rule", one.rule},
      {"credential", one.credential.empty() ? OrderedJson(nullptr) : OrderedJson(one.credential)},
      {"state", one.state},
      {"leaked", format_timestamp(one.leaked)},
      {"length", length_json(one.length)}};
}

// "name": [ one item a line ].
template <class Items, class ToJson>
std::string list(std::string_view name, const Items& items, ToJson to_json) {
  std::string text = ascii_json_line(name) + ": [";
  const char* separator = "\n";
  for (const auto& item : items) {
    text += separator + ascii_json_line(to_json(item));
    separator = ",\n";
  }
  return text + "\n]";
}

}  // namespace

std::string metrics_json(const MetricsReport& report) {
  OrderedJson files = OrderedJson::array();
  for (const std::string& file : report.registry_files) files.push_back(to_valid_utf8(file));
  OrderedJson registry = nullptr;
  if (!report.registry_files.empty())
    registry = {{"files", files}, {"digest", report.registry_digest}};
  const std::pair<const char*, OrderedJson> members[] = {
      {"format", "keyhound.dev/metrics/v1"},
      {"as_of", format_timestamp(report.now)},
      {"period", period_json(report.since, report.until)},
      {"ledger", ledger_summary_json(report.ledger_path, report.ledger)},
      {"registry", registry},
      {"bucket", to_string(report.bucket)}};
  std::string text = "{\n";
  for (const auto& [name, value] : members)
    text += ascii_json_line(name) + ": " + ascii_json_line(value) + ",\n";
  std::vector<PolicySeries> series = {report.all_policies};
  series.insert(series.end(), report.policies.begin(), report.policies.end());
  text += list("metrics", report.metrics, metric_json) + ",\n";
  text += list("pass_rates", series, series_json) + ",\n";
  text += list("longest_exposures", report.exposures, exposure_json) + ",\n";
  return text + "\"more_exposures\": " + std::to_string(report.more_exposures) + "\n}\n";
}

}  // namespace keyhound
