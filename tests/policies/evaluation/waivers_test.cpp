// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/waivers.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

constexpr Timestamp kNow{1000};

Exception complete() {
  Exception exception;
  exception.id = "EXC-1";
  exception.applies_to.policies = {"ROT1002"};
  exception.reason = "freeze";
  exception.ticket = "SEC-1";
  exception.approver = "user:ciso";
  exception.requested_by = "user:ana";
  exception.granted = kNow;
  exception.expires = kNow;
  return exception;
}

std::string waived_by(const Registry& registry, std::string_view policy,
                      std::string_view credential, std::string_view repository = "") {
  const Waivers::Answer answer = Waivers(registry, kNow).find(policy, credential, repository);
  if (answer.exception == nullptr) return "nothing";
  return answer.exception->id + (answer.reason.empty() ? "" : ": " + answer.reason);
}

}  // namespace

TEST_CASE("An exception is in force from its grant to its expiry, both included") {
  CHECK(reason_not_in_force(complete(), kNow).empty());
  CHECK_FALSE(reason_not_in_force(complete(), {kNow.seconds - 1}).empty());
  CHECK_FALSE(reason_not_in_force(complete(), {kNow.seconds + 1}).empty());
}

TEST_CASE("An exception that lacks anything waives nothing") {
  struct Row {
    void (*spoil)(Exception&);
    std::string_view reason;
  };
  for (const Row& row :
       {Row{[](Exception& e) { e.reason.clear(); }, "it gives no reason"},
        Row{[](Exception& e) { e.ticket.clear(); }, "it names no ticket"},
        Row{[](Exception& e) { e.approver.clear(); }, "it names no approver"},
        Row{[](Exception& e) { e.requested_by = e.approver; }, "its requester approved it"},
        Row{[](Exception& e) { e.granted.reset(); }, "it does not say when it was granted"},
        Row{[](Exception& e) { e.expires.reset(); }, "it does not say when it ends"},
        Row{[](Exception& e) { e.closure.at = kNow; }, "it was closed on 1970-01-01T00:16:40Z"}}) {
    Exception exception = complete();
    row.spoil(exception);
    CHECK(reason_not_in_force(exception, kNow) == row.reason);
  }
}

TEST_CASE("An exception applies where credential, policy and repository all agree") {
  Registry registry;
  registry.exceptions = {complete()};
  CHECK(waived_by(registry, "ROT1002", "a") == "EXC-1");
  CHECK(waived_by(registry, "ROT1002", "") == "EXC-1");
  CHECK(waived_by(registry, "ROT1001", "a") == "nothing");
  registry.exceptions[0].applies_to = {"a", {}, {"acme/*"}};
  CHECK(waived_by(registry, "ROT1001", "a", "acme/pay") == "EXC-1");
  CHECK(waived_by(registry, "EXC1001", "a", "acme/pay") == "nothing");
  CHECK(waived_by(registry, "ROT1001", "b", "acme/pay") == "nothing");
  CHECK(waived_by(registry, "ROT1001", "", "acme/pay") == "nothing");
  CHECK(waived_by(registry, "ROT1001", "a", "acme/x/pay") == "nothing");
  CHECK(waived_by(registry, "ROT1001", "a") == "nothing");
}

TEST_CASE("An exception does not waive what is said about itself") {
  Registry registry;
  registry.exceptions = {complete()};
  registry.exceptions[0].applies_to.policies = {"EXC1003"};
  const Waivers waivers(registry, kNow);
  CHECK(waivers.find("EXC1003", "", "").exception != nullptr);
  CHECK(waivers.find("EXC1003", "", "", registry.exceptions.data()).exception == nullptr);
}

TEST_CASE("One that is in force comes before one that is not") {
  Registry registry;
  registry.exceptions = {complete(), complete()};
  registry.exceptions[0].ticket.clear();
  registry.exceptions[1].id = "EXC-2";
  CHECK(waived_by(registry, "ROT1002", "a") == "EXC-2");
  registry.exceptions.pop_back();
  CHECK(waived_by(registry, "ROT1002", "a") == "EXC-1: it names no ticket");
}

}  // namespace keyhound
