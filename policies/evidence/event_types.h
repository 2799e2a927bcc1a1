// SPDX-License-Identifier: Apache-2.0
// Private to policies/: the table of event types: which there are, which members their data has and
// of what kind, and which a person may record. An event type is added here and nowhere else.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "policies/evidence/event.h"
#include "scanner/base/result.h"

namespace keyhound {

// What a member holds. Every member may be null (not known) unless it is `required`, and is there
// unless it is `optional`.
enum class MemberKind { kText, kTime, kCount, kFlag, kObject, kTextList };

struct EventMember {
  std::string_view name;
  MemberKind kind = MemberKind::kText;
  bool required = false;
  std::string_view choices = {};              // of a text, parted by '|'; empty: any
  std::span<const EventMember> members = {};  // of an object
  bool optional =
      false;  // may be left out: of an object in an event, or since older ledgers lack it
};

enum class Recorder {
  kLedger,
  kRun,
  kPerson
};  // who may write it; a run may write a person's, too

struct EventType {
  std::string_view name;
  Recorder recorder = Recorder::kRun;
  std::span<const EventMember> members;
};

// Sorted as in docs/evidence.md.
std::span<const EventType> event_types();

// nullptr: there is none of that name.
const EventType* find_event_type(std::string_view name);

// kConfiguration, naming type and member, for an unknown type, a member that lacks, is not in the
// table or of another kind, and a time that RFC 3339 cannot write. No message quotes a value.
Status check_event(const EvidenceEvent& event);

}  // namespace keyhound
