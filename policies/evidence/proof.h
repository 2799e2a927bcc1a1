// SPDX-License-Identifier: Apache-2.0
// Proof documents: one event of a ledger, a head, and the Merkle path between them; or two heads
// and the path that shows the older ledger to be the beginning of the newer. Checked without the
// ledger.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/base/signature.h"

namespace keyhound {

// That event `seq` is in the ledger, against its newest signed head that covers the event, else its
// newest head. kNotFound when there is no such event, or no head behind it yet.
Result<std::string> prove_event(const std::string& path, std::uint64_t seq);

// That the ledger at its newest head begins with the `old_size` events of an older head.
Result<std::string> prove_growth(const std::string& path, std::uint64_t old_size);

struct ProofCheck {
  bool is_proved = false;
  std::string text;  // lines for people: what is proved, or why nothing is
};

// Checks a proof document of either kind. Without keys only the path is checked, and the text says
// so. An error for what is no proof document.
Result<ProofCheck> check_proof(std::string_view document, const std::vector<PublicKey>& keys);

}  // namespace keyhound
