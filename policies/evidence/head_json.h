// SPDX-License-Identifier: Apache-2.0
// Private to policies/: tree heads as JSON: the data of a ledger.head event, and the document that
// is kept elsewhere as an anchor. Pure.
#pragma once

#include "policies/evidence/event.h"
#include "policies/evidence/tree_head.h"
#include "scanner/base/result.h"

namespace keyhound {

// {key_id, root, signature, tree_size}; ledger and time are the event's.
Json head_data(const TreeHead& head);
Result<TreeHead> head_of(const EvidenceEvent& event, const Sha256Digest& ledger);

// {format, key_id, ledger, root, signature, time, tree_size}
Json head_document(const TreeHead& head);
Result<TreeHead> parse_head_document(const Json& document);

}  // namespace keyhound
