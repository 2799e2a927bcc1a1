// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/policy_verdict.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace keyhound;

TEST_CASE("VerdictList is read as a list of verdicts") {
  const VerdictList list = {{"OWN1001", Outcome::kPass, "", "", "", Level::kError},
                            {"ROT1001", Outcome::kFail, "late", "", "", Level::kError}};
  CHECK(list.size() == 2);
  CHECK_FALSE(list.empty());
  CHECK(list.front().policy_id == "OWN1001");
  CHECK(list[1].message == "late");
  CHECK(list.at(1).outcome == Outcome::kFail);
  CHECK(std::count_if(list.begin(), list.end(), [](const PolicyVerdict& verdict) {
          return verdict.outcome == Outcome::kFail;
        }) == 1);
  auto at = list.begin();
  CHECK((at++)->policy_id == "OWN1001");
  CHECK(at->policy_id == "ROT1001");
  CHECK(++at == list.end());
}

TEST_CASE("VerdictList finds the verdict of a policy, or says that it was not asked") {
  VerdictList list = {{"OWN1001", Outcome::kPass, "", "", "", Level::kError},
                      {"ROT1001", Outcome::kFail, "", "", "", Level::kError}};
  CHECK(list.find("ROT1001") == &list[1]);
  CHECK(list.find("OWN1001") == &list[0]);
  CHECK(list.find("ROT1002") == nullptr);
  CHECK(list.find("") == nullptr);
  list.clear();
  CHECK(list.empty());
  CHECK(list.find("ROT1001") == nullptr);
}

TEST_CASE("Lists share a verdict instead of copying it") {
  const auto shared = std::make_shared<const PolicyVerdict>();
  VerdictList first;
  VerdictList second;
  first.reserve(1);
  first.push_back(shared);
  second.push_back(shared);
  const VerdictList copy = first;
  CHECK(&first[0] == &second[0]);
  CHECK(&copy[0] == shared.get());
}
