// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/verification_basis.h"

#include <doctest/doctest.h>

#include <functional>

#include "scanner/cli/bulk/scan_basis.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

Timestamp at(const char* text) { return *parse_timestamp(text); }

std::string digest_with(const std::function<void(VerifyOptions&)>& change) {
  VerifyOptions options;
  change(options);
  return *verification_digest(options, {});
}

// A rule file whose verifier asks that path, and takes that status for a key that works.
std::string rule_file(const std::string& path, const std::string& active) {
  return R"([[rules]]
id = "inhouse-key"
description = "In-house key"
regex = '\bkk_[0-9a-z]{12}\b'
keywords = ["kk_"]
[[verifiers]]
id = "inhouse"
rules = ["inhouse-key"]
url = "https://keys.example.com)" +
         path + R"("
bearer = "{secret}"
read_only = true
facts = "documented"
active = [{ status = [)" +
         active + R"(], json = ["id"] }]
revoked = [{ status = [401], json = ["error=bad"] }]
answers = [{ state = "active", status = )" +
         active + R"(, body = '{"id":1}' },
  { state = "revoked", status = 401, body = '{"error":"bad"}' }]
)";
}

}  // namespace

TEST_CASE(
    "A scan that verified stands as a scan, and as one that verified until an answer is due") {
  const Timestamp now = at("2030-01-01");
  const std::string written =
      with_verification(write_basis("sha256:a", at("2030-06-01")), "sha256:v", at("2030-01-02"));
  CHECK(holds_basis(written, "sha256:a", now));
  CHECK_FALSE(holds_basis(written, "sha256:a", at("2030-07-01")));
  CHECK_FALSE(holds_basis(written, "sha256:b", now));
  CHECK(holds_verification(written, "sha256:v", now));
  CHECK_FALSE(holds_verification(written, "sha256:v", at("2030-01-02")));
  CHECK_FALSE(holds_verification(written, "sha256:w", now));
  CHECK(without_verification(written) == write_basis("sha256:a", at("2030-06-01")));
  const std::string forever = with_verification("sha256:a", "sha256:v", {});
  CHECK(holds_basis(forever, "sha256:a", now));
  CHECK(holds_verification(forever, "sha256:v", at("2099-01-01")));
}

TEST_CASE("A scan that did not verify holds none") {
  CHECK_FALSE(holds_verification("", "sha256:v", {}));
  CHECK_FALSE(holds_verification("sha256:v", "sha256:v", {}));
  CHECK_FALSE(holds_verification("sha256:a until 2030-01-01T00:00:00Z", "sha256:v", {}));
  CHECK_FALSE(holds_verification("sha256:a verified sha256:v until then", "sha256:v", {}));
}

TEST_CASE("Verifying is another where others are asked, and the same at another pace") {
  const testing::TempDir dir;
  dir.write_file("ca.pem", "sample");
  const std::string plain = digest_with([](VerifyOptions&) {});
  const auto ca = [&](VerifyOptions& options) { options.ca_file = dir / "ca.pem"; };
  const std::string with_ca = digest_with(ca);
  for (const std::string& other :
       {digest_with([](VerifyOptions& options) { options.allowed = {"GitHub"}; }),
        digest_with([](VerifyOptions& options) { options.allow_internal = true; }),
        digest_with([](VerifyOptions& options) { options.endpoints = {"a=https://b"}; }),
        digest_with([](VerifyOptions& options) { options.connect_to = {"a:1:b:2"}; }),
        digest_with([](VerifyOptions& options) { options.ssh_hosts = {"git@a"}; }),
        digest_with([](VerifyOptions& options) { options.max_age = "P7D"; }), with_ca})
    CHECK(other != plain);
  CHECK(plain == digest_with([](VerifyOptions& options) {
          options.rate = 7;
          options.max_requests = 7;
          options.retries = 7;
          options.cache = "elsewhere";
        }));
  dir.write_file("ca.pem", "another");
  CHECK(digest_with(ca) != with_ca);
}

TEST_CASE("Verifying is another with other verifiers, wherever their file stands") {
  const testing::TempDir dir;
  const auto digest_of = [&dir](const std::string& name, const std::string& text) {
    dir.write_file(name, text);
    RuleOptions rules;
    rules.files = {dir / name};
    const auto digest = verification_digest({}, rules);
    INFO((digest ? std::string() : digest.error().message));
    REQUIRE(digest.has_value());
    return *digest;
  };
  const std::string digest = digest_of("a.toml", rule_file("/me", "200"));
  const std::string plain = *verification_digest({}, {});
  CHECK(digest != plain);
  CHECK(digest == digest_of("b.toml", rule_file("/me", "200")));
  CHECK(digest != digest_of("a.toml", rule_file("/you", "200")));
  CHECK(digest != digest_of("a.toml", rule_file("/me", "201")));
  RuleOptions configured;
  configured.configured.push_back({"a.toml", rule_file("/me", "200")});
  CHECK(*verification_digest({}, configured) == plain);
  RuleOptions missing;
  missing.files = {dir / "missing.toml"};
  CHECK_FALSE(verification_digest({}, missing).has_value());
}

}  // namespace keyhound
