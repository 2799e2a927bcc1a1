// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/verification_setup.h"

#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <functional>

#include "scanner/cli/verify/verify_options.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

VerificationSetup setup_of(const std::function<void(VerifyOptions&)>& change = {}) {
  VerifyOptions options;
  if (change) change(options);
  auto setup = make_verification_setup(options, {});
  if (!setup) FAIL(setup.error().message);
  return std::move(*setup);
}

std::string fault_of(const std::function<void(VerifyOptions&)>& change) {
  VerifyOptions options;
  change(options);
  const auto setup = make_verification_setup(options, {});
  REQUIRE_FALSE(setup.has_value());
  CHECK(setup.error().kind == ErrorKind::kUsage);
  return setup.error().message;
}

bool begins_with(const std::string& text, const std::string& start) {
  return text.rfind(start, 0) == 0;
}

}  // namespace

TEST_CASE("Without options nobody is allowed, internal addresses are refused, and TLS is needed") {
  const VerificationSetup setup = setup_of();
  CHECK(setup.plan.allowed.is_empty());
  CHECK(setup.http.https_only);
  CHECK(setup.http.refuses_internal);
  CHECK(setup.plan.probes.refuses_internal);
  CHECK(setup.http.timeout == std::chrono::seconds(10));
  CHECK(setup.limits.requests_per_second == 2);
  CHECK(setup.limits.requests == 10'000);
  CHECK(setup.max_age.seconds == 86'400);
  CHECK_FALSE(setup.dry_run);
  CHECK(setup.verifiers.of_rule("github-classic-pat") != nullptr);
}

TEST_CASE("Options of a verification mean what they say") {
  const VerificationSetup setup = setup_of([](VerifyOptions& options) {
    options.allowed = {"GitHub", "*.example.com"};
    options.allow_internal = true;
    options.max_time = "PT30M";
    options.timeout = "PT3S";
    options.no_cache = true;
    options.connect_to = {"::127.0.0.1:8443"};
    options.ssh_hosts = {"git@ssh.example.com:22"};
    options.endpoints = {"github-user=https://GitHub.Example.com/"};
  });
  CHECK(setup.plan.allowed.allows("api.github.com", "GitHub"));
  CHECK_FALSE(setup.http.refuses_internal);
  CHECK(setup.limits.time == std::chrono::minutes(30));
  CHECK(setup.plan.probes.timeout == std::chrono::seconds(3));
  CHECK(setup.cache.empty());
  CHECK(setup.plan.request.endpoints.at("github-user") == "https://github.example.com");
}

TEST_CASE("What an option of a verification cannot mean is told with the option") {
  CHECK(begins_with(fault_of([](VerifyOptions& o) { o.allowed = {"Githbu"}; }), "--allow: "));
  CHECK(begins_with(fault_of([](VerifyOptions& o) { o.max_age = "1 day"; }), "--max-age: "));
  CHECK(begins_with(fault_of([](VerifyOptions& o) { o.timeout = "PT0S"; }), "--timeout: "));
  CHECK(begins_with(fault_of([](VerifyOptions& o) { o.timeout = "PT1H"; }), "--timeout: "));
  CHECK(begins_with(fault_of([](VerifyOptions& o) { o.max_time = "soon"; }), "--max-time: "));
  CHECK(begins_with(fault_of([](VerifyOptions& o) { o.connect_to = {"a:1"}; }), "--connect-to: "));
  CHECK(begins_with(fault_of([](VerifyOptions& o) { o.ca_file = "/nowhere"; }), "--ca-file "));
  CHECK(begins_with(fault_of([](VerifyOptions& o) { o.known_hosts = "/nowhere"; }),
                    "--known-hosts "));
  CHECK(begins_with(fault_of([](VerifyOptions& o) { o.certificates = {"/nowhere"}; }),
                    "--certificate "));
  CHECK(begins_with(fault_of([](VerifyOptions& o) { o.endpoints = {"no=https://a.example"}; }),
                    "--endpoint: "));
  CHECK(begins_with(
      fault_of([](VerifyOptions& o) { o.endpoints = {"github-user=http://a.example"}; }),
      "--endpoint github-user: "));
}

TEST_CASE("Keys are tried against hosts only that are allowed") {
  CHECK(fault_of([](VerifyOptions& o) { o.ssh_hosts = {"git@ssh.example.com:2222"}; }) ==
        "--ssh-host git@ssh.example.com:2222: the host is not allowed; add --allow "
        "ssh.example.com");
  CHECK(begins_with(fault_of([](VerifyOptions& o) { o.tls_hosts = {"a.example:8443"}; }),
                    "--tls-host "));
}

TEST_CASE("Rules that a configuration brings along verify nothing") {
  const testing::TempDir dir;
  RuleOptions rules;
  rules.configured.push_back({"rules.toml", "[[verifiers]]\nid = \"github-user\"\n"});
  VerifyOptions options;
  const auto setup = make_verification_setup(options, rules);
  REQUIRE(setup.has_value());
  const Verifier* const verifier = setup->verifiers.of_rule("github-classic-pat");
  REQUIRE(verifier != nullptr);
  CHECK(verifier->url == "https://api.github.com/user");
}

TEST_CASE("Options of a verification need the flag that a scan has for it") {
  CLI::App app;
  bool verifies = false;
  VerifyOptions options;
  add_verify_options(app, options, app.add_flag("--verify", verifies, "Verify"));
  CHECK_THROWS(app.parse("--allow GitHub"));
  app.parse("--verify --allow GitHub --allow Stripe --rate 0.5");
  CHECK(options.allowed == std::vector<std::string>{"GitHub", "Stripe"});
  CHECK(options.rate == 0.5);
  CHECK_THROWS(app.parse("--verify --rate 0"));
  CHECK_THROWS(app.parse("--verify --cache a --no-cache"));
}

}  // namespace keyhound
