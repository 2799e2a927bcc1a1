// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/new_event.h"

#include <doctest/doctest.h>

#include "policies/evidence/event_types.h"

namespace keyhound {

TEST_CASE("A new event has every member of its type, null where nothing is known") {
  for (const EventType& type : event_types()) {
    const EvidenceEvent event = new_event(type.name, "x", Json::object());
    CHECK(event.type == type.name);
    CHECK(event.data.size() == type.members.size());
    for (const EventMember& member : type.members) CHECK(event.data.at(member.name).is_null());
  }
}

TEST_CASE("What is known is kept, and makes an event that the ledger takes") {
  const EvidenceEvent event =
      new_event("rotation.observed", "credential:a",
                {{"credential", "a"}, {"at", time_or_null(Timestamp{0})}, {"source", "vault"}});
  CHECK(event.data["at"] == "1970-01-01T00:00:00Z");
  CHECK(event.data["evidence"].is_null());
  CHECK(check_event(event));
}

TEST_CASE("Unknown texts and times are null, and bytes that are no UTF-8 are mended") {
  CHECK(text_or_null("").is_null());
  CHECK(time_or_null(std::nullopt).is_null());
  CHECK(text_or_null("a\xFF") == "a\xEF\xBF\xBD");
}

}  // namespace keyhound
