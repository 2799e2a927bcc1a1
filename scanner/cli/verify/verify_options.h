// SPDX-License-Identifier: Apache-2.0
// The options of commands that ask providers whether credentials work. None of them has a key in
// .keyhound.toml: what is scanned could write that, and nobody but the user says where credentials
// go.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace keyhound {

struct VerifyOptions {
  std::vector<std::string> allowed;  // hosts, globs of hosts, providers
  bool dry_run = false;
  bool allow_internal = false;
  std::string max_age = "P1D";
  std::string cache;  // empty: below the user's cache folder
  bool no_cache = false;
  double rate = 2;
  std::uint64_t max_requests = 10'000;
  std::string max_time;  // empty: no bound
  unsigned retries = 2;
  std::string timeout = "PT10S";
  std::string ca_file;                    // empty: the system's
  std::vector<std::string> connect_to;    // "HOST:PORT:HOST:PORT"
  std::vector<std::string> endpoints;     // "VERIFIER=URL"
  std::vector<std::string> ssh_hosts;     // "USER@HOST[:PORT]"
  std::string known_hosts;                // empty: the user's
  std::vector<std::string> tls_hosts;     // "HOST[:PORT]"
  std::vector<std::string> certificates;  // files
};

// In a group of --help of their own. `verify` is the flag that they need, as `scan` has one;
// nullptr: the command does nothing else. REQUIRES: `options` outlives `app`, and stays where it
// is.
void add_verify_options(CLI::App& app, VerifyOptions& options, CLI::Option* verify = nullptr);

}  // namespace keyhound
