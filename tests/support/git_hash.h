// SPDX-License-Identifier: Apache-2.0
// The hashes of git for packs written by hand: SHA-1 and SHA-256 (FIPS 180-4), and CRC-32. Their
// own code, so that the tests do not share a mistake with the program.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace keyhound::testing {

// Raw bytes: 20 and 32.
std::string sha1(std::string_view bytes);
std::string sha256(std::string_view bytes);
uint32_t crc32(std::string_view bytes);

// By the name of the object format: "sha1" or "sha256".
std::string git_hash(std::string_view format, std::string_view bytes);
// The id of an object in hexadecimal; `type` is "blob", "tree", "commit" or "tag".
std::string git_object_id(std::string_view format, std::string_view type, std::string_view content);

}  // namespace keyhound::testing
