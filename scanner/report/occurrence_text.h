// SPDX-License-Identifier: Apache-2.0
// How reports name places and weights in words. The texts hold what git and the file system gave:
// they are untrusted, and each format escapes them for its reader.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/model/finding.h"

namespace keyhound {

// The first 12 characters of an object id.
std::string_view short_id(std::string_view id);

// True when the location is a file, its content or its name; false for texts of git's own objects.
bool is_in_file(const Location& location);

// "src/app.py:3:12", "commit message of 0123456789ab", "file name src/key", "standard input:3:12".
std::string describe_place(const Location& location, std::string_view commit_id);

// Where a part of a composite credential stands.
Location part_location(const Occurrence& occurrence, const PartPlace& part);

// The weight of the finding: that of a policy's verdict, or what its severity says.
Level level_of(const Finding& finding);

// "1 file", "12,345 files".
std::string count_of(std::uint64_t count, std::string_view one, std::string_view many);

}  // namespace keyhound
