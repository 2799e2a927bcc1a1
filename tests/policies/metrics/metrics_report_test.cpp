// SPDX-License-Identifier: Apache-2.0
#include "policies/metrics/metrics_report.h"

#include "tests/policies/metrics/sample_report.h"

namespace keyhound {
namespace {

using testing::day;

struct Organisation {
  Organisation() { ledger.append(testing::sample_events()); }
  [[nodiscard]] MetricsRequest request() const {
    MetricsRequest request;
    request.policies = &testing::builtin_set();
    request.ledger = ledger.path();
    request.now = day(30);
    return request;
  }
  static std::string say(const MetricsRequest& request, std::string_view name) {
    const auto report = make_metrics_report(request);
    if (!report) FAIL(report.error().message);
    for (const Metric& metric : report->metrics) {
      if (metric.name == name) return words_of(metric.measure.value);
    }
    return "no such metric";
  }
  testing::EvaluatedLedger ledger;
};

}  // namespace

TEST_CASE("A period takes runs and evaluations within it, and the leaks that were detected in it") {
  const Organisation sample;
  MetricsRequest request = sample.request();
  CHECK(Organisation::say(request, "policies.pass_rate") == "62.5 % (5 of 8)");
  request.since = day(2);
  CHECK(Organisation::say(request, "policies.pass_rate") == "66.6 % (2 of 3)");
  CHECK(Organisation::say(request, "leaks.by_state") == "detected: 1");
  CHECK(Organisation::say(request, "coverage.runs") == "0");
  CHECK(Organisation::say(request, "coverage.repositories") == "1");
  request.since.reset();
  request.until = day(1);
  CHECK(Organisation::say(request, "policies.pass_rate") == "60.0 % (3 of 5)");
  CHECK(Organisation::say(request, "leaks.by_state") == "detected: 1");
  CHECK(Organisation::say(request, "coverage.repositories") == "0");
}

TEST_CASE("What happened before a period is known in it") {
  const Organisation sample;
  MetricsRequest request = sample.request();
  const Registry registry = testing::registry_of(testing::sample_registry());
  request.registry = &registry;
  request.since = day(1);
  // Leaked 20 days before the first day, verified on the fourth.
  CHECK(Organisation::say(request, "exposure.window").find("p50 24 days") == 0);
}

TEST_CASE("The longest exposures come first, and no more than 30 of them") {
  testing::EvaluatedLedger ledger;
  std::vector<EvidenceEvent> events;
  for (int i = 0; i < 40; ++i)
    events.push_back(testing::detected("kh1:" + std::to_string(100 + i), day(i % 20), day(20)));
  ledger.append(events);
  const MetricsReport report = testing::sample_metrics(nullptr, ledger.path());
  REQUIRE(report.exposures.size() == 30);
  CHECK(report.more_exposures == 10);
  CHECK(report.exposures.front().length.duration == Duration{30 * 86'400});
  CHECK(report.exposures.front().length.at_least);
}

TEST_CASE("A ledger that does not verify gives no metrics") {
  const Organisation sample;
  std::string changed = sample.ledger.text();
  changed.replace(changed.find("\"fail\""), 6, "\"pass\"");
  sample.ledger.put(changed);
  const auto report = make_metrics_report(sample.request());
  REQUIRE_FALSE(report);
  CHECK(report.error().kind == ErrorKind::kCorrupt);
}

}  // namespace keyhound
