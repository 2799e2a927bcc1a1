// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/mirrors/git_failure.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

struct Sign {
  std::string_view text;
  std::string_view reason;
};

// The first that any line has wins: causes stand before what follows from them.
constexpr Sign kSigns[] = {
    {"No space left on device", "disk-full"},
    {"Disk quota exceeded", "disk-full"},
    {"File too large", "size-limit"},
    {"died of signal 25", "size-limit"},
    {"Out of memory", "memory-limit"},
    {"out of memory", "memory-limit"},
    {"Cannot allocate memory", "memory-limit"},
    {"transport '", "protocol"},
    {"unable to update url base from redirection", "protocol"},
    {"Protocol \"", "protocol"},
    {"Could not resolve host", "network"},
    {"Failed to connect", "network"},
    {"Couldn't connect", "network"},
    {"Connection refused", "network"},
    {"Connection timed out", "network"},
    {"Connection reset", "network"},
    {"Network is unreachable", "network"},
    {"No route to host", "network"},
    {"Operation timed out", "network"},
    {"Operation too slow", "network"},
    {"SSL certificate problem", "network"},
    {"SSL peer certificate", "network"},
    {"server certificate verification failed", "network"},
    {"SSL_ERROR", "network"},
    {"SSL routines", "network"},
    {"gnutls_handshake", "network"},
    {"GnuTLS", "network"},
    {"Host key verification failed", "access-denied"},
    {"Permission denied (publickey", "access-denied"},
    {"Authentication failed for", "access-denied"},
    {"could not read Username", "access-denied"},
    {"could not read Pass", "access-denied"},
    {"The requested URL returned error: 401", "access-denied"},
    {"The requested URL returned error: 403", "access-denied"},
    {"detected dubious ownership", "access-denied"},
    {"The requested URL returned error: 404", "not-found"},
    {"The requested URL returned error: 410", "not-found"},
    {"ERROR: Repository not found", "not-found"},
    {"does not appear to be a git repository", "not-found"},
    {"does not exist", "not-found"},
    {"fatal: repository '", "not-found"},  // "... not found"
    {"The requested URL returned error: ", "network"},
    {"not valid: is this a git repository?", "no-repository"},
    {"aborting due to possible repository corruption", "corrupt"},
    {"bad pack header", "corrupt"},
    {"pack has bad object", "corrupt"},
    {"pack is corrupted", "corrupt"},
    {"inflate returned", "corrupt"},
    {"inflate: data stream error", "corrupt"},
    {"is corrupt", "corrupt"},
    {"bad object ", "corrupt"},
    {"unable to read tree", "corrupt"},
    {"did not send all necessary objects", "corrupt"},
    {"unresolved deltas", "corrupt"},
    {"invalid index-pack output", "corrupt"},
    {"index-pack failed", "corrupt"},
    {"not a git repository", "corrupt"},
    {"bad config", "corrupt"},
    {"invalid sha1 pointer", "corrupt"},
    {"Permission denied", "access-denied"},
    {"the remote end hung up unexpectedly", "network"},
    {"unexpected disconnect", "network"},
    {"early EOF", "network"},
    {"RPC failed", "network"},
};

constexpr std::array<Sign, 10> kNextSteps = {{
    {"access-denied", "check the credential helper, the token and what it may read"},
    {"not-found", "it was renamed, deleted, or is private and the credentials do not show it"},
    {"network", "check the host's name, the network and its certificate, and run again"},
    {"disk-full", "make room in the cache folder and run again"},
    {"size-limit", "raise --mirror-limit, or leave the repository out"},
    {"memory-limit", "raise --memory-limit, or leave the repository out"},
    {"protocol", "allow the protocol if you trust it, or name another URL"},
    {"no-repository", "something else than a git repository answers there"},
    {"corrupt", "see `git fsck` where the repository is kept"},
    {"fetch-failed", "run `git fetch` by hand to see more"},
}};

constexpr std::size_t kShownLines = 3;
constexpr std::size_t kShownBytes = 600;
constexpr std::string_view kRemote = "remote:";

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    if (end != 0) lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// What stands in quotes is a name or an URL that somebody chose.
std::string without_quoted(std::string_view text) {
  std::string rest;
  bool is_quoted = false;
  for (const char c : text) {
    const bool is_end = c == '\n' || c == '\r';
    if (is_end) is_quoted = false;
    if (!is_quoted || c == '\'') rest += c;
    if (c == '\'') is_quoted = !is_quoted;
  }
  return rest;
}

bool counts(std::string_view line, const Sign& sign) {
  if (line.find(sign.text) == std::string_view::npos) return false;
  return !line.starts_with(kRemote) || sign.reason == "corrupt";
}

std::string_view reason_of(std::string_view messages) {
  const std::string unquoted = without_quoted(messages);
  const std::vector<std::string_view> lines = lines_of(unquoted);
  for (const Sign& sign : kSigns) {
    if (std::any_of(lines.begin(), lines.end(),
                    [&sign](std::string_view line) { return counts(line, sign); })) {
      return sign.reason;
    }
  }
  return "fetch-failed";
}

std::string_view next_step_of(std::string_view reason) {
  for (const Sign& step : kNextSteps) {
    if (step.text == reason) return step.reason;
  }
  return {};
}

// The last lines, those of the remote only where there are no others.
std::string shown_of(const std::vector<std::string_view>& lines) {
  std::vector<std::string_view> own;
  for (const std::string_view line : lines) {
    if (!line.starts_with(kRemote)) own.push_back(line);
  }
  const std::vector<std::string_view>& from = own.empty() ? lines : own;
  std::string shown;
  for (std::size_t i = from.size() - std::min(from.size(), kShownLines); i < from.size(); ++i) {
    if (!shown.empty()) shown += "; ";
    shown += from[i];
  }
  if (shown.empty()) return "git said nothing";
  return shown;
}

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = 0; !what.empty() && (at = text.find(what, at)) != std::string::npos;) {
    text.replace(at, what.size(), by);
    at += by.size();
  }
}

}  // namespace

std::string scrub(std::string_view text, const std::vector<std::string>& secrets) {
  std::string clean(text);
  for (const std::string& secret : secrets) replace_all(clean, secret, "***");
  constexpr std::string_view kMark = "://";
  for (std::size_t at = 0; (at = clean.find(kMark, at)) != std::string::npos;) {
    at += kMark.size();
    const std::size_t end = std::min(clean.find_first_of("/ \t\r\n'\"", at), clean.size());
    const std::size_t user_end = clean.rfind('@', end == 0 ? 0 : end - 1);
    if (user_end == std::string::npos || user_end < at) continue;
    clean.erase(at, user_end + 1 - at);
  }
  return clean;
}

TargetFailure git_failure(std::string_view what, std::string_view messages,
                          const std::vector<std::string>& secrets) {
  const std::string clean = scrub(messages, secrets);
  const std::vector<std::string_view> lines = lines_of(clean);
  const std::string_view reason = reason_of(clean);
  std::string shown = shown_of(lines);
  if (shown.size() > kShownBytes) shown = "..." + shown.substr(shown.size() - kShownBytes);
  return {std::string(reason),
          fmt::format("git {}: {}; {}", what, escape_for_terminal(shown), next_step_of(reason))};
}

}  // namespace keyhound
