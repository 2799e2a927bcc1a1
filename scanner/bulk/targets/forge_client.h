// SPDX-License-Identifier: Apache-2.0
// Private to scanner/bulk/: ForgeClient: asks the API of one forge for pages. Answers that did not
// change come from the cache (ETag); what fails for a moment is tried again; rate limits are waited
// for within the plan's budget. The token goes to the API's own host alone, and into no message.
// Used by one thread.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "scanner/base/result.h"
#include "scanner/base/time.h"
#include "scanner/bulk/targets/api_cache.h"
#include "scanner/bulk/targets/forge_error.h"
#include "scanner/bulk/targets/plan_environment.h"
#include "scanner/http/http_client.h"

namespace keyhound {

struct ForgePage {
  nlohmann::json value;
  std::string next;   // URL of the next page; empty: it is the last
  std::string total;  // how many there are in all, as the API says; empty: it does not
};

class ForgeClient {
 public:
  // Borrows all but `access`. `api_wait`: what is left to wait for rate limits.
  ForgeClient(ForgeAccess access, HttpClient& http, const ApiCache& cache,
              const PlanEnvironment& environment, Duration& api_wait);

  [[nodiscard]] bool has_token() const { return !access_.token.empty(); }
  [[nodiscard]] const ForgeAccess& access() const { return access_; }

  // `url` of the API's own host, or what follows its base ("/user"). Errors name cause and next
  // step: kConfiguration for a token that is refused or missing, kNotFound, kLimit for rate limits
  // beyond the budget, kUnreadable for the network, kCorrupt for what is no JSON.
  Result<ForgePage> get(const std::string& url);

 private:
  struct Tries;
  [[nodiscard]] HttpRequest request_for(const std::string& url, const CachedPage* cached) const;
  Result<ForgePage> take_page(const std::string& url, const HttpResponse& response) const;
  Status wait_until(Timestamp until, const std::string& why);
  Status back_off(const Error& error, Tries& tries) const;
  void keep(const std::string& url, const HttpResponse& response) const;

  ForgeAccess access_;
  HttpClient* http_;
  const ApiCache* cache_;
  const PlanEnvironment* environment_;
  Duration* api_wait_;
  Timestamp blocked_until_{};  // no request before that time
};

}  // namespace keyhound
