// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/classify.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

HttpResponse answer(int status, const std::string& body) {
  HttpResponse response;
  response.status = status;
  response.body = body;
  response.headers = {{"server", "example/1"}};
  return response;
}

Verifier sample() {
  Verifier verifier;
  verifier.active = {{{200}, {"user.id", "ok=true"}, {}, {}}};
  verifier.revoked = {{{401}, {"message=Bad token"}, {}, {}}, {{200}, {"ok=false"}, {"gone"}, {}}};
  verifier.expired = {{{401}, {"message=Expired"}, {}, {}}};
  return verifier;
}

}  // namespace

TEST_CASE(
    "A refusal proves nothing where the key may be of another site, unless the user named it") {
  Verifier verifier = sample();
  verifier.id = "sample";
  verifier.other_sites = true;
  const HttpResponse refusal = answer(401, R"({"message":"Bad token"})");
  const HttpResponse works = answer(200, R"({"ok":true,"user":{"id":1}})");
  const HttpResponse ended = answer(401, R"({"message":"Expired"})");
  RequestSettings settings;
  const Classification found = classify(verifier, refusal, settings);
  CHECK(found.state == LivenessState::kIndeterminate);
  CHECK(found.reason.find("--endpoint sample=https://") != std::string::npos);
  CHECK(classify(verifier, works, settings).state == LivenessState::kActive);
  CHECK(classify(verifier, ended, settings).state == LivenessState::kExpired);
  settings.endpoints["sample"] = "https://sample.example.com";
  CHECK(classify(verifier, refusal, settings).state == LivenessState::kRevoked);
  settings.endpoints.clear();
  verifier.other_sites = false;
  CHECK(classify(verifier, refusal, settings).state == LivenessState::kRevoked);
}

TEST_CASE("Only documented proof in status and content decides") {
  const Verifier verifier = sample();
  struct Row {
    int status;
    std::string body;
    LivenessState state;
  };
  const Row rows[] = {
      {200, R"({"ok":true,"user":{"id":1}})", LivenessState::kActive},
      {200, R"({"ok":true,"user":{"id":null}})", LivenessState::kIndeterminate},
      {200, R"({"ok":true,"user":[]})", LivenessState::kIndeterminate},
      {200, "<html>", LivenessState::kIndeterminate},
      {201, R"({"ok":true,"user":{"id":1}})", LivenessState::kIndeterminate},
      {401, R"({"message":"Bad token"})", LivenessState::kRevoked},
      {401, R"({"message":"Proxy"})", LivenessState::kIndeterminate},
      {403, R"({"message":"Bad token"})", LivenessState::kIndeterminate},
      {200, R"({"ok":false,"why":"gone"})", LivenessState::kRevoked},
      {200, R"({"ok":false})", LivenessState::kIndeterminate},
      {401, R"({"message":"Expired"})", LivenessState::kExpired},
      {401, "", LivenessState::kIndeterminate},
  };
  for (const Row& row : rows) {
    CAPTURE(row.status);
    CAPTURE(row.body);
    CHECK(classify(verifier, answer(row.status, row.body)).state == row.state);
  }
}

TEST_CASE("A page of HTML proves nothing, whatever words stand in it") {
  Verifier verifier = sample();
  verifier.active = {{{200}, {}, {"ok"}, {}}};
  verifier.revoked = {{{401}, {}, {"Bad token"}, {}}};
  const std::string page = "<body>Bad token</body>";
  for (const char* start :
       {"<html>", "<!DOCTYPE html>", " \r\n<HTML lang=\"en\">", "\xEF\xBB\xBF<!doctype HTML>",
        "<head>", "", "<!-- blocked -->\n<html>", "<?xml version=\"1.0\"?>\n<!DOCTYPE html>"}) {
    CAPTURE(start);
    CHECK(is_page(answer(401, start + page)));
    CHECK(classify(verifier, answer(401, start + page)).state == LivenessState::kIndeterminate);
  }
  CHECK(classify(verifier, answer(200, "<html>ok")).state == LivenessState::kIndeterminate);
  for (const char* type : {"text/html", "Text/HTML; charset=utf-8", "application/xhtml+xml"}) {
    CAPTURE(type);
    HttpResponse response = answer(401, "Bad token");
    CHECK(classify(verifier, response).state == LivenessState::kRevoked);
    response.headers.emplace_back("content-type", type);
    CHECK(classify(verifier, response).state == LivenessState::kIndeterminate);
  }
  for (const char* other :
       {"", "<?xml version=\"1.0\"?><Error>Bad token</Error>", "<!-- Bad token", "<?"}) {
    CAPTURE(other);
    CHECK_FALSE(is_page(answer(401, other)));
  }
}

