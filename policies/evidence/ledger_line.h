// SPDX-License-Identifier: Apache-2.0
// Private to policies/: one event as one line of the ledger, and back. A line is the canonical JSON
// (RFC 8785) of the event; its hash is SHA-256(prev || canonical JSON without "hash"). Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "policies/evidence/event.h"
#include "scanner/base/result.h"

namespace keyhound {

constexpr std::size_t kLongestLine = std::size_t{1} << 20U;  // bytes, without the newline

// The line without its newline; sets `event.hash`. kLimit for more than kLongestLine, kCorrupt for
// what canonical JSON cannot write.
Result<std::string> compose_line(LedgerEvent& event);

struct ParsedLine {
  LedgerEvent event;  // `text` is the line that was parsed, `line` 0
  bool hash_fits = false;
};

// kCorrupt with the reason for a line that is not exactly what compose_line() would write of its
// event, but for the value of the hash. No message quotes the line.
Result<ParsedLine> parse_line(std::string_view line);

// 64 lower-case hex digits as a digest.
Result<Sha256Digest> parse_digest(std::string_view hex);

}  // namespace keyhound
