// SPDX-License-Identifier: Apache-2.0
// The static types of the policy language: what the checker knows of an expression before it runs.
// Literal types, so that the tables of records can be constexpr. Pointers are borrowed.
#pragma once

#include <cstdint>
#include <string>

namespace keyhound {

enum class CelKind : std::uint8_t {
  kNull,
  kBool,
  kInt,
  kDouble,
  kString,
  kTimestamp,
  kDuration,
  kList,
  kMap,
  kRecord,
  kDyn,    // of types: known only when it runs
  kError,  // of values: none, but the reason why there is none
};

struct CelRecordType;

struct CelType {
  CelKind kind = CelKind::kDyn;
  bool nullable = false;                  // null, too
  const CelRecordType* record = nullptr;  // of kRecord
  // Of the elements of a list or the values of a map (whose keys are strings, ints or bools);
  // nullptr: any.
  const CelType* element = nullptr;
};

inline constexpr CelType kCelNull{CelKind::kNull};
inline constexpr CelType kCelBool{CelKind::kBool};
inline constexpr CelType kCelInt{CelKind::kInt};
inline constexpr CelType kCelDouble{CelKind::kDouble};
inline constexpr CelType kCelString{CelKind::kString};
inline constexpr CelType kCelTimestamp{CelKind::kTimestamp};
inline constexpr CelType kCelDuration{CelKind::kDuration};
inline constexpr CelType kCelDyn{CelKind::kDyn};
inline constexpr CelType kCelStringList{CelKind::kList, false, nullptr, &kCelString};
inline constexpr CelType kCelList{CelKind::kList, false, nullptr, &kCelDyn};
inline constexpr CelType kCelMap{CelKind::kMap, false, nullptr, &kCelDyn};

constexpr CelType cel_nullable(CelType type) {
  type.nullable = type.kind != CelKind::kNull && type.kind != CelKind::kDyn;
  return type;
}

// Whether both say the same, element types included.
bool is_same_type(const CelType& a, const CelType& b);

// "int", "list(string)", "map(dyn)", "timestamp?" when nullable, "record credential".
std::string to_string(const CelType& type);

}  // namespace keyhound
