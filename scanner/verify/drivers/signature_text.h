// SPDX-License-Identifier: Apache-2.0
// What is signed: a template with the pieces of requests, parts and times, and with hashes of parts
// of itself, "{sha256:...}" as bytes and "{sha256-hex:...}" in hex. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/verify/template_values.h"

namespace keyhound {

// kUnreadable for a part that lacks, kConfiguration for a hash without an end, and for more than
// kMostHashDepth in one another.
Result<std::string> signature_text(std::string_view text, const TemplateValues& values);

}  // namespace keyhound
