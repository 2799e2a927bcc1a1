// SPDX-License-Identifier: Apache-2.0
// A MongoDB as its specifications have it, since no Debian package is one: OP_MSG
// (https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/) and logins by SCRAM
// (https://github.com/mongodb/specifications/blob/master/source/auth/auth.md).
#pragma once

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/text_decode.h"
#include "scanner/base/text_encode.h"
#include "scanner/probes/mongodb/bson.h"
#include "scanner/probes/mongodb/mongodb_message.h"
#include "scanner/probes/net/little_endian.h"
#include "tests/support/scripted_server.h"
#include "tests/support/tls_host.h"

namespace keyhound::testing {

// The server's side of one conversation of SCRAM.
class ScramServer {
 public:
  ScramServer(bool is_sha1, std::string password, int rounds)
      : kind_(is_sha1 ? EVP_sha1() : EVP_sha256()),
        password_(std::move(password)),
        rounds_(rounds) {}
  std::string first(const std::string& client_first) {
    bare_ = client_first.substr(3);
    const std::string nonce = bare_.substr(bare_.find(",r=") + 3) + "server";
    first_ = "r=" + nonce + ",s=" + to_base64("saltsalt") + ",i=" + std::to_string(rounds_);
    return first_;
  }
  // Empty: the password is another one.
  std::string last(const std::string& client_final) {
    const std::size_t at = client_final.rfind(",p=");
    const std::string all = bare_ + "," + first_ + "," + client_final.substr(0, at);
    std::string salted(static_cast<std::size_t>(EVP_MD_get_size(kind_)), '\0');
    PKCS5_PBKDF2_HMAC(password_.data(), static_cast<int>(password_.size()), bytes("saltsalt"), 8,
                      rounds_, kind_, static_cast<int>(salted.size()),
                      reinterpret_cast<unsigned char*>(salted.data()));
    const std::string stored = digest(hmac(salted, "Client Key"));
    std::string key = from_base64(client_final.substr(at + 3)).value_or("");
    const std::string signature = hmac(stored, all);
    if (key.size() != signature.size()) return "";
    std::transform(key.begin(), key.end(), signature.begin(), key.begin(),
                   [](char a, char b) { return static_cast<char>(a ^ b); });
    return digest(key) == stored ? "v=" + to_base64(hmac(hmac(salted, "Server Key"), all)) : "";
  }

 private:
  static const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  }
  std::string hmac(std::string_view key, std::string_view text) const {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    HMAC(kind_, key.data(), static_cast<int>(key.size()), bytes(text), text.size(), out, &size);
    return {reinterpret_cast<const char*>(out), size};
  }
  std::string digest(std::string_view text) const {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), out, &size, kind_, nullptr);
    return {reinterpret_cast<const char*>(out), size};
  }

  const EVP_MD* kind_;
  std::string password_;
  int rounds_;
  std::string bare_;
  std::string first_;
};

class FakeMongodb {
 public:
  struct Account {
    std::vector<std::string> mechanisms;
    std::string password;
  };
  struct Settings {
    bool has_tls = true;
    std::map<std::string, Account, std::less<>> accounts;  // by "database.user"
    bool tells_mechanisms = true;
    bool has_data = true;
    bool has_long_end = false;  // as before 4.4
    bool proves = true;
    int rounds = 4096;
    int code = 18;        // of a refusal
    int unknown_way = 0;  // of SCRAM-SHA-256, to everybody
  };
  explicit FakeMongodb(Settings settings)
      : settings_(std::move(settings)),
        server_([this](const ScriptedServer::Peer& peer) { serve(peer); }) {}
  [[nodiscard]] int port() const { return server_.port(); }
  [[nodiscard]] int connections() const { return server_.connections(); }
  [[nodiscard]] const TlsHost& host() const { return host_; }
  [[nodiscard]] const std::string& heard() const { return heard_; }
  // "database mechanism" of every conversation that was begun.
  [[nodiscard]] const std::vector<std::string>& asked() const { return asked_; }

