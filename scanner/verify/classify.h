// SPDX-License-Identifier: Apache-2.0
// What a provider's answer says of a credential. Pure, thread-safe.
#pragma once

#include <string>

#include "scanner/http/http_client.h"
#include "scanner/model/liveness.h"
#include "scanner/model/verifier.h"
#include "scanner/verify/request_settings.h"

namespace keyhound {

struct Classification {
  LivenessState state = LivenessState::kIndeterminate;
  std::string reason;  // why it is indeterminate: "rate limited (429)"; nothing of the body
};

// Whether somebody on the way (a firewall, a proxy, a form to sign in) answered with a page of
// HTML, as the content type or the beginning of the body says. No interface of a provider does, so
// that it proves nothing, whatever words stand in it; but for a few words that are the whole body
// and that evidence knows (Evidence::text), which some services send as HTML.
bool is_page(const HttpResponse& response);

// Active, revoked or expired only where the verifier's evidence says so, of which exactly one kind
// must hold; everything else is indeterminate: redirects, rate limits, server errors, pages of
// firewalls, answers that are not as documented.
Classification classify(const Verifier& verifier, const HttpResponse& response);

// The same of an answer to a request that was made with these settings. That a site knows no such
// key proves nothing where there are others (Verifier::other_sites), unless the user named the site
// as an endpoint.
Classification classify(const Verifier& verifier, const HttpResponse& response,
                        const RequestSettings& settings);

// Whether the answer shows all that the evidence asks for.
bool shows(const Evidence& evidence, const HttpResponse& response);

}  // namespace keyhound
