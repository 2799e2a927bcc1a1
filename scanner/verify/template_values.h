// SPDX-License-Identifier: Apache-2.0
// What the pieces of a verifier's templates stand for. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/base/time.h"
#include "scanner/http/http_client.h"
#include "scanner/model/credential_parts.h"
#include "scanner/rules/template_text.h"

namespace keyhound {

// Borrows what it points to.
struct TemplateValues {
  const CredentialParts* parts = nullptr;
  Timestamp now;                         // when the request is made
  const HttpRequest* request = nullptr;  // of what is signed
  std::string_view signature;            // of where it stands
};

// kUnreadable, naming the part and never its value, for one that lacks; kInternal for a piece that
// the template cannot have. REQUIRES: the piece is no kText.
Result<std::string> template_value(const TemplatePiece& piece, const TemplateValues& values);

}  // namespace keyhound
