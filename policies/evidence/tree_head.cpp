// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/tree_head.h"

#include <fmt/format.h>

#include "policies/evidence/signing_key.h"
#include "scanner/base/text_encode.h"

namespace keyhound {

std::string message_of(const TreeHead& head) {
  return fmt::format("keyhound.dev/ledger-head/v1\n{}\n{}\n{}\n{}\n", to_hex(head.ledger),
                     head.tree_size, to_hex(head.root), format_timestamp(head.time));
}

void sign(TreeHead& head, const SigningKey& key) {
  head.key_id = key_id_of(key.public_key());
  head.signature = key.sign(message_of(head));
}

bool is_signed_by(const TreeHead& head, const PublicKey& key) {
  return head.signature && head.key_id == key_id_of(key) &&
         is_signature_of(message_of(head), *head.signature, key);
}

}  // namespace keyhound
