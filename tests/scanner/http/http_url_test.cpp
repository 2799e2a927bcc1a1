// SPDX-License-Identifier: Apache-2.0
#include "scanner/http/http_url.h"

#include <doctest/doctest.h>

#include "scanner/http/curl_library.h"

namespace keyhound {

TEST_CASE("libcurl starts once, and again without harm") {
  CHECK(start_curl().has_value());
  CHECK(start_curl().has_value());
}

TEST_CASE("An address is taken apart, with the port that is not written") {
  const auto url = parse_http_url("https://API.Acme.example/v3/orgs/a?per_page=100#x");
  REQUIRE(url.has_value());
  CHECK(url->scheme == "https");
  CHECK(url->host == "api.acme.example");
  CHECK(url->port == "443");
  CHECK(url->text.find("#") == std::string::npos);
  CHECK(url->without_query() == "https://API.Acme.example/v3/orgs/a");
  CHECK_FALSE(url->is_loopback());
  for (const char* text :
       {"http://127.0.0.1:8080/", "http://127.9.9.9", "http://localhost", "http://[::1]:80/"}) {
    CAPTURE(text);
    REQUIRE(parse_http_url(text).has_value());
    CHECK(parse_http_url(text)->is_loopback());
  }
  CHECK_FALSE(parse_http_url("http://127.0.0.1.evil.example/")->is_loopback());
}

TEST_CASE("What is no address of http, or holds a user, is refused") {
  for (const char* text : {"", "acme", "ftp://a.example/", "file:///etc/passwd",
                           "https://me@a.example/", "https://me:x@a.example/"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_http_url(text).has_value());
  }
}

TEST_CASE("A reference is resolved against the address that it came from") {
  const HttpUrl base = *parse_http_url("https://a.example/api/v4/groups?page=1");
  CHECK(resolve_http_url(base, "?page=2")->text == "https://a.example/api/v4/groups?page=2");
  CHECK(resolve_http_url(base, "/x")->text == "https://a.example/x");
  CHECK(resolve_http_url(base, "https://a.example:443/y")->has_origin_of(base));
  CHECK_FALSE(resolve_http_url(base, "http://a.example/y")->has_origin_of(base));
  CHECK_FALSE(resolve_http_url(base, "https://a.example:8443/y")->has_origin_of(base));
  CHECK_FALSE(resolve_http_url(base, "//b.example/y")->has_origin_of(base));
  CHECK_FALSE(resolve_http_url(base, "javascript:1").has_value());
}

}  // namespace keyhound
