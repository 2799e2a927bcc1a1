// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: the certificate in the handshake of TLS. Pure.
#pragma once

#include <string_view>

namespace keyhound {

// The server's own certificate (DER) of a Certificate message, with its four bytes of header; of
// TLS 1.3 (https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2) or of those before
// (https://www.rfc-editor.org/rfc/rfc5246#section-7.4.2). Empty: another message, a damaged one, or
// no certificate. Borrowed from `message`.
std::string_view certificate_of_message(std::string_view message, bool is_tls13);

}  // namespace keyhound
