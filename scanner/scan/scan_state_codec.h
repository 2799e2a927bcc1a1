// SPDX-License-Identifier: Apache-2.0
// The bytes of a state file: a ScanState with the SHA-256 of all before it at the end, which tells
// damage. It is no signature: who can write the file decides what it says.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scanner/scan/scan_state.h"

namespace keyhound {

std::string encode_state(const ScanState& state);

// None when the state has another format or basis. kCorrupt for anything that encode_state() did
// not write, and for indexes that point outside; `rule_count` of them are rules.
Result<std::optional<ScanState>> decode_state(std::string_view bytes, const StateBasis& basis,
                                              std::size_t rule_count);

}  // namespace keyhound
