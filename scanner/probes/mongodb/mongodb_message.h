// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: messages of MongoDB, of the one kind OP_MSG with one document
// (https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/), and the commands of a
// login (https://github.com/mongodb/specifications/blob/master/source/auth/auth.md). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace keyhound {

inline constexpr std::size_t kMongodbHead = 16;
inline constexpr std::size_t kLongestMongodbMessage = 64U << 10U;

// The document as the message of that number.
std::string mongodb_message(std::string_view document, std::uint32_t number);

// How long the rest of a message is whose head answers the message of that number. Nothing for
// other heads, and for more than a login has.
std::optional<std::size_t> mongodb_rest(std::string_view head, std::uint32_t number);
// The document of what follows the head; empty: it is another kind of message.
std::string_view mongodb_document(std::string_view rest);

// Which server this is, and how that user of that database logs in.
std::string mongodb_hello(std::string_view database, std::string_view user);
// The first message of SCRAM, and what follows it in the conversation of that number.
std::string mongodb_sasl_start(std::string_view database, std::string_view mechanism,
                               std::string_view payload);
std::string mongodb_sasl_continue(std::string_view database, std::int32_t conversation,
                                  std::string_view payload);

// The password as SCRAM-SHA-1 of MongoDB takes it. Nothing where there is no MD5, as under FIPS.
std::optional<std::string> mongodb_digest(std::string_view user, std::string_view password);

}  // namespace keyhound
