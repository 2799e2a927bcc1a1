// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/verification_setup.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "scanner/base/text_encode.h"
#include "scanner/verify/endpoint.h"

namespace keyhound {
namespace {

// An answer is a status and a few words; more is not one of an API.
constexpr std::uint64_t kLargestAnswer = std::uint64_t{1} << 20U;
// A wait for a server that is busy must not hold up the others for long.
constexpr std::int64_t kLongestTimeout = 600;

Result<Duration> duration_of(const char* option, const std::string& text, std::int64_t least) {
  const auto duration = parse_duration(text);
  if (!duration)
    return fail(ErrorKind::kUsage, fmt::format("{}: {}", option, duration.error().message));
  if (duration->seconds < least)
    return fail(ErrorKind::kUsage, fmt::format("{}: give a second or more", option));
  return *duration;
}

Status set_times(const VerifyOptions& options, VerificationSetup& setup) {
  KEYHOUND_TRY(setup.max_age, duration_of("--max-age", options.max_age, 0));
  KEYHOUND_TRY(const Duration timeout, duration_of("--timeout", options.timeout, 1));
  if (timeout.seconds > kLongestTimeout)
    return fail(ErrorKind::kUsage, "--timeout: give PT10M at most");
  setup.http.timeout = std::chrono::seconds(timeout.seconds);
  setup.http.connect_timeout = setup.http.timeout;
  setup.plan.probes.timeout = setup.http.timeout;
  if (options.max_time.empty()) return {};
  KEYHOUND_TRY(const Duration time, duration_of("--max-time", options.max_time, 1));
  setup.limits.time = std::chrono::seconds(time.seconds);
  return {};
}

Status check_file(const char* option, const std::string& path) {
  std::error_code error;
  if (path.empty() || std::filesystem::is_regular_file(path, error)) return {};
  return fail(ErrorKind::kUsage,
              fmt::format("{} {}: there is no such file", option, escape_for_terminal(path)));
}

Status set_connection(const VerifyOptions& options, VerificationSetup& setup) {
  KEYHOUND_TRY_STATUS(check_file("--ca-file", options.ca_file));
  for (const std::string& text : options.connect_to) {
    if (std::count(text.begin(), text.end(), ':') >= 3) continue;
    return fail(ErrorKind::kUsage, fmt::format("--connect-to: '{}' must be HOST:PORT:HOST:PORT",
                                               escape_for_terminal(text)));
  }
  setup.http.https_only = true;
  setup.http.refuses_internal = !options.allow_internal;
  setup.http.largest_body = kLargestAnswer;
  setup.http.ca_file = options.ca_file;
  setup.http.connect_to = options.connect_to;
  return {};
}

// "USER@HOST:PORT" and "HOST": keys are tried against what is allowed only.
Status check_hosts(const char* option, const std::vector<std::string>& places,
                   const AllowList& allowed) {
  for (const std::string& place : places) {
    const std::size_t at = place.rfind('@');
    const std::string host =
        std::string(host_without_port(at == std::string::npos ? place : place.substr(at + 1)));
    if (allowed.allows(host, "")) continue;
    return fail(ErrorKind::kUsage,
                fmt::format("{} {}: the host is not allowed; add --allow {}", option,
                            escape_for_terminal(place), escape_for_terminal(host)));
  }
  return {};
}

Status set_probes(const VerifyOptions& options, VerificationSetup& setup) {
  KEYHOUND_TRY_STATUS(check_file("--known-hosts", options.known_hosts));
  for (const std::string& path : options.certificates)
    KEYHOUND_TRY_STATUS(check_file("--certificate", path));
  KEYHOUND_TRY_STATUS(check_hosts("--ssh-host", options.ssh_hosts, setup.plan.allowed));
  KEYHOUND_TRY_STATUS(check_hosts("--tls-host", options.tls_hosts, setup.plan.allowed));
  ProbeSettings& probes = setup.plan.probes;
  probes.refuses_internal = !options.allow_internal;
  probes.ssh_hosts = options.ssh_hosts;
  probes.known_hosts = options.known_hosts;
  probes.tls_hosts = options.tls_hosts;
  probes.certificates = options.certificates;
  probes.ca_file = options.ca_file;
  return {};
}

Status set_endpoint(const std::string& text, VerificationSetup& setup) {
  const std::size_t equals = text.find('=');
  const std::string id = text.substr(0, equals);
  const auto& verifiers = setup.verifiers.all();
  const bool is_known = std::any_of(verifiers.begin(), verifiers.end(),
                                    [&id](const Verifier& one) { return one.id == id; });
  if (equals == std::string::npos || !is_known) {
    return fail(ErrorKind::kUsage,
                fmt::format("--endpoint: '{}' must be VERIFIER=URL; 'keyhound rules verifiers' "
                            "lists verifiers",
                            escape_for_terminal(text)));
  }
  auto endpoint = parse_endpoint(std::string_view(text).substr(equals + 1));
  if (!endpoint) return fail(endpoint.error().within("--endpoint " + id));
  setup.plan.request.endpoints[id] = std::move(*endpoint);
  return {};
}

Status set_allowed(const VerifyOptions& options, VerificationSetup& setup) {
  std::vector<std::string> providers;
  for (const Rule& rule : setup.rules.rules)
    if (!rule.provider.empty()) providers.push_back(rule.provider);
  auto allowed = AllowList::create(options.allowed, providers);
  if (!allowed) return fail(allowed.error().within("--allow"));
  setup.plan.allowed = std::move(*allowed);
  return {};
}

}  // namespace

Result<VerificationSetup> make_verification_setup(const VerifyOptions& options,
                                                  const RuleOptions& rules) {
  VerificationSetup setup;
  RuleOptions own = rules;
  own.configured.clear();
  KEYHOUND_TRY(setup.rules, load_rule_set(own));
  KEYHOUND_TRY(setup.verifiers, load_verifiers(own, setup.rules));
  KEYHOUND_TRY_STATUS(set_allowed(options, setup));
  KEYHOUND_TRY_STATUS(set_times(options, setup));
  KEYHOUND_TRY_STATUS(set_connection(options, setup));
  KEYHOUND_TRY_STATUS(set_probes(options, setup));
  for (const std::string& text : options.endpoints) KEYHOUND_TRY_STATUS(set_endpoint(text, setup));
  setup.limits.requests_per_second = options.rate;
  setup.limits.retries = options.retries;
  setup.limits.requests = options.max_requests;
  setup.plan.requests = options.max_requests;
  setup.plan.request.now = now();
  setup.dry_run = options.dry_run;
  const std::string folder = cache_folder();
  if (!options.no_cache)
    setup.cache = !options.cache.empty() ? options.cache
                  : folder.empty()       ? ""
                                         : folder + "/verification.jsonl";
  return setup;
}

}  // namespace keyhound
