// SPDX-License-Identifier: Apache-2.0
// https://git-scm.com/docs/git#_environment_variables, https://git-scm.com/docs/git-config.
#include "scanner/bulk/mirrors/git_environment.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace keyhound {
namespace {

constexpr std::array<std::string_view, 25> kPassed = {
    "PATH",           "TMPDIR",       "USER",           "LOGNAME",
    "SSH_AUTH_SOCK",  "http_proxy",   "https_proxy",    "all_proxy",
    "no_proxy",       "HTTPS_PROXY",  "ALL_PROXY",      "NO_PROXY",
    "SSL_CERT_FILE",  "SSL_CERT_DIR", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH",
    "KRB5CCNAME",     "ASAN_OPTIONS", "UBSAN_OPTIONS",  "TSAN_OPTIONS",
    "LSAN_OPTIONS",   "GIT_SSL_CERT", "GIT_SSL_KEY",    "GIT_PROXY_SSL_CAINFO",
    "GIT_SSH_COMMAND"};

// A file that is a folder to nobody: what a program looks for below it is not there.
constexpr std::string_view kNowhere = "/dev/null";

constexpr std::string_view kSshOptions =
    " -o BatchMode=yes -o ConnectTimeout=30 -o ServerAliveInterval=30 -o ServerAliveCountMax=3"
    " -o ClearAllForwardings=yes -o ForwardAgent=no -o ForwardX11=no -o PermitLocalCommand=no";

bool is_passed(std::string_view name, bool with_all) {
  if (std::find(kPassed.begin(), kPassed.end(), name) != kPassed.end()) return true;
  return with_all && !name.starts_with("GIT_") && !name.starts_with("LD_");
}

std::map<std::string, std::string> passed_environment(bool with_all) {
  std::map<std::string, std::string> passed;
  for (char** entry = ::environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    if (is_passed(text.substr(0, equals), with_all)) {
      passed.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
  }
  return passed;
}

std::string value_of(const std::map<std::string, std::string>& variables, const std::string& name) {
  const auto found = variables.find(name);
  return found == variables.end() ? std::string() : found->second;
}

}  // namespace

std::map<std::string, std::string> mirror_environment(const std::vector<std::string>& protocols,
                                                      bool with_all) {
  std::map<std::string, std::string> variables = passed_environment(with_all);
  if (with_all) {
    variables[std::string(kHelperHomeVariable)] = value_of(variables, "HOME");
    variables[std::string(kHelperConfigVariable)] = value_of(variables, "XDG_CONFIG_HOME");
  }
  std::string ssh = value_of(variables, "GIT_SSH_COMMAND");
  if (ssh.empty()) ssh = "ssh";
  const auto set = [&variables](const char* name, std::string value) {
    variables[name] = std::move(value);
  };
  set("GIT_SSH_COMMAND", ssh + std::string(kSshOptions));
  set("GIT_SSH_VARIANT", "ssh");
  set("GIT_ALLOW_PROTOCOL", fmt::format("{}", fmt::join(protocols, ":")));
  set("GIT_PROTOCOL_FROM_USER", "0");
  set("GIT_CONFIG_NOSYSTEM", "1");
  set("GIT_CONFIG_GLOBAL", std::string(kNowhere));
  set("GIT_ATTR_NOSYSTEM", "1");
  set("HOME", std::string(kNowhere));
  set("XDG_CONFIG_HOME", std::string(kNowhere));
  set("GIT_TERMINAL_PROMPT", "0");
  set("GIT_ASKPASS", "");
  set("SSH_ASKPASS", "");
  set("SSH_ASKPASS_REQUIRE", "never");
  set("GIT_NO_REPLACE_OBJECTS", "1");
  set("GIT_OPTIONAL_LOCKS", "0");
  set("GIT_LFS_SKIP_SMUDGE", "1");
  set("GIT_PAGER", "cat");
  set("LC_ALL", "C");
  set("LANGUAGE", "");
  return variables;
}

std::vector<GitSetting> safe_git_settings() {
  return {
      {"core.hooksPath", std::string(kNowhere)},
      {"core.fsmonitor", "false"},
      {"core.askPass", ""},
      {"core.attributesFile", std::string(kNowhere)},
      {"core.logAllRefUpdates", "false"},
      {"core.bigFileThreshold", "32m"},  // larger ones are streamed
      {"credential.helper", ""},
      {"http.followRedirects", "initial"},  // a renamed repository answers so
      {"http.sslVerify", "true"},
      {"http.lowSpeedLimit", "1000"},  // bytes a second
      {"http.lowSpeedTime", "60"},     // seconds
      {"http.saveCookies", "false"},
      {"gc.auto", "0"},
      {"maintenance.auto", "false"},
      {"pack.threads", "1"},
      {"pack.windowMemory", "128m"},
      {"fetch.unpackLimit", "1"},  // packs, however small: loose objects are slow to read
      // Broken repositories are to be scanned too. What arrives is checked against its hashes in
      // any case, and what a scan cannot read it tells.
      {"transfer.fsckObjects", "false"},
      {"fetch.fsckObjects", "false"},
      {"fetch.recurseSubmodules", "false"},
      {"submodule.recurse", "false"},
      {"fetch.writeCommitGraph", "false"},
      {"fetch.showForcedUpdates", "false"},
      {"transfer.bundleURI", "false"},
      {"init.defaultBranch", "main"},
  };
}

}  // namespace keyhound
