// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "tests/scanner/verify/drivers/driver_fixture.h"

namespace keyhound {

TEST_CASE("A Cosmos DB signature is that of the example in its documentation") {
  const CredentialParts parts =
      testing::credential(std::string("dsZQi3KtZmCv1ljt3VNWNm7sQUF1y5rJfC6kv5Jiwv") +
                          "W0EndXdDku/dkKBp8/ufDToSxLzR4y+O/0H/t4bQtVNw==");
  HttpRequest request = testing::request_to("https://a.documents.azure.com/dbs/ToDoList");
  REQUIRE(testing::sign("azure-cosmos", parts, request, {1'493'254'272}).has_value());
  CHECK(testing::header_of(request, "x-ms-date") == "Thu, 27 Apr 2017 00:51:12 GMT");
  CHECK(request.authorisation.second ==
        "type%3Dmaster%26ver%3D1.0%26sig%3Dc09PEVJrgp2uQRkr934kFbTqhByc7TVr3OHyqlu%2Bc%2Bc%3D");
  HttpRequest list = testing::request_to("https://a.documents.azure.com/dbs");
  REQUIRE(testing::sign("azure-cosmos", parts, list, {1'493'254'272}).has_value());
  CHECK(list.authorisation.second != request.authorisation.second);
}

}  // namespace keyhound
