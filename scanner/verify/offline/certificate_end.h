// SPDX-License-Identifier: Apache-2.0
// The end of a certificate that stands in a text. Pure, thread-safe.
#pragma once

#include <optional>
#include <string_view>

#include "scanner/base/time.h"

namespace keyhound {

// notAfter of the first certificate in PEM, which is that of the key where a chain stands beside
// it; the block may be base64 as a whole, as kubeconfig files have it, and its line ends may be
// escaped. nullopt: there is none that can be read.
std::optional<Timestamp> certificate_end(std::string_view text);

}  // namespace keyhound
