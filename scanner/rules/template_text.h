// SPDX-License-Identifier: Apache-2.0
// The templates of verifiers: text with "{secret}", "{part:RULE-ID}", "{identity:NAME}" or
// "{identity:NAME=DEFAULT}", "{time:FORM}", and "{endpoint}", the user's own installation. What is
// signed may have "{request:PIECE}" and "{signature}", too. A brace that begins none of them is a
// brace, so that JSON stands in them as it is. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/verifier.h"

namespace keyhound {

struct TemplatePiece {
  enum class Kind { kText, kSecret, kPart, kIdentity, kEndpoint, kTime, kRequest, kSignature };
  Kind kind = Kind::kText;
  // Of kText, or what the part or identity is called, the form of the time ("seconds"), the piece
  // of the request ("path"); borrowed.
  std::string_view text;
  std::string_view fallback;  // of kIdentity, where it lacks; borrowed
};

// How deep hashes ("{sha256:...}") may stand in one another in what is signed.
inline constexpr int kMostHashDepth = 4;

// kConfiguration, naming it, for a part that there is none of: "{secrets}", "{part:}".
Result<std::vector<TemplatePiece>> parse_template(std::string_view text);

// All that a verifier has, the URL first, those of its signatures last. Borrowed from it.
std::vector<std::string_view> templates_of(const Verifier& verifier);

}  // namespace keyhound
