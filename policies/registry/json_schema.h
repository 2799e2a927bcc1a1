// SPDX-License-Identifier: Apache-2.0
// The published JSON Schema (2020-12) of registry files, for editors and other programs. The tables
// of the readers decide what loads; a test holds both against each other.
#pragma once

#include <string_view>

namespace keyhound {

std::string_view registry_json_schema();

}  // namespace keyhound
