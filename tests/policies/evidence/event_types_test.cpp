// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/event_types.h"

#include <doctest/doctest.h>

#include <limits>
#include <set>
#include <string>

namespace keyhound {
namespace {

// A value that fits the member.
Json sample(const EventMember& member) {
  switch (member.kind) {
    case MemberKind::kText:
      return std::string(member.choices.substr(0, member.choices.find('|')));
    case MemberKind::kTime:
      return "2026-11-23T09:00:00Z";
    case MemberKind::kCount:
      return 3;
    case MemberKind::kFlag:
      return true;
    case MemberKind::kTextList:
      return Json::array({"one"});
    case MemberKind::kObject: {
      Json object = Json::object();
      for (const EventMember& inner : member.members)
        object[std::string(inner.name)] = sample(inner);
      return object;
    }
  }
  return nullptr;
}

EvidenceEvent sample(const EventType& type) {
  EvidenceEvent event;
  event.type = type.name;
  for (const EventMember& member : type.members)
    event.data[std::string(member.name)] = sample(member);
  return event;
}

// A value of another kind than any member has.
Json wrong(const EventMember& member) {
  return member.kind == MemberKind::kObject ? Json(1) : Json({{"x", 1}});
}

}  // namespace

TEST_CASE("Every type is there once, and takes the data that its row describes") {
  std::set<std::string_view> names;
  for (const EventType& type : event_types()) {
    CAPTURE(type.name);
    CHECK(names.insert(type.name).second);
    CHECK(find_event_type(type.name) == &type);
    const Status status = check_event(sample(type));
    if (!status) FAIL_CHECK(status.error().message);
  }
  CHECK(names.size() == 35);
  CHECK(find_event_type("finding") == nullptr);
}

TEST_CASE("The targets of a run over many repositories may be left out, or are there whole") {
  EvidenceEvent event = sample(*find_event_type("run.finished"));
  Json& coverage = event.data["coverage"];
  CHECK(coverage.contains("targets"));
  coverage["targets"].erase("failed");
  REQUIRE_FALSE(check_event(event));
  CHECK(check_event(event).error().message.find("run.finished.coverage.targets.failed") == 0);
  coverage.erase("targets");
  CHECK(check_event(event));
  coverage["goals"] = 1;
  CHECK_FALSE(check_event(event));
  coverage.erase("goals");
  coverage.erase("complete");
  CHECK_FALSE(check_event(event));
}

TEST_CASE("A member that lacks, that is not in the table, or of another kind is refused by name") {
  for (const EventType& type : event_types()) {
    for (const EventMember& member : type.members) {
      const std::string name(member.name);
      const std::string place = std::string(type.name) + "." + name;
      CAPTURE(place);
      EvidenceEvent event = sample(type);
      event.data[name] = nullptr;
      CHECK(check_event(event).has_value() == !member.required);
      event.data[name] = wrong(member);
      const Status status = check_event(event);
      REQUIRE_FALSE(status);
      CHECK(status.error().message.find(place) == 0);
      event.data.erase(name);
      if (member.optional) {
        CHECK(check_event(event));
        continue;
      }
      REQUIRE_FALSE(check_event(event));
      CHECK(check_event(event).error().message.find(place) == 0);
    }
    EvidenceEvent event = sample(type);
    event.data["author_email"] = "x";
    CHECK_FALSE(check_event(event));
  }
}

TEST_CASE("Members inside of members, choices, times and counts are checked, values never quoted") {
  EvidenceEvent finished = sample(*find_event_type("run.finished"));
  finished.data["coverage"].erase("complete");
  CHECK(check_event(finished).error().message.find("run.finished.coverage.complete") == 0);
  EvidenceEvent triaged = sample(*find_event_type("finding.triaged"));
  triaged.data["verdict"] = "placeholder-value";
  const Status status = check_event(triaged);
  REQUIRE_FALSE(status);
  CHECK(status.error().message.find("placeholder-value") == std::string::npos);
  EvidenceEvent rotated = sample(*find_event_type("rotation.observed"));
  rotated.data["at"] = "yesterday";
  CHECK_FALSE(check_event(rotated));
  EvidenceEvent imported = sample(*find_event_type("import.performed"));
  for (const Json& rows : {Json(-1), Json(1.5), Json("1")}) {
    imported.data["rows"] = rows;
    CHECK_FALSE(check_event(imported));
  }
}

TEST_CASE("An unknown type, data that is no object and a time beyond RFC 3339 are refused") {
  CHECK_FALSE(check_event({"finding.celebrated", {}, {}, {}, Json::object()}));
  CHECK_FALSE(check_event({"", {}, {}, {}, Json::object()}));
  EvidenceEvent event = sample(*find_event_type("policy.changed"));
  event.time = Timestamp{std::numeric_limits<std::int64_t>::max()};
  CHECK_FALSE(check_event(event));
  event.time = Timestamp();
  event.data = Json::array();
  CHECK_FALSE(check_event(event));
}

}  // namespace keyhound
