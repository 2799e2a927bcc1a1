// SPDX-License-Identifier: Apache-2.0
#include "policies/language/cel_value.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace keyhound {
namespace {

// The ranges of google.protobuf.Timestamp and Duration, which the CEL specification refers to.
constexpr std::int64_t kLeastTime = -62'135'596'800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t kMostTime = 253'402'300'799;   // 9999-12-31T23:59:59Z
constexpr std::int64_t kMostLength = 315'576'000'000;

// Bools, then ints, then strings.
int key_rank(CelKind kind) {
  if (kind == CelKind::kBool) return 0;
  return kind == CelKind::kInt ? 1 : 2;
}

}  // namespace

CelValue CelValue::boolean(bool value) {
  CelValue result;
  result.kind_ = CelKind::kBool;
  result.int_ = value ? 1 : 0;
  return result;
}

CelValue CelValue::integer(std::int64_t value) {
  CelValue result;
  result.kind_ = CelKind::kInt;
  result.int_ = value;
  return result;
}

CelValue CelValue::real(double value) {
  CelValue result;
  result.kind_ = CelKind::kDouble;
  result.double_ = value;
  return result;
}

CelValue CelValue::text(std::string_view value) {
  CelValue result;
  result.kind_ = CelKind::kString;
  result.data_ = value.data();
  result.size_ = value.size();
  return result;
}

CelValue CelValue::time(Timestamp value, std::uint32_t nanoseconds) {
  if (value.seconds < kLeastTime || value.seconds > kMostTime)
    return error("the time lies outside of the years 1 to 9999");
  CelValue result;
  result.kind_ = CelKind::kTimestamp;
  result.int_ = value.seconds;
  result.nanoseconds_ = nanoseconds;
  return result;
}

CelValue CelValue::length(Duration value, std::uint32_t nanoseconds) {
  const bool is_beyond = value.seconds > kMostLength || value.seconds < -kMostLength ||
                         (value.seconds == kMostLength && nanoseconds > 0);
  if (is_beyond) return error("the duration is longer than 10000 years");
  CelValue result;
  result.kind_ = CelKind::kDuration;
  result.int_ = value.seconds;
  result.nanoseconds_ = nanoseconds;
  return result;
}

CelValue CelValue::list(std::span<const CelValue> values) {
  CelValue result;
  result.kind_ = CelKind::kList;
  result.list_ = values.data();
  result.size_ = values.size();
  return result;
}

CelValue CelValue::map(std::span<const CelMapEntry> entries) {
  CelValue result;
  result.kind_ = CelKind::kMap;
  result.entries_ = entries.data();
  result.size_ = entries.size();
  return result;
}

CelValue CelValue::record(const CelRecordType& type, const void* object) {
  CelValue result;
  result.kind_ = CelKind::kRecord;
  result.object_ = object;
  result.record_type_ = &type;
  return result;
}

CelValue CelValue::error(std::string_view reason) {
  CelValue result = text(reason);
  result.kind_ = CelKind::kError;
  return result;
}

std::span<const CelMapEntry> CelValue::as_map() const { return {entries_, size_}; }

bool is_key(const CelValue& value) {
  return value.is(CelKind::kString) || value.is(CelKind::kInt) || value.is(CelKind::kBool);
}

bool is_key_before(const CelValue& a, const CelValue& b) {
  if (a.kind() != b.kind()) return key_rank(a.kind()) < key_rank(b.kind());
  if (a.is(CelKind::kString)) return a.as_text() < b.as_text();
  return a.as_int() < b.as_int();
}

const CelValue* find_key(std::span<const CelMapEntry> entries, const CelValue& key) {
  if (key.is(CelKind::kDouble)) {
    const double number = key.as_double();
    // 2^63 itself is no int.
    if (!(number >= -0x1p63 && number < 0x1p63) || std::trunc(number) != number) return nullptr;
    return find_key(entries, CelValue::integer(static_cast<std::int64_t>(number)));
  }
  if (!is_key(key)) return nullptr;
  const auto place = std::lower_bound(entries.begin(), entries.end(), key,
                                      [](const CelMapEntry& entry, const CelValue& wanted) {
                                        return is_key_before(entry.key, wanted);
                                      });
  if (place == entries.end() || is_key_before(key, place->key)) return nullptr;
  return &place->value;
}

std::string_view kind_name(CelKind kind) {
  static constexpr std::array<std::string_view, 12> kNames = {
      "null",     "bool", "int", "double", "string", "timestamp",
      "duration", "list", "map", "record", "dyn",    "error"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace keyhound
