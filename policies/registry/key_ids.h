// SPDX-License-Identifier: Apache-2.0
// The ids of fingerprint keys, as fingerprints name them, and which of them is the newer. Pure.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

// Of a canonical fingerprint, "kh1:<id>:<...>"; empty: the public key's "kh1:<...>".
std::string key_id_of(std::string_view fingerprint);

// Older ids first: the public key's, then by name with numbers by value, so that "k10" is newer
// than "k9" and "2027-01" newer than "2026-12".
struct KeyIdOrder {
  bool operator()(std::string_view a, std::string_view b) const;
};

}  // namespace keyhound
