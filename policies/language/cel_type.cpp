// SPDX-License-Identifier: Apache-2.0
#include "policies/language/cel_type.h"

#include "policies/language/cel_record.h"

namespace keyhound {

bool is_same_type(const CelType& a, const CelType& b) {
  if (a.kind != b.kind || a.nullable != b.nullable || a.record != b.record) return false;
  const CelType& left = a.element == nullptr ? kCelDyn : *a.element;
  const CelType& right = b.element == nullptr ? kCelDyn : *b.element;
  return &left == &right || is_same_type(left, right);
}

std::string to_string(const CelType& type) {
  std::string text(kind_name(type.kind));
  if (type.kind == CelKind::kRecord && type.record != nullptr) {
    text += ' ';
    text += type.record->name;
  }
  if (type.kind == CelKind::kList || type.kind == CelKind::kMap) {
    text += '(' + to_string(type.element == nullptr ? kCelDyn : *type.element) + ')';
  }
  if (type.nullable) text += '?';
  return text;
}

}  // namespace keyhound
