// SPDX-License-Identifier: Apache-2.0
// One value of the policy language, small and trivially copyable. Strings, lists, maps and records
// are views: a value lives as long as the arena or the objects that it was made from. An error is
// a value too: put into a variable, it surfaces only where an expression uses that variable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "policies/language/cel_type.h"
#include "scanner/base/time.h"

namespace keyhound {

struct CelMapEntry;

class CelValue {
 public:
  CelValue() = default;  // null

  static CelValue null() { return {}; }
  static CelValue boolean(bool value);
  static CelValue integer(std::int64_t value);
  static CelValue real(double value);
  static CelValue text(std::string_view value);
  // 0 <= nanoseconds < 10^9, counted forward from the second also before 1970 and in negative
  // durations. Outside of the years 1 to 9999, or of ten thousand years, the answer is an error.
  static CelValue time(Timestamp value, std::uint32_t nanoseconds = 0);
  static CelValue length(Duration value, std::uint32_t nanoseconds = 0);
  static CelValue list(std::span<const CelValue> values);
  // REQUIRES: the order and the keys that CelArena::map_of() makes.
  static CelValue map(std::span<const CelMapEntry> entries);
  static CelValue record(const CelRecordType& type, const void* object);
  static CelValue error(std::string_view reason);

  [[nodiscard]] CelKind kind() const { return kind_; }
  [[nodiscard]] bool is(CelKind kind) const { return kind_ == kind; }
  [[nodiscard]] bool is_null() const { return kind_ == CelKind::kNull; }
  [[nodiscard]] bool is_error() const { return kind_ == CelKind::kError; }

  // REQUIRES, each: a value of that kind.
  [[nodiscard]] bool as_bool() const { return int_ != 0; }
  [[nodiscard]] std::int64_t as_int() const { return int_; }
  [[nodiscard]] double as_double() const { return double_; }
  [[nodiscard]] std::string_view as_text() const { return {data_, size_}; }
  [[nodiscard]] Timestamp as_time() const { return {int_}; }
  [[nodiscard]] Duration as_length() const { return {int_}; }
  [[nodiscard]] std::uint32_t nanoseconds() const { return nanoseconds_; }  // of both
  [[nodiscard]] std::span<const CelValue> as_list() const { return {list_, size_}; }
  [[nodiscard]] std::span<const CelMapEntry> as_map() const;
  [[nodiscard]] const CelRecordType& record_type() const { return *record_type_; }
  [[nodiscard]] const void* record_object() const { return object_; }
  [[nodiscard]] std::string_view error_reason() const { return {data_, size_}; }

 private:
  CelKind kind_ = CelKind::kNull;
  std::uint32_t nanoseconds_ = 0;
  union {
    std::int64_t int_ = 0;
    double double_;
    const char* data_;
    const CelValue* list_;
    const CelMapEntry* entries_;
    const void* object_;
  };
  union {
    std::size_t size_ = 0;
    const CelRecordType* record_type_;
  };
};

static_assert(sizeof(CelValue) <= 24);

struct CelMapEntry {
  CelValue key;  // a string, int or bool
  CelValue value;
};

// Whether a map may have this key.
bool is_key(const CelValue& value);

// How the keys of a map are ordered: bools, ints, strings by code point. REQUIRES: keys.
bool is_key_before(const CelValue& a, const CelValue& b);

// The value of a key. A double that is a whole number finds the int. nullptr: there is none.
const CelValue* find_key(std::span<const CelMapEntry> entries, const CelValue& key);

// The word for a kind in messages: "int", "record".
std::string_view kind_name(CelKind kind);

}  // namespace keyhound
