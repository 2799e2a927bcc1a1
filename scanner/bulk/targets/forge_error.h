// SPDX-License-Identifier: Apache-2.0
// What an API's refusal means, and what to do about it. Pure.
#pragma once

#include <string>

#include "scanner/base/result.h"
#include "scanner/bulk/targets/forge.h"
#include "scanner/http/http_client.h"

namespace keyhound {

// How the API was asked.
struct ForgeAccess {
  const Forge* forge = nullptr;
  std::string base;            // of the API, without a slash at its end
  std::string token;           // empty: none
  std::string token_variable;  // that it came from
};

// `url`: what was asked for, without its query. The token stands in no message, not even where the
// server sends it back.
Error error_of_status(const ForgeAccess& access, const std::string& url,
                      const HttpResponse& response);
// An answer of success that is no JSON.
Error error_of_content(const ForgeAccess& access, const std::string& url,
                       const HttpResponse& response, const Error& cause);
// "set GITHUB_TOKEN (or GH_TOKEN) to one that may read ...".
std::string token_advice(const Forge& forge);

}  // namespace keyhound
