// SPDX-License-Identifier: Apache-2.0
// What reports say about a finding in a few words: the same words in each format. The texts hold
// names of the repository and the registry: they are untrusted, and each format escapes them. Pure,
// thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "scanner/model/finding.h"

namespace keyhound {

// "open", "waived" by an exception or "accepted" by a baseline.
std::string_view state_word(const Finding& finding);

// Who can read it: "in HEAD", "in the work tree, not committed", "in history only", ...
std::string exposure_words(const Finding& finding);

// The accountable owner; "none" when the registry knows the credential without one; "unknown" when
// policies were asked and no entry matches; empty: nobody asked.
std::string owner_words(const Finding& finding);

// The ids of the policies that ended so, parted by ", "; empty: none.
std::string policies_with(const Finding& finding, Outcome outcome);

// "fails ROT1001, RVW1001; undecided OWN1001; waived ROT1002"; empty: no policy objects.
std::string verdict_words(const Finding& finding);

// The finding's own sentence; its title where there is none.
const std::string& sentence_of(const Finding& finding);

// Where it is shown: "deploy/prod.env:12:12", in HEAD if it is there.
std::string place_words(const Finding& finding);

}  // namespace keyhound
