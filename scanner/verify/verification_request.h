// SPDX-License-Identifier: Apache-2.0
// The request that a verifier's templates make of a credential. Pure, thread-safe.
#pragma once

#include <string>

#include "scanner/base/result.h"
#include "scanner/http/http_client.h"
#include "scanner/model/credential_parts.h"
#include "scanner/model/verifier.h"

namespace keyhound {

// Every value is encoded for where it stands: in a path or query percent-encoded, in a form as one,
// in a JSON body escaped. kUnreadable, naming the part and never its value: a part that lacks, a
// value that no header can hold (line ends, other control characters), a host that the verifier
// does not allow. kInternal for a driver that there is not.
Result<HttpRequest> verification_request(const Verifier& verifier, const CredentialParts& parts);

// The same for people, without any value: "GET https://api.example.com/me, bearer {secret}".
std::string describe_request(const Verifier& verifier);

}  // namespace keyhound
