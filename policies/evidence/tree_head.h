// SPDX-License-Identifier: Apache-2.0
// TreeHead: the root over the first events of a ledger, and who signed it. Plain data; functions
// are pure. Kept outside of the ledger (an anchor), it shows later that nothing before it was
// changed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "scanner/base/hash.h"
#include "scanner/base/signature.h"
#include "scanner/base/time.h"

namespace keyhound {

struct TreeHead {
  Sha256Digest ledger{};        // the hash of the ledger's first event
  std::uint64_t tree_size = 0;  // events before the head
  Sha256Digest root{};
  Timestamp time;
  std::string key_id;  // empty, as the signature: not signed
  std::optional<Signature> signature;
};

// What is signed: five lines, each with its newline: "keyhound.dev/ledger-head/v1", ledger in hex,
// tree size in decimal, root in hex, time in RFC 3339.
std::string message_of(const TreeHead& head);

void sign(TreeHead& head, const SigningKey& key);

// False for a head that is not signed, too.
bool is_signed_by(const TreeHead& head, const PublicKey& key);

}  // namespace keyhound