TEST_CASE("An answer that shows two states shows none") {
  Verifier verifier = sample();
  verifier.expired = {{{401}, {"message"}, {}, {}}};
  const auto found = classify(verifier, answer(401, R"({"message":"Bad token"})"));
  CHECK(found.state == LivenessState::kIndeterminate);
  CHECK(found.reason == "an answer that contradicts itself");
}

TEST_CASE("Why an answer says nothing is told without its body") {
  const Verifier verifier = sample();
  CHECK(classify(verifier, answer(429, "{}")).reason == "rate limited (429)");
  CHECK(classify(verifier, answer(302, "")).reason == "redirected (302)");
  CHECK(classify(verifier, answer(503, "x")).reason == "server error (503)");
  CHECK(classify(verifier, answer(403, "<html>page")).reason ==
        "an answer that is not the provider's (403)");
  CHECK(classify(verifier, answer(400, "{}")).reason == "an answer that proves nothing (400)");
}

TEST_CASE("Evidence looks at lists, other values and headers") {
  CHECK(shows({{200}, {"[]"}, {}, {}}, answer(200, "[]")));
  CHECK_FALSE(shows({{200}, {"[]"}, {}, {}}, answer(200, "{}")));
  CHECK(shows({{200}, {"{}"}, {}, {}}, answer(200, "{}")));
  CHECK(shows({{200}, {"errors.0.code=x"}, {}, {}}, answer(200, R"({"errors":[{"code":"x"}]})")));
  CHECK(shows({{200}, {"error!=x"}, {}, {}}, answer(200, R"({"error":"y"})")));
  CHECK_FALSE(shows({{200}, {"error!=x"}, {}, {}}, answer(200, R"({"error":"x"})")));
  CHECK_FALSE(shows({{200}, {"error!=x"}, {}, {}}, answer(200, "{}")));
  CHECK(shows({{200}, {}, {}, {"Server: example"}}, answer(200, "")));
  CHECK_FALSE(shows({{200}, {}, {}, {"Server: other"}}, answer(200, "")));
  CHECK_FALSE(shows({{200}, {}, {}, {"X-Id"}}, answer(200, "")));
}

TEST_CASE("Hostile bodies are not looked into") {
  const Evidence any{{200}, {"a"}, {}, {}};
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "{\"a\":";
  CHECK_FALSE(shows(any, answer(200, deep)));
  CHECK_FALSE(shows(any, answer(200, R"({"a":")" + std::string(5U << 20U, 'x') + "\"}")));
  CHECK_FALSE(shows(any, answer(200, std::string("{\"a\":1\0}", 8))));
  CHECK(shows({{200}, {"a!=x"}, {}, {}}, answer(200, "{\"a\":\"\\ud83d\\ude00\"}")));
}

TEST_CASE("A few words that are the whole body prove something, even if they are sent as HTML") {
  Verifier verifier = sample();
  verifier.revoked = {{{404}, {}, {}, {"x-provider"}, {"no_service"}}};
  const auto state_of = [&verifier](const std::string& body, const std::string& header) {
    HttpResponse response = answer(404, body);
    response.headers = {{"content-type", "text/html; charset=utf-8"}, {header, "1"}};
    return classify(verifier, response).state;
  };
  CHECK(state_of("no_service", "x-provider") == LivenessState::kRevoked);
  CHECK(state_of("no_service\r\n", "x-provider") == LivenessState::kRevoked);
  CHECK(state_of("no_service", "x-other") == LivenessState::kIndeterminate);
  CHECK(state_of("no_service_id", "x-provider") == LivenessState::kIndeterminate);
  CHECK(state_of("<p>no_service</p>", "x-provider") == LivenessState::kIndeterminate);
  CHECK(state_of("", "x-provider") == LivenessState::kIndeterminate);
  verifier.revoked = {{{404}, {}, {"no_service"}, {"x-provider"}, {}}};
  CHECK(state_of("no_service", "x-provider") == LivenessState::kIndeterminate);
}

}  // namespace keyhound
