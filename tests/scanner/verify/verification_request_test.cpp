// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/verification_request.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace keyhound {
namespace {

Verifier sample() {
  Verifier verifier;
  verifier.id = "sample";
  verifier.url = "https://api.example.com/me";
  return verifier;
}

CredentialParts parts(const std::string& secret) {
  CredentialParts made;
  made.secret = secret;
  return made;
}

std::string header_of(const HttpRequest& request, const std::string& name) {
  for (const auto& [key, value] : request.headers)
    if (key == name) return value;
  return {};
}

}  // namespace

TEST_CASE("A bearer token and a basic pair become the header that authorises") {
  Verifier verifier = sample();
  verifier.bearer = "{secret}";
  const auto bearer = verification_request(verifier, parts("s3cret"), {});
  REQUIRE(bearer.has_value());
  CHECK(bearer->authorisation.second == "Bearer s3cret");
  verifier.bearer.clear();
  verifier.basic = "{part:sid}:{secret}";
  CredentialParts both = parts("b");
  both.parts["sid"] = "a";
  const auto basic = verification_request(verifier, both, {});
  REQUIRE(basic.has_value());
  CHECK(basic->authorisation.second == "Basic YTpi");
}

TEST_CASE("A value is encoded for where it stands") {
  Verifier verifier = sample();
  verifier.url = "https://api.example.com/t/{secret}?k={secret}";
  verifier.form = {"t={secret}"};
  const auto form = verification_request(verifier, parts("a/b?c&d=1#\xC3\xA9:2"), {});
  REQUIRE(form.has_value());
  CHECK(form->url ==
        "https://api.example.com/t/a%2Fb%3Fc%26d%3D1%23%C3%A9:2?k="
        "a%2Fb%3Fc%26d%3D1%23%C3%A9:2");
  CHECK(form->body == "t=a%2Fb%3Fc%26d%3D1%23%C3%A9:2");
  CHECK(header_of(*form, "Content-Type") == "application/x-www-form-urlencoded");
  verifier.form.clear();
  verifier.body = R"({"t":"{secret}"})";
  const auto json = verification_request(verifier, parts("a\"\\\n"), {});
  REQUIRE(json.has_value());
  CHECK(json->body == R"({"t":"a\"\\\n"})");
}

TEST_CASE("A credential that no header can hold is refused, and not shown") {
  Verifier verifier = sample();
  for (const bool is_bearer : {true, false}) {
    verifier.bearer = is_bearer ? "{secret}" : "";
    verifier.headers.assign(is_bearer ? 0 : 1, "X-Key: {secret}");
    for (const std::string& secret :
         {std::string("ab\r\nX: y"), std::string("ab\ncd"), std::string("ab\0cd", 5),
          std::string("ab\x7F"), std::string("ab\tcd")}) {
      const auto request = verification_request(verifier, parts(secret), {});
      REQUIRE_FALSE(request.has_value());
      CHECK(request.error().message.find("ab") == std::string::npos);
      CHECK(request.error().message.find("control character") != std::string::npos);
    }
  }
}

TEST_CASE("A secret goes to hosts of its provider alone") {
  Verifier verifier = sample();
  verifier.url = "https://{identity:site}/me";
  verifier.hosts = {"*.example.com"};
  verifier.bearer = "{secret}";
  CredentialParts made = parts("s");
  made.identity["site"] = "a.example.com";
  CHECK(verification_request(verifier, made, {}).has_value());
  for (const std::string& host :
       {std::string("example.net"), std::string("a.example.com.evil.net"),
        std::string("evil.net/a.example.com"), std::string("evil.net#.example.com"),
        std::string("u@a.example.com"), std::string("169.254.169.254")}) {
    CAPTURE(host);
    made.identity["site"] = host;
    CHECK_FALSE(verification_request(verifier, made, {}).has_value());
  }
}

TEST_CASE("A secret that is a URL is asked for as it is, where its host is allowed") {
  Verifier verifier = sample();
  verifier.url = "{secret}";
  verifier.hosts = {"hooks.example.com"};
  const auto request = verification_request(verifier, parts("https://hooks.example.com/a/b"), {});
  REQUIRE(request.has_value());
  CHECK(request->url == "https://hooks.example.com/a/b");
  for (const char* url : {"http://hooks.example.com/a", "https://evil.net/a", "file:///etc/passwd",
                          "https://hooks.example.com/a/../b", "https://hooks.example.com/%2E%2e/b",
                          "https://hooks.example.com/a b", "https://hooks.example.com:x@evil.net/"})
    CHECK_FALSE(verification_request(verifier, parts(url), {}).has_value());
}

