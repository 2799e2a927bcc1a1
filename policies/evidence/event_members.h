// SPDX-License-Identifier: Apache-2.0
// Private to policies/: members of an event's data, for readers that take what they know: a member
// that is missing, null or of another kind counts as not known. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "policies/json.h"

namespace keyhound {

// Borrows `data`; empty: not known.
inline std::string_view text_member(const Json& data, std::string_view name) {
  const auto found = data.find(name);
  if (found == data.end() || !found->is_string()) return {};
  return found->get_ref<const std::string&>();
}

// 0: not known.
inline std::uint64_t count_member(const Json& data, std::string_view name) {
  const auto found = data.find(name);
  return found != data.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

// false: not known.
inline bool flag_member(const Json& data, std::string_view name) {
  const auto found = data.find(name);
  return found != data.end() && found->is_boolean() && found->get<bool>();
}

}  // namespace keyhound
