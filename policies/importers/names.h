// SPDX-License-Identifier: Apache-2.0
// Names that registry entries get from what other systems call things. Pure.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "scanner/base/time.h"

namespace keyhound {

// An id made of these parts: lower-case letters, digits, '.', '_' and '-'. The same parts give the
// same id, and other parts another one: where characters were replaced or the text was cut, a hash
// of the parts, which are names and no secrets, is at its end. The first part is a fixed word.
std::string id_of(std::initializer_list<std::string_view> parts);

// Whether a text can be the id of a party: no white space, at most 200 bytes.
bool is_party_id(std::string_view text);
// "group:payments" as it is, and "payments" as "group:payments"; empty for what cannot be an id.
std::string party_of(std::string_view kind, std::string_view name);

// At most 300 bytes of a text, for titles; "..." shows that it was cut.
std::string shortened(std::string_view text);

// Midnight UTC of that day.
Timestamp start_of_day(Timestamp time);

// "acme/pay" of "https://host/acme/pay.git", "git@host:acme/pay.git" and "acme/pay"; else empty.
std::string repository_of(std::string_view text);

}  // namespace keyhound
