// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: the packets of a login to SQL Server, in version 7.4 of its protocol
// (https://learn.microsoft.com/openspecs/windows_protocols/ms-tds/, sections 2.2.3 packets, 2.2.6.4
// LOGIN7, 2.2.6.5 PRELOGIN, 2.2.7 tokens). Pure, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keyhound {

inline constexpr std::size_t kTdsHead = 8;

enum class TdsKind : std::uint8_t { kAnswer = 0x04, kLogin = 0x10, kPrelogin = 0x12 };

struct TdsHead {
  TdsKind kind = TdsKind::kAnswer;
  bool is_last = false;  // of its message
  std::size_t rest = 0;  // how many bytes follow
};
// Nothing for what is no head, or one of another kind.
std::optional<TdsHead> read_tds_head(std::string_view head);
// In packets of 4096 bytes at most.
std::string tds_message(TdsKind kind, std::string_view body);

// What client and server tell each other first: that all is to go over TLS.
std::string tds_prelogin();
// Whether the server agrees; nothing where the message is damaged.
std::optional<bool> takes_tds_tls(std::string_view prelogin);

struct TdsLogin {
  std::string user;
  std::string password;
  std::string server;    // its name, by which a gateway knows it
  std::string database;  // empty: the user's own
};
// The body of the login; tells nothing of this machine. Nothing where a text of it is longer than
// the protocol has it (128 characters), or no UTF-8.
std::optional<std::string> tds_login(const TdsLogin& login);

// What the tokens of the answer to a login say.
struct TdsAnswer {
  bool is_let_in = false;            // LOGINACK
  bool is_sent_on = false;           // to another server, which is to be asked
  std::vector<std::int32_t> errors;  // numbers of errors, as they come
};
// Nothing where they are damaged, or of kinds that no answer to a login has.
std::optional<TdsAnswer> read_tds_answer(std::string_view tokens);

}  // namespace keyhound
