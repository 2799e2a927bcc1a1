// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/new_event.h"

#include "policies/evidence/event_types.h"
#include "scanner/base/check.h"
#include "scanner/base/text_encode.h"

namespace keyhound {

EvidenceEvent new_event(std::string_view type, std::string subject, Json known) {
  const EventType* found = find_event_type(type);
  KEYHOUND_CHECK(found != nullptr);
  EvidenceEvent event{std::string(type), {}, {}, std::move(subject), std::move(known)};
  for (const EventMember& member : found->members) {
    if (!event.data.contains(member.name)) event.data[std::string(member.name)] = nullptr;
  }
  return event;
}

Json text_or_null(std::string_view text) {
  return text.empty() ? Json() : Json(to_valid_utf8(text));
}

Json time_or_null(std::optional<Timestamp> time) {
  return time ? Json(format_timestamp(*time)) : Json();
}

}  // namespace keyhound
