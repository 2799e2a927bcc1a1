// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/sqlserver/tds_packet.h"

#include <algorithm>

#include "scanner/base/check.h"
#include "scanner/base/signature.h"
#include "scanner/base/utf8.h"
#include "scanner/probes/net/little_endian.h"

namespace keyhound {
namespace {

constexpr std::size_t kPacketSize = 4096;
constexpr char kEndOfMessage = 0x01;

constexpr std::uint8_t kVersionOption = 0;
constexpr std::uint8_t kEncryptionOption = 1;
constexpr std::uint8_t kNoMoreOptions = 0xff;
constexpr std::size_t kOptionSize = 5;
constexpr char kEncrypted = 1;  // ENCRYPT_ON
constexpr char kMustEncrypt = 3;

constexpr std::uint8_t kError = 0xaa;
constexpr std::uint8_t kInfo = 0xab;
constexpr std::uint8_t kLetIn = 0xad;
constexpr std::uint8_t kChange = 0xe3;
constexpr std::uint8_t kDone = 0xfd;
constexpr std::uint8_t kDoneInProcedure = 0xff;
constexpr std::size_t kDoneSize = 12;
constexpr char kRouting = 20;
constexpr std::size_t kMostTokens = 256;

constexpr std::size_t kLoginHead = 94;
constexpr std::size_t kMostCharacters = 128;
constexpr std::uint32_t kTds74 = 0x74000004;
constexpr char kWarnOfDatabase = 0x20;  // fUseDB: that it is another one fails nothing by itself

std::size_t big_endian_16(std::string_view bytes) {
  return (static_cast<std::size_t>(static_cast<std::uint8_t>(bytes[0])) << 8U) |
         static_cast<std::uint8_t>(bytes[1]);
}

// As UTF-16, least byte first.
std::optional<std::string> wide(std::string_view text) {
  std::string bytes;
  bytes.reserve(4 * text.size());  // no copy is left behind
  while (!text.empty()) {
    const Utf8Unit unit = next_utf8(text);
    if (!unit.valid) return std::nullopt;
    if (unit.code_point < 0x10000) {
      bytes += little_endian(unit.code_point, 2);
    } else {
      const std::size_t rest = unit.code_point - 0x10000;
      bytes +=
          little_endian(0xd800 + (rest >> 10U), 2) + little_endian(0xdc00 + (rest & 0x3ffU), 2);
    }
    text.remove_prefix(unit.length);
  }
  if (bytes.size() > 2 * kMostCharacters) return std::nullopt;
  return bytes;
}

// Section 2.2.6.4: no protection, which TLS is.
void scramble(std::string& password) {
  for (char& c : password) {
    const unsigned byte = static_cast<std::uint8_t>(c);
    c = static_cast<char>(((byte << 4U) | (byte >> 4U)) ^ 0xa5U);
  }
}

// Places and texts of a login, one behind the other.
class LoginTexts {
 public:
  LoginTexts() { texts_.reserve(10 * kMostCharacters); }
  ~LoginTexts() { wipe(texts_); }
  LoginTexts(const LoginTexts&) = delete;
  LoginTexts& operator=(const LoginTexts&) = delete;

  void add(std::string_view text) {
    places_ += little_endian(kLoginHead + texts_.size(), 2) + little_endian(text.size() / 2, 2);
    texts_ += text;
  }
  void add_bytes(std::string_view bytes) { places_ += bytes; }
  [[nodiscard]] const std::string& places() const { return places_; }
  [[nodiscard]] const std::string& texts() const { return texts_; }

