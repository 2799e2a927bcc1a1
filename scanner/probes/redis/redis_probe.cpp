// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/redis/redis_probe.h"

#include <string>
#include <utility>

#include "scanner/base/signature.h"
#include "scanner/probes/login_stream.h"

// Two commands in text: Debian 12's hiredis has neither TLS nor connections that are made already.

namespace keyhound {
namespace {

constexpr std::string_view kName = "redis";
constexpr std::string_view kPort = "6379";
constexpr std::size_t kLongestLine = 1024;

std::string command_of(std::initializer_list<std::string_view> words) {
  std::string command = "*" + std::to_string(words.size()) + "\r\n";
  for (const std::string_view word : words) {
    command += "$" + std::to_string(word.size()) + "\r\n";
    command += word;
    command += "\r\n";
  }
  return command;
}

// The line that the server answers with, without its end.
Result<std::string> answer_to(ProbeStream& stream, std::string command) {
  const Status sent = stream.write(command);
  wipe(command);
  KEYHOUND_TRY_STATUS(sent);
  std::string line;
  while (!line.ends_with("\r\n")) {
    if (line.size() >= kLongestLine)
      return fail(ErrorKind::kCorrupt, "the server does not answer as Redis does");
    KEYHOUND_TRY(const std::string more, stream.read(1));
    line += more;
  }
  line.resize(line.size() - 2);
  return line;
}

// The refusals of Redis 6 and of those before (https://redis.io/docs/latest/commands/auth/).
bool is_refusal(std::string_view line) {
  return line.starts_with("-WRONGPASS ") || line ==
                                                "-ERR invalid "
                                                "password";
}

Result<ProbeVerdict> ask(const DatabaseLogin& login, const ProbeSettings& settings) {
  const bool wants_tls = login.scheme == "rediss" || login.scheme == "valkeys";
  KEYHOUND_TRY(ProbeStream stream, open_login_stream(login, wants_tls, settings));
  KEYHOUND_TRY(const std::string ping, answer_to(stream, command_of({"PING"})));
  if (ping == "+PONG")
    return ProbeVerdict{LivenessState::kIndeterminate, "the server lets everybody in"};
  if (!ping.starts_with("-NOAUTH "))
    return ProbeVerdict{LivenessState::kIndeterminate,
                        "the server answers no PING, and asks for no password"};
  std::string line;
  if (!login.user.empty()) {
    KEYHOUND_TRY(line, answer_to(stream, command_of({"AUTH", login.user, login.password})));
  }
  // Servers before 6 know no users, and some providers put one into the URL that means nothing.
  if (line != "+OK") {
    KEYHOUND_TRY(std::string without, answer_to(stream, command_of({"AUTH", login.password})));
    if (line.empty() || without == "+OK" || is_refusal(without)) line = std::move(without);
  }
  if (line == "+OK") return ProbeVerdict{LivenessState::kActive, "the server takes the password"};
  if (is_refusal(line))
    return ProbeVerdict{LivenessState::kRevoked, "the server refuses this user with this password"};
  return ProbeVerdict{LivenessState::kIndeterminate,
                      "the server answers otherwise than to a login"};
}

Result<ProbeTarget> target(const CredentialParts& parts, const ProbeSettings&) {
  KEYHOUND_TRY(const DatabaseLogin login, database_login(parts, kPort));
  if (login.scheme == "redis+sentinel")
    return fail(ErrorKind::kUnreadable, "the URL is one of sentinels, not of the server itself");
  return ProbeTarget{login.place.label(), "log in to Redis by PING and AUTH, and ask nothing"};
}

Liveness check(const CredentialParts& parts, const ProbeSettings& settings) {
  const auto place = target(parts, settings);
  if (!place)
    return probe_answer(kName, "", {LivenessState::kIndeterminate, place.error().message});
  return check_login(kName, kPort, parts, settings, ask);
}

}  // namespace

const Probe kRedisProbe = {kName, {"database-url-redis"}, target, check};

}  // namespace keyhound
