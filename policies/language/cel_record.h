// SPDX-License-Identifier: Apache-2.0
// A named struct whose fields expressions may select. Fields are read from the C++ object when an
// expression asks for them, so that no document is built for an evaluation. Tables of fields live
// as long as the programs that were checked against them.
#pragma once

#include <span>
#include <string_view>

#include "policies/language/cel_type.h"
#include "policies/language/cel_value.h"

namespace keyhound {

class CelArena;

struct CelField {
  std::string_view name;
  CelType type;
  // The value of the field of `object`. What it makes anew (lists, composed texts) goes into
  // `arena`; texts of the object may be borrowed.
  CelValue (*get)(const void* object, CelArena& arena) = nullptr;
};

struct CelRecordType {
  std::string_view name;
  std::span<const CelField> fields;

  // nullptr: it has no such field.
  [[nodiscard]] const CelField* find(std::string_view field) const {
    for (const CelField& candidate : fields)
      if (candidate.name == field) return &candidate;
    return nullptr;
  }
};

}  // namespace keyhound
