// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_notifications.h"

#include <doctest/doctest.h>

#include "tests/scanner/report/sample_result.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("Notifications point at the descriptor of their kind") {
  ScanResult result = incomplete_result();
  result.diagnostics.push_back({"missing-object", "x\xff", "gone", true});
  const Json descriptors = sarif_notification_descriptors(result.diagnostics);
  const Json invocation = sarif_invocation(result, result.diagnostics);
  CHECK(descriptors.size() == 3);
  CHECK(invocation["executionSuccessful"] == false);
  for (const Json& notification : invocation["toolExecutionNotifications"]) {
    const auto index = notification["descriptor"]["index"].get<std::size_t>();
    CHECK(descriptors[index]["id"] == notification["descriptor"]["id"]);
  }
  const Json& last = invocation["toolExecutionNotifications"].back();
  CHECK(last["message"]["text"] == "'x\\xFF': gone.");
  CHECK(last["properties"]["khSubjectBytes"] == "eP8=");
}
