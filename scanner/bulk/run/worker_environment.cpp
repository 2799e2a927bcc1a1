// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/worker_environment.h"

#include <unistd.h>

#include <algorithm>
#include <iterator>

namespace keyhound {
namespace {

// Where programs, files and the user's settings are; how git and ssh reach a host.
constexpr std::string_view kNames[] = {"PATH",
                                       "HOME",
                                       "USER",
                                       "LOGNAME",
                                       "LANG",
                                       "LANGUAGE",
                                       "TZ",
                                       "TMPDIR",
                                       "SSH_AUTH_SOCK",
                                       "SSL_CERT_FILE",
                                       "SSL_CERT_DIR",
                                       "http_proxy",
                                       "https_proxy",
                                       "HTTP_PROXY",
                                       "HTTPS_PROXY",
                                       "all_proxy",
                                       "ALL_PROXY",
                                       "no_proxy",
                                       "NO_PROXY",
                                       "GIT_SSL_CAINFO",
                                       "GIT_SSH_COMMAND",
                                       "NO_COLOR",
                                       "KEYHOUND_FINGERPRINT_KEY",
                                       "KEYHOUND_PREVIOUS_FINGERPRINT_KEYS"};

constexpr std::string_view kBeginnings[] = {"LC_",           "XDG_",         "ASAN_OPTIONS",
                                            "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS"};

bool is_given(std::string_view name) {
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames) ||
         std::any_of(std::begin(kBeginnings), std::end(kBeginnings),
                     [name](std::string_view beginning) { return name.starts_with(beginning); });
}

}  // namespace

Environment process_environment() {
  Environment all;
  for (char** entry = ::environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (equals != std::string_view::npos && equals > 0)
      all.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return all;
}

Environment worker_environment(const Environment& all, std::string_view token_variable) {
  Environment given;
  for (const auto& variable : all) {
    const bool is_token = !token_variable.empty() && variable.first == token_variable;
    if (is_token || is_given(variable.first)) given.push_back(variable);
  }
  return given;
}

}  // namespace keyhound
