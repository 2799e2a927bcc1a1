// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <chrono>

#include "scanner/store/process_identity.h"
#include "scanner/store/store.h"
#include "tests/support/stored_scans.h"
#include "tests/support/test_stores.h"

namespace keyhound::testing {
namespace {

double seconds_of(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

TEST_CASE("Ten thousand findings at ten places each are recorded in about a second") {
  const TestStores stores;
  ScanResult result;
  for (int i = 0; i < 10'000; ++i) result.findings.push_back(stored_finding(i, 10));
  for (const std::string& location : stores.locations()) {
    CAPTURE(location);
    auto store = Store::open(location, StoreAccess::kWrite);
    REQUIRE(store.has_value());
    const Coordinator self = this_coordinator(1);
    const auto run = store->join_run(plan_of("r1", {planned("a")}), self, hour(0));
    REQUIRE(run.has_value());
    RecordedScan scan;
    scan.repository_id = 1;
    const double first = seconds_of([&] {
      const Status recorded = store->record_scan(run->id, scan, result, hour(1));
      CHECK_MESSAGE(recorded.has_value(), recorded.error().message);
    });
    const double again =
        seconds_of([&] { CHECK(store->record_scan(run->id, scan, result, hour(2)).has_value()); });
    ScanResult loaded;
    const double read = seconds_of([&] {
      auto answer = store->load_findings();
      CHECK_MESSAGE(answer.has_value(), answer.error().message);
      loaded = std::move(*answer);
    });
    CHECK(loaded.findings.size() == 10'000);
    std::vector<PlannedRepository> many;
    for (int i = 0; i < 10'000; ++i)
      many.push_back(planned("github.com/acme/r" + std::to_string(i)));
    const double joined =
        seconds_of([&] { CHECK(store->join_run(plan_of("r2", many), self, hour(3)).has_value()); });
    const double claims = seconds_of([&] {
      for (int i = 0; i < 1000; ++i) CHECK(store->claim_target(2, self, hour(3)).has_value());
    });
    MESSAGE(location, ": first ", first, " again ", again, " load ", read, " join ", joined,
            " 1000 claims ", claims);
  }
}

}  // namespace
}  // namespace keyhound::testing
