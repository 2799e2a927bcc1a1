// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/wipe.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>

namespace keyhound {

TEST_CASE("Nothing of a text is left in its memory, not even what a longer one left there") {
  std::string text(100, 's');
  text.resize(10);
  const char* const bytes = text.data();
  wipe(text);
  CHECK(text.empty());
  REQUIRE(text.data() == bytes);  // it keeps the memory
  CHECK(std::all_of(bytes, bytes + 100, [](char c) { return c == '\0'; }));
}

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
