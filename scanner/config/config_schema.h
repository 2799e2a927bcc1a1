// SPDX-License-Identifier: Apache-2.0
// The published JSON Schema (2020-12) of `.keyhound.toml`, for editors. Made of the table of keys.
#pragma once

#include <string>

namespace keyhound {

// docs/schemas/keyhound.schema.json holds the same; a test compares.
std::string configuration_json_schema();

}  // namespace keyhound
