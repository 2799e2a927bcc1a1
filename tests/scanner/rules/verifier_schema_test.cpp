// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/verifier_schema.h"

#include <doctest/doctest.h>

#include <string>

#include "scanner/rules/rule_file.h"

namespace keyhound {
namespace {

const std::string kGood =
    "[[verifiers]]\n"
    "id = \"sample\"\n"
    "rules = [\"sample-key\"]\n"
    "url = \"https://api.example.com/me\"\n"
    "bearer = \"{secret}\"\n"
    "read_only = true\n"
    "facts = \"documented\"\n"
    "active = [{ status = [200], json = [\"id\"] }]\n"
    "revoked = [{ status = [401], json = [\"error=bad token\"] }]\n"
    "answers = [{ state = \"active\", status = 200, body = '{\"id\":1}' },\n"
    "  { state = \"revoked\", status = 401, body = '{\"error\":\"bad token\"}' }]\n";

std::string with(const std::string& from, const std::string& to) {
  std::string text = kGood;
  text.replace(text.find(from), from.size(), to);
  return text;
}

std::string error_of(const std::string& toml) {
  const auto file = parse_rule_file(toml, "f.toml");
  return file ? std::string() : file.error().message;
}

}  // namespace

TEST_CASE("A verifier is read from a rule file, and defaults to GET") {
  const auto file = parse_rule_file(kGood, "f.toml");
  REQUIRE_MESSAGE(file.has_value(), (file ? "" : file.error().message));
  REQUIRE(file->verifiers.size() == 1);
  const Verifier& verifier = file->verifiers.front();
  CHECK(verifier.method == "GET");
  CHECK(verifier.origin == "f.toml");
  CHECK(verifier.active.front().statuses == std::vector<int>{200});
  CHECK(verifier.answers.at(1).state == LivenessState::kRevoked);
  CHECK(verifier_fault(verifier).empty());
}

TEST_CASE("A verifier of the user's own installations needs no hosts") {
  const auto file = parse_rule_file(with("https://api.example.com", "{endpoint}"), "f.toml");
  REQUIRE_MESSAGE(file.has_value(), (file ? "" : file.error().message));
  CHECK(verifier_fault(file->verifiers.front()).empty());
}

TEST_CASE("A text of the body proves something together with a header or json") {
  for (const char* more : {"headers = [\"content-type: text/plain\"]", "json = [\"{}\"]"}) {
    CAPTURE(more);
    CHECK(error_of(with("json = [\"error=bad token\"]",
                        "body = [\"bad token\"], " + std::string(more))) == "");
  }
}

TEST_CASE("A verifier that cannot tell whether a key has ended says why") {
  std::string text = with("revoked = [{ status = [401], json = [\"error=bad token\"] }]",
                          "revoked = []\nnote = \"any refusal reads the same\"");
  text.replace(text.find("state = \"revoked\""), 17, "state = \"indeterminate\"");
  CHECK(error_of(text) == "");
}

TEST_CASE("What is wrong with a verifier is an error with its place") {
  struct Row {
    std::string from;
    std::string to;
    std::string message;
  };
  const Row rows[] = {
      {"read_only = true\n", "", "is not read_only"},
      {"read_only = true\n", "read_only = false\n", "is not read_only"},
      {"read_only = true\n", "read_only = 1\n", "must be true or false"},
      {"\"https://api", "\"http://api", "does not begin with https://"},
      {"api.example.com", "{identity:host}.example.com", "no hosts that it may be"},
      {"https://api.example.com/me", "{endpoint}.example.com/me", "no / behind {endpoint}"},
      {"https://api.example.com/me", "https://{endpoint}/me", "another place than the beginning"},
      {"\"{secret}\"", "\"{endpoint}{secret}\"", "another place than the beginning"},
      {"https://api.example.com/me\"\n", "{endpoint}/me\"\nhosts = [\"a.example\"]\n",
       "hosts beside {endpoint}"},
      {"read_only = true\n", "read_only = true\nother_sites = 1\n", "must be true or false"},
      {"{secret}", "{token}", "{token}"},
      {"{secret}", "fixed", "sends no {secret}"},
      {", json = [\"id\"]", "", "a status alone"},
      {"status = [401], ", "", "names no status"},
      {"json = [\"error=bad token\"]", "body = [\"bad token\"]", "a text of the body alone"},
      {"json = [\"id\"]", "body = [\"id\"]", "active is a text of the body alone"},
      {"json = [\"error=bad token\"]", "json = [\"{}\"]", "revoked is any object"},
      {"json = [\"error=bad token\"]", "json = [\"[]\"]", "revoked is any list"},
      {"json = [\"id\"]", "json = [\"{}\"]", "active is any object"},
      {"revoked = [{ status = [401], json = [\"error=bad token\"] }]", "revoked = []",
       "no evidence for revoked, and no note"},
      {"status = [401]", "status = [42]", "must lie between"},
      {"state = \"revoked\"", "state = \"expired\"", "no recorded answer for revoked"},
      {"state = \"revoked\"", "state = \"gone\"", "must be one of"},
      {"facts = \"documented\"", "facts = \"heard\"", "facts other than"},
      {"rules = [\"sample-key\"]", "rules = []", "names no rules"},
      {"bearer =", "barer =", "did you mean \"bearer\"?"},
      {"id = \"sample\"\n", "", "the verifier has no id"},
      {"id = \"sample\"\n", "id = \"sample\"\nmethod = \"DELETE\"\n", "method other than"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.to);
    const std::string error = error_of(with(row.from, row.to));
    CAPTURE(error);
    CHECK(error.rfind("f.toml:", 0) == 0);
    CHECK(error.find(row.message) != std::string::npos);
  }
}

TEST_CASE("A verifier may have routes and signatures, which say all that they need") {
  const std::string route =
      "routes = [{ prefix = \"sandbox_\", url = \"https://s.example.com/me\" }]\n";
  const std::string signature =
      "driver = \"hmac\"\nsignatures = [{ algorithm = \"sha256\", key = \"text\", text = "
      "\"{time:seconds}{request:path}\", encoding = \"hex\", header = \"X-Sign: {signature}\" }]\n";
  const auto file = parse_rule_file(with("read_only", route + signature + "read_only"), "f.toml");
  REQUIRE_MESSAGE(file.has_value(), (file ? "" : file.error().message));
  const Verifier& verifier = file->verifiers.front();
  CHECK(verifier.routes.front().prefix == "sandbox_");
  CHECK(verifier.signatures.front().header == "X-Sign: {signature}");
  struct Row {
    std::string from, to, words;
  };
  const Row rows[] = {
      {"sha256", "md5", "an algorithm other than"},
      {"\"text\", text", "\"raw\", text", "a key other than"},
      {"\"hex\"", "\"octal\"", "an encoding other than"},
      {"X-Sign: {signature}", "X-Sign: 1", "neither in a header nor in the query"},
      {"X-Sign: {signature}", "{signature}", "whose place has no name"},
      {"{request:path}", "{secret}", "with the {secret}"},
      {"{request:path}", "{request:nothing}", "which is none of"},
      {"{request:path}", "{sha256:{request:path}", "a hash without an end"},
      {"{request:path}", "{sha256:{sha256:{sha256:{sha256:{sha256-hex:{request:path}}}}}}",
       "too many in one"},
      {"driver = \"hmac\"", "driver = \"aws-sigv4\"", "signatures without the driver hmac"},
      {"prefix = \"sandbox_\"", "prefix = \"\"", "a route without a prefix"},
      {"https://s.example.com", "http://s.example.com", "a route without a prefix"},
      {"https://s.example.com", "https://{identity:x}", "a route without a prefix"},
      {"s.example.com/me", "s.example.com/{part:}", "which is none of"},
      {"s.example.com/me", "s.example.com/{endpoint}", "another place than the beginning"},
      {"s.example.com/me", "s.example.com/{request:path}", "in another place"},
      {"https://api.example.com/me", "https://api.example.com/{request:path}", "in another place"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.to);
    std::string text = with("read_only", route + signature + "read_only");
    REQUIRE(text.find(row.from) != std::string::npos);
    text.replace(text.find(row.from), row.from.size(), row.to);
    CHECK(error_of(text).find(row.words) != std::string::npos);
  }
}

TEST_CASE("A text that is the whole body proves something together with a header of the provider") {
  const std::string revoked = "json = [\"error=bad token\"]";
  CHECK(error_of(with(revoked, "text = [\"no_service\"], headers = [\"x-provider\"]")).empty());
  CHECK(error_of(with(revoked, "text = [\"no_service\"]")).find("anybody may send") !=
        std::string::npos);
  CHECK(error_of(with(revoked, "text = [\"<p>\"], headers = [\"x-provider\"]")).find("a page") !=
        std::string::npos);
}

}  // namespace keyhound
