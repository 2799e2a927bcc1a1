// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/amqp/amqp_probe.h"

#include <string>
#include <utility>

#include "scanner/base/signature.h"
#include "scanner/probes/amqp/amqp_frame.h"
#include "scanner/probes/login_stream.h"

// Three frames: librabbitmq would look the host's name up by itself.

namespace keyhound {
namespace {

constexpr std::string_view kName = "amqp";
constexpr std::string_view kGreeting("AMQP\0\0\x09\x01", 8);
constexpr int kAccessRefused = 403;

std::string_view port_of(const CredentialParts& parts) {
  const auto scheme = parts.identity.find("scheme");
  return scheme != parts.identity.end() && scheme->second == "amqps" ? "5671" : "5672";
}

// A frame, which `bytes` holds.
Result<AmqpFrame> read_frame(ProbeStream& stream, std::string& bytes) {
  const auto wrong = fail(ErrorKind::kCorrupt, "the server does not answer as AMQP 0-9-1 has it");
  KEYHOUND_TRY(const std::string head, stream.read_exactly(kAmqpFrameHead));
  const auto size = amqp_rest(head);
  if (!size) return wrong;
  KEYHOUND_TRY(bytes, stream.read_exactly(*size));
  const auto frame = read_amqp_frame(bytes);
  if (!frame) return wrong;
  return *frame;
}

ProbeVerdict verdict_of_frame(const AmqpFrame& frame, const std::string& user) {
  if (frame.method == AmqpMethod::kTune)
    return {LivenessState::kActive, "the server lets the user in"};
  if (frame.method != AmqpMethod::kClose || code_of_close(frame.arguments) != kAccessRefused)
    return {LivenessState::kIndeterminate, "the server ends the login for another reason"};
  // RabbitMQ refuses this user from other machines, whatever the password.
  if (user == "guest")
    return {LivenessState::kIndeterminate,
            "the server refuses guest, maybe for where it comes from"};
  return {LivenessState::kRevoked, "the server refuses this user with this password (403)"};
}

Result<ProbeVerdict> ask(const DatabaseLogin& login, const ProbeSettings& settings) {
  KEYHOUND_TRY(ProbeStream stream, open_login_stream(login, login.scheme == "amqps", settings));
  KEYHOUND_TRY_STATUS(stream.write(kGreeting));
  std::string bytes;
  KEYHOUND_TRY(const AmqpFrame start, read_frame(stream, bytes));
  const std::string mechanisms = " " + std::string(mechanisms_of_start(start.arguments)) + " ";
  if (start.method != AmqpMethod::kStart || mechanisms.find(" PLAIN ") == std::string::npos)
    return ProbeVerdict{LivenessState::kIndeterminate, "the server takes no passwords (PLAIN)"};
  std::string answer = plain_login_frame(login.user, login.password);
  const Status sent = stream.write(answer);
  wipe(answer);
  KEYHOUND_TRY_STATUS(sent);
  KEYHOUND_TRY(const AmqpFrame end, read_frame(stream, bytes));
  return verdict_of_frame(end, login.user);
}

Result<ProbeTarget> target(const CredentialParts& parts, const ProbeSettings&) {
  KEYHOUND_TRY(const DatabaseLogin login, database_login(parts, port_of(parts)));
  return ProbeTarget{login.place.label(), "log in to the AMQP broker, and open nothing"};
}

Liveness check(const CredentialParts& parts, const ProbeSettings& settings) {
  return check_login(kName, port_of(parts), parts, settings, ask);
}

}  // namespace

const Probe kAmqpProbe = {kName, {"amqp-url"}, target, check};

}  // namespace keyhound
