// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/verify_options.h"

#include "scanner/cli/cli11.h"

namespace keyhound {
namespace {

constexpr const char* kGroup = "Verification";

class OptionAdder {
 public:
  OptionAdder(CLI::App& app, CLI::Option* verify) : app_(&app), verify_(verify) {}

  template <class Value>
  CLI::Option* value(const char* name, Value& value, const char* type, const char* description) {
    return grouped(app_->add_option(name, value, description)->type_name(type));
  }
  CLI::Option* list(const char* name, std::vector<std::string>& values, const char* type,
                    const char* description) {
    return value(name, values, type, description)->allow_extra_args(false);
  }
  void flag(const char* name, bool& value, const char* description) {
    grouped(app_->add_flag(name, value, description));
  }

 private:
  CLI::Option* grouped(CLI::Option* option) {
    option->group(kGroup);
    if (verify_ != nullptr) option->needs(verify_);
    return option;
  }

  CLI::App* app_;
  CLI::Option* verify_;
};

void add_permissions(OptionAdder& add, VerifyOptions& options) {
  add.list("--allow", options.allowed, "HOST|PROVIDER",
           "Let credentials be sent to this host, glob of hosts ('*.example.com') or provider as "
           "rules name it ('GitHub'); again for more. Without it nothing is sent");
  add.flag("--dry-run", options.dry_run,
           "Show each request without the secret, and what is not asked and why; nothing is sent "
           "and no name looked up");
  add.flag("--allow-internal", options.allow_internal,
           "Also connect to addresses that are not of the public internet: private, link-local, "
           "loopback");
}

void add_bounds(OptionAdder& add, VerifyOptions& options) {
  add.value("--rate", options.rate, "N", "Requests a second to one host")
      ->check(CLI::Range(0.001, 1000.0).description(""))
      ->capture_default_str();
  add.value("--max-requests", options.max_requests, "N",
            "Most requests in all, further tries too (0: no bound)")
      ->check(non_negative_number().description(""))
      ->capture_default_str();
  add.value("--max-time", options.max_time, "DURATION",
            "Most time in all, as an ISO 8601 duration, e.g. PT30M (default: no bound)");
  add.value("--retries", options.retries, "N",
            "Further tries after a rate limit, a server's error or a lost connection")
      ->check(CLI::Range(0U, 10U).description(""))
      ->capture_default_str();
  add.value("--timeout", options.timeout, "DURATION", "Most time for one answer")
      ->capture_default_str();
}

void add_memory(OptionAdder& add, VerifyOptions& options) {
  add.value("--max-age", options.max_age, "DURATION",
            "Take what was found so long ago, as an ISO 8601 duration, and ask no more (PT0S: ask "
            "anew)")
      ->capture_default_str();
  CLI::Option* const cache =
      add.value("--cache", options.cache, "FILE",
                "Where results are kept, by fingerprint and without any secret (default: "
                "$XDG_CACHE_HOME/keyhound/verification.jsonl)");
  add.flag("--no-cache", options.no_cache, "Neither read nor keep results");
  cache->excludes("--no-cache");
}

void add_connection(OptionAdder& add, VerifyOptions& options) {
  add.value("--ca-file", options.ca_file, "FILE",
            "Certificates that vouch for servers, in place of the system's");
  add.list("--connect-to", options.connect_to, "HOST:PORT:HOST:PORT",
           "Connect to the second host and port in place of the first, whose certificate it must "
           "have; again for more");
  add.list("--endpoint", options.endpoints, "VERIFIER=URL",
           "Where your own installation of a product stands that this verifier asks, e.g. "
           "https://gitlab.example.com; again for more");
}

void add_keys(OptionAdder& add, VerifyOptions& options) {
  add.list("--ssh-host", options.ssh_hosts, "USER@HOST[:PORT]",
           "Try private SSH keys against this host; again for more");
  add.value("--known-hosts", options.known_hosts, "FILE",
            "Keys of SSH hosts, as ssh keeps them (default: ~/.ssh/known_hosts)");
  add.list("--tls-host", options.tls_hosts, "HOST[:PORT]",
           "Compare private keys with the certificate of this host; again for more");
  add.list("--certificate", options.certificates, "FILE",
           "Compare private keys with this certificate (PEM); again for more");
}

}  // namespace

void add_verify_options(CLI::App& app, VerifyOptions& options, CLI::Option* verify) {
  OptionAdder add(app, verify);
  add_permissions(add, options);
  add_memory(add, options);
  add_bounds(add, options);
  add_connection(add, options);
  add_keys(add, options);
}

}  // namespace keyhound
