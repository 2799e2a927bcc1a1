// SPDX-License-Identifier: Apache-2.0
// The values of registry and policy files: texts, lists, dates, durations, numbers and choices.
// Each function leaves `into` empty for null and reports what does not fit.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policies/registry/dated_fact.h"
#include "policies/registry/mapping_reader.h"
#include "scanner/base/time.h"

namespace keyhound {

void read_value(ReadContext& context, const YamlNode& value, std::string& into);
// A list of texts; one text counts as a list of one.
void read_value(ReadContext& context, const YamlNode& value, std::vector<std::string>& into);
void read_value(ReadContext& context, const YamlNode& value, std::optional<Timestamp>& into);
void read_value(ReadContext& context, const YamlNode& value, std::optional<Duration>& into);
// Whole numbers from 0.
void read_value(ReadContext& context, const YamlNode& value, std::optional<std::int64_t>& into);
void read_value(ReadContext& context, const YamlNode& value, std::int64_t& into);
// A date, or a mapping of at, source, evidence and by.
void read_value(ReadContext& context, const YamlNode& value, DatedFact& into);

// A text without white space and control characters, at most 200 bytes.
void read_id(ReadContext& context, const YamlNode& value, std::string& into);
void read_choice(ReadContext& context, const YamlNode& value,
                 std::span<const std::string_view> choices, std::string& into);

// The items of a list, each resolved on use; null: none. `what` names the list in the message.
std::span<const YamlNode> read_items(ReadContext& context, const YamlNode& value,
                                     std::string_view what);

template <class Struct, class Member>
Struct owner_of(Member Struct::*);

// Table rows are written {"contact", member<&Party::contact>}.
template <auto Member>
void member(ReadContext& context, const YamlNode& value, decltype(owner_of(Member))& into) {
  read_value(context, value, into.*Member);
}

template <auto Member, auto& Choices>
void choice(ReadContext& context, const YamlNode& value, decltype(owner_of(Member))& into) {
  read_choice(context, value, Choices, into.*Member);
}

// The id of an entry, which is also the entry's place.
template <class T>
void own_id(ReadContext& context, const YamlNode& value, T& into) {
  read_id(context, value, into.id);
  into.place = context.place(value);
}

// A member that is a mapping with its own table: {"scope", nested<&Credential::scope, kScopeKeys>}.
template <auto Member, auto& Keys>
void nested(ReadContext& context, const YamlNode& value, decltype(owner_of(Member))& into) {
  read_mapping(context, value, "this key", Keys, into.*Member);
}

}  // namespace keyhound
