// SPDX-License-Identifier: Apache-2.0
// The request that a verifier's templates make of a credential. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/http/http_client.h"
#include "scanner/model/credential_parts.h"
#include "scanner/model/verifier.h"
#include "scanner/verify/request_settings.h"

namespace keyhound {

// Every value is encoded for where it stands: in a path or query percent-encoded, in a form as one,
// in a JSON body escaped; a driver then signs it. kUnreadable, naming the part and never its value:
// a part that lacks, a value that no header can hold (line ends, other control characters) or that
// a driver cannot sign with, a host that the verifier does not allow. kUsage for a verifier that
// needs an endpoint and has none. kInternal for a driver that there is not.
//
// An endpoint that the settings name for a verifier with a host of its own takes the place of that:
// a token of one's own GitLab is asked about there. A key whose beginning names another site, as a
// sandbox, is asked about at that site whatever the settings say.
Result<HttpRequest> verification_request(const Verifier& verifier, const CredentialParts& parts,
                                         const RequestSettings& settings);

// Whether the request is the same whatever parts and public halves stand beside the secret.
bool asks_for_secret_alone(const Verifier& verifier);

// Whether the beginning of the secret names a site of its own (Verifier::routes).
bool is_routed(const Verifier& verifier, std::string_view secret);

// The same for people, without any value: "GET https://api.example.com/me, bearer {secret}"; of all
// secrets, or of one.
std::string describe_request(const Verifier& verifier);
std::string describe_request(const Verifier& verifier, std::string_view secret);

}  // namespace keyhound
