// SPDX-License-Identifier: Apache-2.0
// Private to policies/evaluation/: rows of record tables made from members of structs, with the
// type that conditions see: {"title", ...} of a std::string is a text that is null when empty.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/language/cel_arena.h"
#include "policies/language/cel_record.h"
#include "scanner/base/time.h"

namespace keyhound {

inline CelValue to_cel(const std::string& text, CelArena&) {
  return text.empty() ? CelValue::null() : CelValue::text(text);
}
inline CelValue to_cel(const std::vector<std::string>& texts, CelArena& arena) {
  return CelValue::list(arena.list_of(texts));
}
inline CelValue to_cel(Timestamp time, CelArena&) { return CelValue::time(time); }
inline CelValue to_cel(Duration length, CelArena&) { return CelValue::length(length); }
inline CelValue to_cel(std::int64_t number, CelArena&) { return CelValue::integer(number); }
inline CelValue to_cel(bool value, CelArena&) { return CelValue::boolean(value); }
template <class T>
CelValue to_cel(const std::optional<T>& value, CelArena& arena) {
  return value ? to_cel(*value, arena) : CelValue::null();
}

template <class T>
struct CelTypeOf;
template <>
struct CelTypeOf<std::string> {
  static constexpr CelType kType = cel_nullable(kCelString);
};
template <>
struct CelTypeOf<std::vector<std::string>> {
  static constexpr CelType kType = kCelStringList;
};
template <>
struct CelTypeOf<Timestamp> {
  static constexpr CelType kType = kCelTimestamp;
};
template <>
struct CelTypeOf<Duration> {
  static constexpr CelType kType = kCelDuration;
};
template <>
struct CelTypeOf<std::int64_t> {
  static constexpr CelType kType = kCelInt;
};
template <>
struct CelTypeOf<bool> {
  static constexpr CelType kType = kCelBool;
};
template <class T>
struct CelTypeOf<std::optional<T>> {
  static constexpr CelType kType = cel_nullable(CelTypeOf<T>::kType);
};

template <class Struct, class Member>
Struct struct_of_member(Member Struct::*);
template <class Struct, class Member>
Member type_of_member(Member Struct::*);

template <auto Member>
CelValue get_member(const void* object, CelArena& arena) {
  using Struct = decltype(struct_of_member(Member));
  return to_cel(static_cast<const Struct*>(object)->*Member, arena);
}

// A text that is always there.
template <auto Member>
CelValue get_text(const void* object, CelArena&) {
  using Struct = decltype(struct_of_member(Member));
  return CelValue::text(static_cast<const Struct*>(object)->*Member);
}

template <auto Member, auto& Record>
CelValue get_record(const void* object, CelArena&) {
  using Struct = decltype(struct_of_member(Member));
  return CelValue::record(Record, &(static_cast<const Struct*>(object)->*Member));
}

template <auto Member>
constexpr CelField field(std::string_view name) {
  return {name, CelTypeOf<decltype(type_of_member(Member))>::kType, get_member<Member>};
}

template <auto Member>
constexpr CelField text_field(std::string_view name) {
  return {name, kCelString, get_text<Member>};
}

template <auto Member, auto& Record>
constexpr CelField record_field(std::string_view name) {
  return {name, CelType{CelKind::kRecord, false, &Record, nullptr}, get_record<Member, Record>};
}

}  // namespace keyhound
