// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/event_filter.h"

namespace keyhound {

bool is_wanted(const EvidenceEvent& event, const EventFilter& filter) {
  const bool is_type =
      filter.type.empty() || event.type == filter.type || event.type.starts_with(filter.type + ".");
  return is_type && (filter.subject.empty() || event.subject == filter.subject) &&
         (!filter.since || *filter.since <= event.time) &&
         (!filter.until || event.time <= *filter.until);
}

}  // namespace keyhound
