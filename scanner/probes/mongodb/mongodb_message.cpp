// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/mongodb/mongodb_message.h"

#include <openssl/evp.h>

#include <array>
#include <initializer_list>

#include "scanner/base/crypto_library.h"
#include "scanner/base/text_encode.h"
#include "scanner/probes/mongodb/bson.h"
#include "scanner/probes/net/little_endian.h"

namespace keyhound {
namespace {

constexpr std::uint32_t kOpMsg = 2013;
constexpr std::size_t kFlags = 4;
constexpr char kBody = 0;

}  // namespace

std::string mongodb_message(std::string_view document, std::uint32_t number) {
  const std::size_t size = kMongodbHead + kFlags + 1 + document.size();
  std::string message = little_endian(size, 4) + little_endian(number, 4) + little_endian(0, 4) +
                        little_endian(kOpMsg, 4) + little_endian(0, 4) + kBody;
  message += document;
  return message;
}

std::optional<std::size_t> mongodb_rest(std::string_view head, std::uint32_t number) {
  if (head.size() != kMongodbHead) return std::nullopt;
  const std::size_t size = number_of_little_endian(head.substr(0, 4));
  if (number_of_little_endian(head.substr(8, 4)) != number ||
      number_of_little_endian(head.substr(12, 4)) != kOpMsg || size <= kMongodbHead + kFlags + 1 ||
      size > kLongestMongodbMessage)
    return std::nullopt;
  return size - kMongodbHead;
}

std::string_view mongodb_document(std::string_view rest) {
  if (rest.size() <= kFlags + 1 || number_of_little_endian(rest.substr(0, kFlags)) != 0 ||
      rest[kFlags] != kBody)
    return {};
  return rest.substr(kFlags + 1);
}

// The old name of the command is the one that all servers know.
std::string mongodb_hello(std::string_view database, std::string_view user) {
  return BsonWriter()
      .number("isMaster", 1)
      .text("saslSupportedMechs", std::string(database) + "." + std::string(user))
      .text("$db", "admin")
      .bytes();
}

std::string mongodb_sasl_start(std::string_view database, std::string_view mechanism,
                               std::string_view payload) {
  return BsonWriter()
      .number("saslStart", 1)
      .text("mechanism", mechanism)
      .binary("payload", payload)
      .document("options", BsonWriter().truth("skipEmptyExchange", true))
      .text("$db", database)
      .bytes();
}

std::string mongodb_sasl_continue(std::string_view database, std::int32_t conversation,
                                  std::string_view payload) {
  return BsonWriter()
      .number("saslContinue", 1)
      .number("conversationId", conversation)
      .binary("payload", payload)
      .text("$db", database)
      .bytes();
}

std::optional<std::string> mongodb_digest(std::string_view user, std::string_view password) {
  if (!load_libcrypto()) return std::nullopt;
  EVP_MD_CTX* const context = EVP_MD_CTX_new();
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  bool is_done = EVP_DigestInit_ex(context, EVP_md5(), nullptr) == 1;
  for (const std::string_view part : {user, std::string_view(":mongo:"), password})
    is_done = is_done && EVP_DigestUpdate(context, part.data(), part.size()) == 1;
  is_done = is_done && EVP_DigestFinal_ex(context, bytes.data(), &size) == 1;
  EVP_MD_CTX_free(context);
  if (!is_done) return std::nullopt;
  return to_hex({bytes.data(), size});
}

}  // namespace keyhound
