// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "scanner/http/http_client.h"

namespace keyhound {

TEST_CASE("A response answers the last header of a name, or nothing") {
  HttpResponse response;
  response.headers = {{"link", "a"}, {"etag", "\"1\""}, {"link", "b"}};
  CHECK(response.header("link") == "b");
  CHECK(response.header("etag") == "\"1\"");
  CHECK(response.header("age").empty());
}

}  // namespace keyhound
