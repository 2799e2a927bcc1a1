// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/uuid.h"

#include <doctest/doctest.h>

#include <set>

using namespace keyhound;

TEST_CASE("uuid_v5 gives the UUID of RFC 9562, appendix A.4") {
  CHECK(to_string(uuid_v5(kDnsNamespace, "www.example.com")) ==
        "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

TEST_CASE("uuid_v5 hashes names around the length of a block") {
  // From Python's uuid.uuid5(uuid.NAMESPACE_DNS, "a" * n).
  const std::pair<std::size_t, std::string_view> rows[] = {
      {0, "4ebd0208-8328-5d69-8c44-ec50939c0967"},  {38, "fa465dc7-82d5-5c3b-a5bb-9b8f3132a2b7"},
      {39, "5824f981-4282-59d4-9716-acb6d741350e"}, {40, "39f39c20-db47-5131-8879-62f8f67f9014"},
      {47, "660c273c-8a00-5941-b6f4-8d0afed88966"}, {48, "7280cc42-274a-5c4a-91fc-ae23f853eeb7"},
      {49, "69349718-028b-5ff0-a00f-c024ded6e6ee"}, {1000, "062a6b1a-ddc3-5fcc-b238-790846e533d6"},
  };
  for (const auto& [length, expected] : rows) {
    CAPTURE(length);
    CHECK(to_string(uuid_v5(kDnsNamespace, std::string(length, 'a'))) == expected);
  }
}

TEST_CASE("keyhound_uuid differs for each name and says that it is of version 5") {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string uuid = keyhound_uuid("observation " + std::to_string(i));
    CHECK(uuid.size() == 36);
    CHECK(uuid[14] == '5');
    CHECK(std::string_view("89ab").find(uuid[19]) != std::string_view::npos);
    seen.insert(uuid);
  }
  CHECK(seen.size() == 1000);
  CHECK(keyhound_uuid("a") == keyhound_uuid("a"));
  CHECK(keyhound_uuid("a") == "d6b51d67-48ff-5986-87a7-8a3170077603");
}
