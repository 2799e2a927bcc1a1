// SPDX-License-Identifier: Apache-2.0
// ScanState: what a scan of history leaves for the next one of the same repository, in the file of
// --state: which objects were scanned to the end, and what they hold. Redacted forms and
// fingerprints only, never a secret. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scanner/git/history.h"
#include "scanner/model/location.h"
#include "scanner/scan/text_scanner.h"

namespace keyhound {

// All that the result for an object depends on, besides its content.
struct StateBasis {
  std::string version;  // of keyhound
  std::string rules_digest;
  std::string key_check;    // a fixed text's fingerprint under the key; tells nothing of the key
  std::size_t id_size = 0;  // bytes of an object id
  bool opens_archives = false;  // then archives are noted
  std::string settings;         // digest of what the configuration drops
  bool reads_comments = true;
  bool operator==(const StateBasis&) const = default;
};

// A credential in an object: in a blob's content, or in a part of a commit or tag.
struct KnownHit {
  std::uint32_t object = 0;  // index into the ids, here and below
  LocationPart part = LocationPart::kContent;
  TextHit hit;
};

// Matches in an object that one reason dropped.
struct KnownDrops {
  std::uint32_t object = 0;
  DropReason reason = DropReason::kEmpty;
  std::uint32_t count = 0;
};

// A commit's facts, so that known commits need not be decoded again.
struct KnownCommit {
  std::uint32_t object = 0;
  std::uint32_t author = 0;  // index into ScanState::people
  Timestamp committed;
  std::string tree;     // raw id
  std::string parents;  // raw ids, one after the other
};

struct ScanState {
  StateBasis basis;
  std::vector<std::string> packs;    // pack_key() of packs whose bytes fit their checksum
  std::string ids;                   // raw, ascending, one after the other
  std::vector<std::uint64_t> bytes;  // that were scanned of each object
  std::vector<KnownHit> hits;        // of one object in the order they were found in
  std::vector<KnownDrops> drops;
  std::vector<std::uint32_t> undecided;
  std::vector<std::uint32_t> archives;
  std::vector<Person> people;
  std::vector<KnownCommit> commits;
};

StateBasis state_basis(const ScanContext& context, std::size_t id_size,
                       bool opens_archives = false);

// The state in the file at `path`; none when there is no such file, it is empty, or its basis is
// another. Any other file is an error.
Result<std::optional<ScanState>> read_state(const std::string& path, const StateBasis& basis,
                                            const ScanContext& context);

// Replaces the file as write_file() does; a new one is for its owner alone.
Status write_state(const std::string& path, const ScanState& state);

}  // namespace keyhound
