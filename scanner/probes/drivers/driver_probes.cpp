// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/drivers/driver_probes.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "scanner/base/ascii.h"
#include "scanner/base/signature.h"
#include "scanner/probes/mysql/mysql_probe.h"
#include "scanner/probes/password_text.h"
#include "scanner/probes/postgresql/postgresql_probe.h"
#include "scanner/probes/probe_answer.h"
#include "scanner/probes/sqlserver/sqlserver_probe.h"

namespace keyhound {
namespace {

// The probe of the database, and the credential as that one takes it.
struct Translated {
  const Probe* probe = nullptr;
  CredentialParts parts;
};
using Translate = Result<Translated> (*)(const CredentialParts&);

std::string value_of(const CredentialParts& parts, std::string_view name) {
  const auto found = parts.identity.find(name);
  return found == parts.identity.end() ? std::string() : found->second;
}

Error unknown_database() {
  return {ErrorKind::kUnreadable, "it is for a database that no probe asks"};
}

// The parts under the names of other connection strings. Those that stand behind the password have
// others in the rules.
CredentialParts renamed(const CredentialParts& parts, std::string_view host) {
  CredentialParts plain;
  plain.secret = parts.secret;
  plain.identity["host"] = host;
  for (const char* name : {"port", "tls", "user", "database"})
    plain.identity[name] = value_of(parts, name);
  if (plain.identity["user"].empty()) plain.identity["user"] = value_of(parts, "login");
  for (const char* name : {"catalog", "later_catalog"}) {
    const std::string catalog = value_of(parts, name);
    if (!catalog.empty()) plain.identity["database"] = catalog;
  }
  return plain;
}

// What stands there as it is, for a probe that decodes percents.
void encode(CredentialParts& parts) {
  for (std::string* text : {&parts.secret, &parts.identity["user"], &parts.identity["database"]}) {
    std::string encoded;
    encoded.reserve(3 * text->size());
    for (const char c : *text) {
      if (c == '%')
        encoded += "%25";
      else
        encoded += c;
    }
    wipe(*text);
    *text = std::move(encoded);
  }
}

Result<Translated> translate_jdbc(const CredentialParts& parts) {
  Translated translated{nullptr, renamed(parts, value_of(parts, "host"))};
  const std::string scheme = value_of(parts, "scheme");
  if (scheme == "postgresql") translated.probe = &kPostgresqlProbe;
  if (scheme == "mysql" || scheme == "mariadb") translated.probe = &kMysqlProbe;
  if (scheme == "sqlserver" || scheme == "jtds:sqlserver") translated.probe = &kSqlserverProbe;
  if (translated.probe == nullptr) return fail(unknown_database());
  return translated;
}

Result<Translated> translate_odbc(const CredentialParts& parts) {
  Translated translated{nullptr, renamed(parts, value_of(parts, "server"))};
  const std::string driver = to_lower_ascii(value_of(parts, "driver"));
  const auto is_of = [&driver](std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) {
      if (driver.find(word) != std::string::npos) return true;
    }
    return false;
  };
  if (is_of({"postgres", "psqlodbc"})) {
    translated.probe = &kPgpassProbe;
  } else if (is_of({"mysql", "mariadb"})) {
    translated.probe = &kMysqlProbe;
    encode(translated.parts);
  } else if (is_of({"sql server", "freetds"})) {
    translated.probe = &kSqlserverProbe;
  } else {
    return fail(unknown_database());
  }
  return translated;
}

template <Translate translate>
Result<ProbeTarget> target(const CredentialParts& parts, const ProbeSettings& settings) {
  KEYHOUND_TRY(Translated translated, translate(parts));
  auto place = translated.probe->target(translated.parts, settings);
  wipe(translated.parts.secret);
  return place;
}

template <Translate translate>
Liveness check(const CredentialParts& parts, const ProbeSettings& settings) {
  auto translated = translate(parts);
  if (!translated)
    return probe_answer("driver", "", {LivenessState::kIndeterminate, translated.error().message});
  Liveness liveness = translated->probe->check(translated->parts, settings);
  wipe(translated->parts.secret);
  return unless_cut(parts, std::move(liveness));
}

}  // namespace

const Probe kJdbcProbe = {
    "jdbc", {"jdbc-url-password"}, target<translate_jdbc>, check<translate_jdbc>};
const Probe kOdbcProbe = {
    "odbc", {"odbc-connection-string"}, target<translate_odbc>, check<translate_odbc>};

}  // namespace keyhound
