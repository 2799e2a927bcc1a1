// SPDX-License-Identifier: Apache-2.0
// Private to policies/: the remote of a repository may be a URL with a token in it, which must not
// get into a ledger. Pure.
#pragma once

#include <string>
#include <string_view>

#include "policies/evidence/event.h"

namespace keyhound {

// `text` with "scheme://user:password@host" as "scheme://host", wherever it stands.
std::string without_url_credentials(std::string_view text);

// The same in the subject, run and all texts of the data.
void remove_url_credentials(EvidenceEvent& event);

}  // namespace keyhound
