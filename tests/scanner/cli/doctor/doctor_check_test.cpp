// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/doctor/doctor_check.h"

#include <doctest/doctest.h>

#include <set>

#include "tests/support/temp_dir.h"

namespace keyhound::testing {

TEST_CASE("The doctor's checks have ids and stand in an order of their own") {
  std::set<std::string_view> ids;
  int before = 0;
  for (const DoctorCheck* check : doctor_checks()) {
    CHECK(ids.insert(check->id).second);
    CHECK(check->position > before);
    before = check->position;
  }
  CHECK(doctor_checks().front()->id == "version");
  CHECK(ids.size() >= 12);
}

TEST_CASE("Every check answers with a message, and says the next step when something is wrong") {
  const TempDir dir;
  const auto report = run_doctor(dir.str());
  REQUIRE(report);
  CHECK(report->answers.size() == doctor_checks().size());
  for (const DoctorAnswer& answer : report->answers) {
    CAPTURE(answer.check);
    CHECK_FALSE(answer.message.empty());
    CHECK(answer.next_step.empty() == (answer.state == DoctorState::kOk));
  }
}

TEST_CASE("The doctor refuses a path that does not exist") {
  const auto report = run_doctor("/nonexistent/place");
  REQUIRE_FALSE(report);
  CHECK((report.error().kind == ErrorKind::kUsage));
}

TEST_CASE("An error of several lines becomes one line that counts them") {
  CHECK(line_of({ErrorKind::kUsage, "one"}) == "one");
  CHECK(line_of({ErrorKind::kUsage, "one\ntwo\nthree"}) == "one (and 2 more)");
}

}  // namespace keyhound::testing
