// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/forge_error.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

constexpr const char* kUrl = "https://ghe.acme.example/api/v3/orgs/acme/repos";

ForgeAccess access(const std::string& token) {
  return {find_forge_list("github-org")->forge, "https://ghe.acme.example/api/v3", token,
          token.empty() ? "" : "GH_TOKEN"};
}

Error error_of(int status, const std::string& token, const std::string& body = "{}",
               std::vector<std::pair<std::string, std::string>> headers = {}) {
  HttpResponse response;
  response.status = status;
  response.body = body;
  response.headers = std::move(headers);
  return error_of_status(access(token), kUrl, response);
}

bool says(const Error& error, const char* text) {
  return error.message.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("A refusal names its cause, the variable of the token, and the next step") {
  const std::string token = alphanumerics(8, 30);
  const Error refused = error_of(401, token, R"({"message": "Bad credentials"})");
  CHECK((refused.kind == ErrorKind::kConfiguration));
  CHECK(says(refused, "GitHub answers 401 (Bad credentials)"));
  CHECK(says(refused, "the token of GH_TOKEN is refused"));
  const Error missing = error_of(401, "");
  CHECK(says(missing, "set KEYHOUND_GITHUB_TOKEN or GITHUB_TOKEN or GH_TOKEN"));
  const Error forbidden = error_of(403, token);
  CHECK((forbidden.kind == ErrorKind::kConfiguration));
  CHECK(says(forbidden, "it needs the rights repo"));
  CHECK(says(error_of(403, ""), "set KEYHOUND_GITHUB_TOKEN"));
  CHECK(says(error_of(403, token, "{}", {{"x-github-sso", "required; url=https://x"}}),
             "single sign-on"));
  CHECK((error_of(404, token).kind == ErrorKind::kNotFound));
  CHECK((error_of(502, token, "<html>").kind == ErrorKind::kUnreadable));
  CHECK(says(error_of(502, token), "try again later"));
  CHECK(says(error_of(410, token), "is https://ghe.acme.example/api/v3 the address of its API?"));
}

TEST_CASE("A server that sends the token back does not get it into a message") {
  const std::string token = alphanumerics(9, 30);
  const Error error = error_of(401, token, R"({"message": "no: )" + token + token + R"("})");
  CHECK(says(error, "no: ******"));
  CHECK_FALSE(says(error, token.c_str()));
  CHECK(error_of(401, token, R"({"message": ")" + std::string(5000, 'x') + R"("})").message.size() <
        600);
}

TEST_CASE("An answer that is no JSON is told apart from a page of HTML") {
  HttpResponse html;
  html.body = " \n<!DOCTYPE html>";
  const Error page = error_of_content(access(""), kUrl, html, {ErrorKind::kCorrupt, "x"});
  CHECK((page.kind == ErrorKind::kCorrupt));
  CHECK(says(page, "a page of HTML was answered"));
  HttpResponse other;
  other.body = "[1,";
  const Error cut = error_of_content(access(""), kUrl, other, {ErrorKind::kCorrupt, "byte 3: x"});
  CHECK(says(cut, "the answer is no JSON: byte 3: x"));
  other.headers = {{"content-type", "text/HTML"}};
  CHECK(says(error_of_content(access(""), kUrl, other, {ErrorKind::kCorrupt, "x"}), "HTML"));
}

}  // namespace keyhound::testing
