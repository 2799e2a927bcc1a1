// SPDX-License-Identifier: Apache-2.0
// What stands near an assignment: on its line, and in the lines before and behind it. Pure,
// thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

#include "scanner/filters/generic/assignment.h"

namespace keyhound {

struct Surroundings {
  bool line_goes_on = false;  // more words follow an unquoted value on its line
  bool in_comment = false;
  std::uint8_t test_words = 0;     // expect, assert, mock: on the line
  std::uint8_t example_words = 0;  // example, sample, dummy: near
  std::uint8_t account_near = 0;   // user, login, email
  std::uint8_t host_near = 0;      // host, port, url, database
  std::uint8_t digest_near = 0;    // sha256, md5, checksum, etag, integrity
};

Surroundings read_surroundings(std::string_view text, const Assignment& assignment);

}  // namespace keyhound
