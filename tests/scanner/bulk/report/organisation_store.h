// SPDX-License-Identifier: Apache-2.0
// A store with one finished run over five targets, for tests of the organisation's report.
#pragma once

#include <doctest/doctest.h>

#include <memory>

#include "scanner/bulk/report/organisation_report.h"
#include "tests/support/stored_scans.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {

// Three targets were scanned, one of them not to its end, one failed and one is left out. One
// credential stands in two repositories.
class OrganisationStore {
 public:
  OrganisationStore() {
    auto opened = Store::open(dir_ / "store.db", StoreAccess::kWrite);
    REQUIRE(opened);
    store_ = std::make_unique<Store>(std::move(*opened));
    std::vector<PlannedRepository> repositories = {
        planned("git.example/acme/api"), planned("git.example/acme/broken"),
        planned("git.example/acme/half"), planned("git.example/acme/web")};
    repositories.push_back(planned("git.example/acme/old"));
    repositories.back().excluded = "archived";
    const auto run = store_->join_run(plan_of("nightly", repositories), coordinator_, hour(0));
    REQUIRE(run);
    run_id_ = run->id;
    scan("git.example/acme/api", stored_result({1, 2}));
    scan("git.example/acme/half", stored_result({3}, false));
    scan("git.example/acme/web", stored_result({1}));
    const auto claim =
        store_->claim_target(run_id_, coordinator_, "git.example/acme/broken", hour(1));
    REQUIRE((claim && *claim));
    TargetEnd end;
    end.repository_id = (*claim)->repository_id;
    end.reason = "corrupt";
    end.message = "=cmd|' /C calc'!A0";
    REQUIRE(store_->end_target(run_id_, end, hour(1)));
  }

  [[nodiscard]] Database& database() const { return store_->database(); }
  [[nodiscard]] std::int64_t run_id() const { return run_id_; }

 private:
  void scan(const std::string& name, ScanResult result) {
    const auto claim = store_->claim_target(run_id_, coordinator_, name, hour(1));
    REQUIRE((claim && *claim));
    RecordedScan recorded;
    recorded.repository_id = (*claim)->repository_id;
    recorded.refs_digest = "sha256:refs";
    REQUIRE(store_->record_scan(run_id_, recorded, result, hour(1)));
  }

  TempDir dir_;
  Coordinator coordinator_{1, "session", "host", 1, "1"};
  std::unique_ptr<Store> store_;
  std::int64_t run_id_ = 0;
};

inline std::string report_of(const OrganisationStore& store, OrganisationFormat format) {
  std::string text;
  REQUIRE(write_organisation_report(store.database(), store.run_id(), format,
                                    [&text](std::string_view piece) {
                                      text += piece;
                                      return true;
                                    }));
  return text;
}

}  // namespace keyhound::testing