 private:
  void serve(const ScriptedServer::Peer& peer) {
    TlsStream stream(peer.descriptor());
    if (settings_.has_tls && !stream.shake_hands(host_.context())) return;
    std::string held;
    const auto receive = [&](std::size_t count) {
      while (held.size() < count && stream.receive(held)) {
      }
      std::string taken = held.substr(0, count);
      held.erase(0, count);
      return taken;
    };
    for (;;) {
      const std::string head = receive(kMongodbHead);
      if (head.size() != kMongodbHead || number_of_little_endian(head.substr(12, 4)) != 2013)
        return;
      const std::string rest = receive(number_of_little_endian(head.substr(0, 4)) - kMongodbHead);
      heard_ += rest;
      const auto command = BsonReader::read(mongodb_document(rest));
      if (!command) return;
      std::string document = answer_to(*command).bytes();
      const std::size_t list = document.find("\3saslSupportedMechs");
      if (list != std::string::npos) document[list] = '\4';  // a list, not a document
      std::string message = mongodb_message(document, 99);
      message.replace(8, 4, head.substr(4, 4));  // which request it answers
      stream.send(message);
    }
  }

  BsonWriter answer_to(const BsonReader& command) {
    if (command.number("isMaster")) return hello(std::string(*command.text("saslSupportedMechs")));
    const std::string payload(command.binary("payload").value_or(""));
    if (command.number("saslStart")) {
      const std::string source(*command.text("$db"));
      const std::string mechanism(*command.text("mechanism"));
      asked_.push_back(source + " " + mechanism);
      if (settings_.unknown_way != 0 && mechanism == "SCRAM-SHA-256")
        return error(settings_.unknown_way);
      const std::string user = payload.substr(5, payload.find(",r=") - 5);
      const auto account = settings_.accounts.find(source + "." + user);
      if (account == settings_.accounts.end()) return error(settings_.code);
      const auto& ways = account->second.mechanisms;
      if (std::find(ways.begin(), ways.end(), mechanism) == ways.end())
        return error(settings_.code);
      const bool is_sha1 = mechanism == "SCRAM-SHA-1";
      const std::string& password = account->second.password;
      scram_ = std::make_unique<ScramServer>(
          is_sha1, is_sha1 ? mongodb_digest(user, password).value_or("") : password,
          settings_.rounds);
      return step(scram_->first(payload), false);
    }
    if (payload.empty()) return step("", true);
    const std::string last = scram_ ? scram_->last(payload) : "";
    if (last.empty()) return error(settings_.code);
    return step(settings_.proves ? last : "v=" + to_base64("somebody else"),
                !settings_.has_long_end);
  }

  BsonWriter hello(const std::string& user) const {
    BsonWriter answer;
    answer.truth("ismaster", settings_.has_data).number("maxWireVersion", 21);
    const auto account = settings_.accounts.find(user);
    if (settings_.tells_mechanisms && account != settings_.accounts.end()) {
      BsonWriter list;
      for (std::size_t i = 0; i < account->second.mechanisms.size(); ++i)
        list.text(std::to_string(i), account->second.mechanisms[i]);
      answer.document("saslSupportedMechs", list);
    }
    return answer.number("ok", 1);
  }
  static BsonWriter step(const std::string& payload, bool is_done) {
    return BsonWriter()
        .number("conversationId", 7)
        .truth("done", is_done)
        .binary("payload", payload)
        .number("ok", 1);
  }
  static BsonWriter error(int code) {
    return BsonWriter()
        .number("ok", 0)
        .text("errmsg", "Authentication failed.")
        .number("code", code);
  }

  Settings settings_;
  TlsHost host_;
  std::unique_ptr<ScramServer> scram_;
  std::string heard_;
  std::vector<std::string> asked_;
  ScriptedServer server_;
};

}  // namespace keyhound::testing
