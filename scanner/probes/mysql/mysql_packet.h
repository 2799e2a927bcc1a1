// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: the packets of a login to MySQL and MariaDB
// (https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html,
// https://mariadb.com/kb/en/connection/). Pure, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace keyhound {

inline constexpr std::size_t kMysqlPacketHead = 4;
inline constexpr std::size_t kLongestMysqlPacket = 64U << 10U;

// Length of what follows the head; nothing for more than a login has.
std::optional<std::size_t> mysql_packet_size(std::string_view head);
// `body` as the packet of that number.
std::string mysql_packet(std::string_view body, std::uint8_t number);

// What the server says first.
struct MysqlGreeting {
  bool has_tls = false;
  std::string nonce;   // that the password is mixed with
  std::string plugin;  // how its users log in, unless they do otherwise
};
// Nothing for what is no greeting of version 10.
std::optional<MysqlGreeting> read_mysql_greeting(std::string_view body);

// That the client goes on over TLS, and the login itself. No database is named.
std::string mysql_tls_request();
std::string mysql_login(std::string_view user, std::string_view proof, std::string_view plugin,
                        bool has_tls);

// What the server answers a login with.
struct MysqlAnswer {
  enum class Kind { kOk, kError, kSwitch, kMore, kOther };
  Kind kind = Kind::kOther;
  int error = 0;       // of kError
  std::string plugin;  // of kSwitch: how this user logs in
  std::string data;    // of kSwitch: the nonce; of kMore: what more there is
};
MysqlAnswer read_mysql_answer(std::string_view body);

// What proves the password to a plugin without telling it: mysql_native_password (SHA-1) and
// caching_sha2_password (SHA-256). Nothing for other plugins.
std::optional<std::string> mysql_proof(std::string_view plugin, std::string_view password,
                                       std::string_view nonce);

}  // namespace keyhound
