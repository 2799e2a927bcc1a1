// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "scanner/probes/amqp/amqp_probe.h"
#include "scanner/probes/drivers/driver_probes.h"
#include "scanner/probes/ldap/ldap_probe.h"
#include "scanner/probes/mongodb/mongodb_probe.h"
#include "scanner/probes/mysql/mysql_probe.h"
#include "scanner/probes/postgresql/postgresql_probe.h"
#include "scanner/probes/probe.h"
#include "scanner/probes/redis/redis_probe.h"
#include "scanner/probes/sqlserver/sqlserver_probe.h"
#include "scanner/probes/ssh/ssh_key_probe.h"
#include "scanner/probes/tls/tls_key_probe.h"

namespace keyhound {
namespace {

constexpr std::array kProbes = {
    &kPostgresqlProbe, &kPgpassProbe,  &kMysqlProbe,     &kRedisProbe,        &kAmqpProbe,
    &kLdapProbe,       &kMongodbProbe, &kSqlserverProbe, &kSqlserverUrlProbe, &kJdbcProbe,
    &kOdbcProbe,       &kSshKeyProbe,  &kTlsKeyProbe};

}  // namespace

std::span<const Probe* const> all_probes() { return kProbes; }

const Probe* probe_of_rule(std::string_view rule_id) {
  const auto probes = all_probes();
  const auto found = std::find_if(probes.begin(), probes.end(), [rule_id](const Probe* probe) {
    return std::find(probe->rules.begin(), probe->rules.end(), rule_id) != probe->rules.end();
  });
  return found == probes.end() ? nullptr : *found;
}

}  // namespace keyhound
