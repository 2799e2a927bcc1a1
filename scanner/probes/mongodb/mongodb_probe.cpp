// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/mongodb/mongodb_probe.h"

#include <string>
#include <utility>

#include "scanner/base/signature.h"
#include "scanner/probes/login_stream.h"
#include "scanner/probes/mongodb/mongodb_login.h"

// Four commands: libmongoc starts threads that look for the other members of a replica set, whose
// names the server tells, and brings ten libraries.

namespace keyhound {
namespace {

constexpr std::string_view kName = "mongodb";
constexpr std::string_view kPort = "27017";

std::string option_of(const CredentialParts& parts, std::string_view name) {
  const auto found = parts.identity.find(name);
  return found == parts.identity.end() ? std::string() : found->second;
}

// Users from outside, such as those of a directory.
bool is_external(std::string_view source) {
  return source == "$external" || source == "%24external";
}

MongodbLogin login_of(const DatabaseLogin& login, const std::string& source,
                      const std::string& mechanism) {
  MongodbLogin whole{login.user, login.password, {}, mechanism};
  if (!source.empty()) {
    whole.sources = {source};
    return whole;
  }
  if (!login.database.empty()) whole.sources.push_back(login.database);
  if (login.database != "admin") whole.sources.emplace_back("admin");
  return whole;
}

// Over TLS where the server has it, whatever the URL says. Without it nothing that is sent tells
// the password either, but lets it be guessed: to internal hosts alone, and not where the URL
// wants TLS, or the server has it and is another than it should be.
Result<ProbeVerdict> ask(const DatabaseLogin& login, const MongodbLogin& whole,
                         const ProbeSettings& settings) {
  KEYHOUND_TRY(ProbeStream secure, ProbeStream::connect(login.place, settings));
  const Status tls = secure.start_tls(ProbeStream::Trust::kVerified);
  if (tls) return log_in_to_mongodb(secure, whole);
  if (secure.is_public() || login.tls == "true" || !secure.peer_certificate().empty())
    return fail(tls.error());
  // The name may lead elsewhere by now.
  KEYHOUND_TRY(ProbeStream plain, ProbeStream::connect(login.place, settings));
  if (plain.is_public()) return fail(tls.error());
  return log_in_to_mongodb(plain, whole);
}

Result<ProbeTarget> target(const CredentialParts& parts, const ProbeSettings&) {
  KEYHOUND_TRY(const DatabaseLogin login, database_login(parts, kPort));
  if (login.scheme == "mongodb+srv")
    return fail(ErrorKind::kUnreadable,
                "mongodb+srv:// names its servers by SRV records, which are not looked up; "
                "verify --secrets with identity:host=SERVER asks one");
  const std::string mechanism = option_of(parts, "auth_mechanism");
  const bool is_scram =
      mechanism.empty() || mechanism == "SCRAM-SHA-1" || mechanism == "SCRAM-SHA-256";
  if (!is_scram || is_external(option_of(parts, "auth_source")))
    return fail(ErrorKind::kUnreadable, "its URL asks for another way to log in than SCRAM");
  if (login.user.empty()) return fail(ErrorKind::kUnreadable, "nothing says whose password it is");
  return ProbeTarget{login.place.label(), "log in to MongoDB, and ask nothing"};
}

Liveness check(const CredentialParts& parts, const ProbeSettings& settings) {
  const auto place = target(parts, settings);
  if (!place)
    return probe_answer(kName, "", {LivenessState::kIndeterminate, place.error().message});
  ProbeSettings half = settings;  // for each of two connections
  half.timeout /= 2;
  return check_login(
      kName, kPort, parts, half, [&parts](const DatabaseLogin& login, const ProbeSettings& used) {
        MongodbLogin whole =
            login_of(login, option_of(parts, "auth_source"), option_of(parts, "auth_mechanism"));
        auto verdict = ask(login, whole, used);
        wipe(whole.password);
        return verdict;
      });
}

}  // namespace

const Probe kMongodbProbe = {kName, {"database-url-mongodb"}, target, check};

}  // namespace keyhound
