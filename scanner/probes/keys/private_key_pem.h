// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: a private key out of a source text in the form that libraries read.
// Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

// A PEM block with its lines as they must be; the caller wipes it. kUnreadable with a reason for a
// report: the key is encrypted, or is no PEM block.
Result<std::string> private_key_pem(std::string_view secret);

}  // namespace keyhound