TEST_CASE("A glob may say what the path of a URL has to be") {
  Verifier verifier = sample();
  verifier.url = "{secret}";
  verifier.hosts = {"hooks.example.com/services/**"};
  CHECK(verification_request(verifier, parts("https://hooks.example.com/services/a/b"), {})
            .has_value());
  CHECK(verification_request(verifier, parts("https://Hooks.example.com/services/a?b"), {})
            .has_value());
  for (const char* url :
       {"https://hooks.example.com/triggers/a", "https://hooks.example.com",
        "https://hooks.example.com/?/services/a",
        "https://hooks.example.com/services/../triggers/a", "https://evil.net/services/a",
        "https://evil.net/hooks.example.com/services/a"})
    CHECK_FALSE(verification_request(verifier, parts(url), {}).has_value());
}

TEST_CASE("The user's own installation stands for {endpoint}, and for a host that is fixed") {
  Verifier verifier = sample();
  verifier.url = "{endpoint}/v1/{secret}";
  RequestSettings settings;
  const auto none = verification_request(verifier, parts("a/b"), settings);
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().message == "no endpoint for sample: give --endpoint sample=https://...");
  settings.endpoints["sample"] = "https://acme.example:8200/base/";
  const auto own = verification_request(verifier, parts("a/b"), settings);
  REQUIRE(own.has_value());
  CHECK(own->url == "https://acme.example:8200/base/v1/a%2Fb");
  for (const char* url : {"https://api.example.com/me", "https://{identity:site}/me"}) {
    verifier.url = url;
    const auto moved = verification_request(verifier, parts("s"), settings);
    REQUIRE(moved.has_value());
    CHECK(moved->url == "https://acme.example:8200/base/me");
  }
  settings.endpoints["sample"] = "http://acme.example";
  CHECK_FALSE(verification_request(verifier, parts("s"), settings).has_value());
}

TEST_CASE("A part that lacks is named, and so is a driver that there is not") {
  Verifier verifier = sample();
  verifier.basic = "{part:sid}:{secret}";
  const auto lacking = verification_request(verifier, parts("s"), {});
  REQUIRE_FALSE(lacking.has_value());
  CHECK(lacking.error().message.find("the part sid") != std::string::npos);
  verifier.driver = "none";
  CHECK_FALSE(verification_request(verifier, parts("s"), {}).has_value());
}

TEST_CASE("A request is described without any value") {
  Verifier verifier = sample();
  verifier.bearer = "{secret}";
  verifier.headers = {"X-A: b"};
  CHECK(describe_request(verifier) == "GET https://api.example.com/me, bearer {secret}, X-A: b");
}

TEST_CASE(
    "A key whose beginning names a sandbox is asked about there, whatever endpoint is named") {
  Verifier verifier = sample();
  verifier.bearer = "{secret}";
  verifier.routes = {{"sandbox_", "https://api.sandbox.example.com/me"}};
  RequestSettings settings;
  for (const bool has_endpoint : {false, true}) {
    if (has_endpoint) settings.endpoints["sample"] = "https://live.example.com";
    const auto routed = verification_request(verifier, parts("sandbox_1"), settings);
    REQUIRE(routed.has_value());
    CHECK(routed->url == "https://api.sandbox.example.com/me");
    const auto live = verification_request(verifier, parts("live_sandbox_1"), settings);
    REQUIRE(live.has_value());
    CHECK(live->url ==
          (has_endpoint ? "https://live.example.com/me" : "https://api.example.com/me"));
  }
  CHECK(describe_request(verifier, "sandbox_1").find("api.sandbox.example.com") !=
        std::string::npos);
  CHECK(describe_request(verifier, "live_1") == "GET https://api.example.com/me, bearer {secret}");
}

TEST_CASE("A credential of another cloud is asked about there, if it is one of the list") {
  Verifier verifier = sample();
  verifier.url = "https://{identity:account}.blob.{identity:cloud=core.windows.net}/?comp=list";
  verifier.hosts = {"*.blob.core.windows.net", "*.blob.core.chinacloudapi.cn"};
  verifier.bearer = "{secret}";
  CredentialParts credential = parts("s");
  credential.identity["account"] = "shop";
  const auto url = [&](const std::string& cloud) {
    if (!cloud.empty()) credential.identity["cloud"] = cloud;
    const auto request = verification_request(verifier, credential, {});
    return request ? request->url : "error: " + request.error().message;
  };
  CHECK(url("") == "https://shop.blob.core.windows.net/?comp=list");
  CHECK(url("core.chinacloudapi.cn") == "https://shop.blob.core.chinacloudapi.cn/?comp=list");
  for (const char* cloud : {"example.com", "core.windows.net.example.com", "core.windows.net:8080",
                            "127.0.0.1", "unknown", "example.com/.blob.core.windows.net"}) {
    CAPTURE(cloud);
    CHECK(url(cloud) == "error: the credential names a host or a path that is not asked");
  }
}

}  // namespace keyhound
