// SPDX-License-Identifier: Apache-2.0
// Private to policies/: making an event that check_event() accepts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "policies/evidence/event.h"

namespace keyhound {

// An event of a type of event_types.h, with null for the members that `known` lacks. Its time is
// that of appending. REQUIRES: there is the type.
EvidenceEvent new_event(std::string_view type, std::string subject, Json known);

// null for what is not known. Texts that are no UTF-8 are mended.
Json text_or_null(std::string_view text);
Json time_or_null(std::optional<Timestamp> time);

}  // namespace keyhound
