// SPDX-License-Identifier: Apache-2.0
// Random sequences of scans, against a model that says in a few lines what must come of them.
#include <doctest/doctest.h>

#include <map>
#include <random>
#include <set>

#include "scanner/store/process_identity.h"
#include "scanner/store/store.h"
#include "tests/support/stored_scans.h"
#include "tests/support/test_stores.h"

namespace keyhound::testing {
namespace {

constexpr int kNumbers = 6;
constexpr int kRepositories = 3;

// A finding is known by the runs that saw it; all states follow from the runs before and the last
// word of this one.
class Model {
 public:
  void scan(int run, int repository, const std::set<int>& numbers, bool is_complete) {
    for (int number = 0; number < kNumbers; ++number) {
      One& one = all_[{repository, number}];
      if (run != one.run && (is_complete || numbers.contains(number))) {
        one.before = one.now;
        one.run = run;
      }
      if (numbers.contains(number)) {
        if (one.before.empty() && (one.first == 0 || one.first == run)) {
          one.first = run;
          one.now = "new";
        } else if (one.first == run) {
          one.now = "new";
        } else {
          one.now = one.before == "fixed" ? "regressed" : "existing";
        }
      } else if (is_complete && !one.now.empty()) {
        one.now = "fixed";
      }
    }
  }
  void unchanged(int run, int repository) {
    for (int number = 0; number < kNumbers; ++number) {
      One& one = all_[{repository, number}];
      if (one.now.empty() || one.now == "fixed" || one.run == run) continue;
      one.before = one.now;
      one.run = run;
      one.now = "existing";
    }
  }
  std::vector<std::string> rows() const {
    std::vector<std::string> rows;
    for (const auto& [key, one] : all_) {
      if (one.now.empty()) continue;
      rows.push_back(std::to_string(key.first) + " " +
                     stored_finding(key.second).fingerprint.short_form() + " " + one.now);
    }
    std::sort(rows.begin(), rows.end());
    return rows;
  }
  std::vector<std::string> counts() const {
    std::map<std::string, int> open;
    for (const auto& [key, one] : all_) {
      if (one.now.empty()) continue;
      open[stored_finding(key.second).fingerprint.short_form()] += one.now == "fixed" ? 0 : 1;
    }
    std::vector<std::string> rows;
    for (const auto& [print, count] : open) rows.push_back(print + " " + std::to_string(count));
    return rows;
  }

 private:
  struct One {
    int first = 0;       // the run that saw it first
    int run = 0;         // the last run that said something
    std::string before;  // the state before that run
    std::string now;
  };
  std::map<std::pair<int, int>, One> all_;
};

void play(const std::string& location, unsigned seed, int steps) {
  CAPTURE(seed);
  auto store = Store::open(location, StoreAccess::kWrite);
  REQUIRE(store.has_value());
  std::mt19937 random(seed);
  Model model;
  const Coordinator self = this_coordinator(1);
  int run = 0;
  std::int64_t run_id = 0;
  for (int step = 0; step < steps; ++step) {
    if (run == 0 || random() % 4 == 0) {
      ++run;
      const auto joined =
          store->join_run(plan_of("seed" + std::to_string(seed) + "-" + std::to_string(run),
                                  {planned("a"), planned("b"), planned("c")}),
                          self, hour(step));
      REQUIRE(joined.has_value());
      run_id = joined->id;
    }
    const int repository = 1 + static_cast<int>(random() % kRepositories);
    const Timestamp now = hour(step - static_cast<int>(random() % 3));  // the clock may go back
    if (random() % 6 == 0) {
      TargetEnd end;
      end.repository_id = repository;
      end.outcome = random() % 2 == 0 ? TargetOutcome::kUnchanged : TargetOutcome::kFailed;
      const bool counts =
          text_in(*store,
                  "SELECT outcome FROM run_targets WHERE run_id = " + std::to_string(run_id) +
                      " AND repository_id = " + std::to_string(repository)) != "scanned";
      REQUIRE(store->end_target(run_id, end, now).has_value());
      if (counts && end.outcome == TargetOutcome::kUnchanged) model.unchanged(run, repository);
    } else {
      std::set<int> numbers;
      for (int number = 0; number < kNumbers; ++number)
        if (random() % 2 == 0) numbers.insert(number);
      const bool is_complete = random() % 4 != 0;
      const ScanResult result =
          stored_result(std::vector<int>(numbers.begin(), numbers.end()), is_complete);
      const int times = random() % 3 == 0 ? 2 : 1;
      for (int i = 0; i < times; ++i)
        REQUIRE(store->record_scan(run_id, scan_of(repository), result, now).has_value());
      model.scan(run, repository, numbers, is_complete);
    }
    CAPTURE(step);
    std::vector<std::string> rows =
        texts_of(*store,
                 "SELECT f.repository_id || ' ' || c.fingerprint || ' ' || f.state FROM "
                 "findings f JOIN credentials c ON c.id = f.credential_id");
    std::sort(rows.begin(), rows.end());
    REQUIRE(rows == model.rows());
    REQUIRE(texts_of(*store,
                     "SELECT fingerprint || ' ' || repository_count FROM credentials "
                     "ORDER BY fingerprint") == model.counts());
  }
  CHECK(texts_of(*store, "SELECT id FROM findings WHERE first_seen > last_seen").empty());
}

TEST_CASE("Any sequence of scans gives the states that the model says") {
  for (unsigned seed = 1; seed <= 12; ++seed) {
    const TempDir folder;
    play(folder / "store.db", seed, 60);
  }
  if (PostgresServer* server = PostgresServer::shared()) {
    for (unsigned seed = 1; seed <= 3; ++seed) play(server->new_database(), seed, 40);
  }
}

}  // namespace
}  // namespace keyhound::testing
