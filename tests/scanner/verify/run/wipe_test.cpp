// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/wipe.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("All of a request and an answer that may hold a secret is wiped") {
  HttpRequest request;
  request.url = "https://hooks.example.com/sample-secret";
  request.headers = {{"X-Key", "sample-secret"}};
  request.authorisation = {"Authorization", "Bearer sample-secret"};
  request.body = "key=sample-secret";
  wipe(request);
  CHECK(request.url.empty());
  CHECK(request.headers[0].second.empty());
  CHECK(request.authorisation.second.empty());
  CHECK(request.body.empty());
  HttpResponse response;
  response.headers = {{"x-echo", "sample-secret"}};
  response.body = "sample-secret";
  wipe(response);
  CHECK(response.headers[0].second.empty());
  CHECK(response.body.empty());
}

}  // namespace keyhound