 private:
  std::string places_;
  std::string texts_;
};

}  // namespace

std::optional<TdsHead> read_tds_head(std::string_view head) {
  if (head.size() != kTdsHead) return std::nullopt;
  const auto kind = TdsKind{static_cast<std::uint8_t>(head[0])};
  const std::size_t size = big_endian_16(head.substr(2, 2));
  if ((kind != TdsKind::kAnswer && kind != TdsKind::kPrelogin) || size <= kTdsHead)
    return std::nullopt;
  return TdsHead{kind, (head[1] & kEndOfMessage) != 0, size - kTdsHead};
}

std::string tds_message(TdsKind kind, std::string_view body) {
  std::string message;
  message.reserve(body.size() + kTdsHead * (body.size() / kPacketSize + 2));
  for (char number = 1; number == 1 || !body.empty(); ++number) {
    const std::string_view piece = body.substr(0, kPacketSize - kTdsHead);
    body.remove_prefix(piece.size());
    const std::size_t size = kTdsHead + piece.size();
    message += static_cast<char>(kind);
    message += body.empty() ? kEndOfMessage : '\0';
    message += static_cast<char>(size >> 8U);
    message += static_cast<char>(size & 0xffU);
    message += std::string{0, 0, number, 0};  // of no process
    message += piece;
  }
  return message;
}

std::string tds_prelogin() {
  constexpr std::size_t kVersionSize = 6;
  constexpr char kStart = 2 * kOptionSize + 1;
  std::string body;
  body += std::string{kVersionOption, 0, kStart, 0, kVersionSize};
  body += std::string{kEncryptionOption, 0, kStart + kVersionSize, 0, 1};
  body += static_cast<char>(kNoMoreOptions);
  body += std::string(kVersionSize, '\0');
  body += kEncrypted;
  return body;
}

std::optional<bool> takes_tds_tls(std::string_view prelogin) {
  for (std::size_t at = 0; at < prelogin.size(); at += kOptionSize) {
    const auto option = static_cast<std::uint8_t>(prelogin[at]);
    if (option == kNoMoreOptions || at + kOptionSize > prelogin.size()) return std::nullopt;
    if (option != kEncryptionOption) continue;
    const std::size_t place = big_endian_16(prelogin.substr(at + 1, 2));
    if (big_endian_16(prelogin.substr(at + 3, 2)) != 1 || place >= prelogin.size())
      return std::nullopt;
    return prelogin[place] == kEncrypted || prelogin[place] == kMustEncrypt;
  }
  return std::nullopt;
}

std::optional<std::string> tds_login(const TdsLogin& login) {
  const auto user = wide(login.user);
  auto password = wide(login.password);
  const auto server = wide(login.server);
  const auto database = wide(login.database);
  const auto name = wide("keyhound");
  if (!user || !password || !server || !database || !name) return std::nullopt;
  scramble(*password);
  LoginTexts texts;
  texts.add(*name);  // of this machine
  texts.add(*user);
  texts.add(*password);
  texts.add(*name);  // of the program
  texts.add(*server);
  texts.add("");     // extensions
  texts.add(*name);  // of the library
  texts.add("");     // language
  texts.add(*database);
  texts.add_bytes(std::string(6, '\0'));  // address of the network card
  texts.add("");                          // Windows logins
  texts.add("");                          // a file to attach
  texts.add("");                          // a new password
  texts.add_bytes(little_endian(0, 4));   // longer Windows logins
  wipe(*password);
  std::string body;
  body.reserve(kLoginHead + texts.texts().size());
  body += little_endian(kLoginHead + texts.texts().size(), 4) + little_endian(kTds74, 4) +
          little_endian(kPacketSize, 4) + std::string(12, '\0');  // version, process, connection
  body += kWarnOfDatabase;
  body += std::string(3 + 4 + 4, '\0');  // other options, time zone, language
  body += texts.places();
  KEYHOUND_CHECK(body.size() == kLoginHead);
  body += texts.texts();
  return body;
}

std::optional<TdsAnswer> read_tds_answer(std::string_view tokens) {
  TdsAnswer answer;
  for (std::size_t count = 0; !tokens.empty(); ++count) {
    if (count == kMostTokens) return std::nullopt;
    const auto kind = static_cast<std::uint8_t>(tokens.front());
    tokens.remove_prefix(1);
    std::size_t size = kDoneSize;
    if (kind == kError || kind == kInfo || kind == kLetIn || kind == kChange) {
      if (tokens.size() < 2) return std::nullopt;
      size = number_of_little_endian(tokens.substr(0, 2));
      tokens.remove_prefix(2);
    } else if (kind < kDone || kind > kDoneInProcedure) {
      return std::nullopt;
    }
    if (size > tokens.size()) return std::nullopt;
    const std::string_view content = tokens.substr(0, size);
    tokens.remove_prefix(size);
    if (kind == kLetIn) answer.is_let_in = true;
    if (kind == kChange && content.starts_with(kRouting)) answer.is_sent_on = true;
    if (kind != kError) continue;
    if (content.size() < 4) return std::nullopt;
    answer.errors.push_back(
        static_cast<std::int32_t>(number_of_little_endian(content.substr(0, 4))));
  }
  return answer;
}

}  // namespace keyhound
