// SPDX-License-Identifier: Apache-2.0
// Baseline: findings that were accepted, by what they are and not by where they stand: one sorted
// line an entry, without times of writing and line numbers, so that moving code changes nothing and
// merges seldom conflict (docs/suppressions.md). Plain data; pure functions but for reading.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/time.h"
#include "scanner/model/fingerprint.h"

namespace keyhound {

// The file that is looked for in the scanned directory.
inline constexpr std::string_view kBaselineName = ".keyhound-baseline";

struct BaselineEntry {
  std::string fingerprint;         // short form
  std::string rule_id;             // of the rule or pipeline check
  std::string verdict;             // one of kAcceptanceVerdicts; empty: not reviewed
  std::optional<Timestamp> until;  // after it the entry accepts nothing
  std::string note;                // the reviewer's; untrusted
  std::size_t line = 0;            // of the file; 0: not from one
};

struct Baseline {
  std::string key_check;  // key_check_of() the key that its fingerprints are made with; empty:
                          // not said
  std::vector<std::string> comments;   // lines of people, with their '#'; stay at the beginning
  std::vector<BaselineEntry> entries;  // by fingerprint and rule; each pair once
};

// Tells keys apart and nothing else of them.
std::string key_check_of(const FingerprintKey& key);

// Reads the form that write_baseline() gives; entries may stand in any order, as merges leave them.
// kConfiguration with "path:line: what is wrong, and what to do" for each problem.
Result<Baseline> parse_baseline(std::string_view text, const std::string& path);

std::string write_baseline(const Baseline& baseline);

// parse_baseline() of a file. kNotFound: there is none.
Result<Baseline> read_baseline(const std::string& path);

// Restores the order of the entries.
void sort_baseline(Baseline& baseline);

}  // namespace keyhound
