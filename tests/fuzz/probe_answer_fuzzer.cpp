// SPDX-License-Identifier: Apache-2.0
// Whatever a server answers to a login in its own protocol: what is read of it lies within it, no
// length goes beyond what a login has, and what nobody asked for proves nothing.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/base/check.h"
#include "scanner/probes/amqp/amqp_frame.h"
#include "scanner/probes/ldap/ldap_message.h"
#include "scanner/probes/mongodb/bson.h"
#include "scanner/probes/mongodb/mongodb_message.h"
#include "scanner/probes/mysql/mysql_packet.h"
#include "scanner/probes/net/peer_certificate.h"
#include "scanner/probes/postgresql/postgres_answer.h"
#include "scanner/probes/scram/scram_client.h"
#include "scanner/probes/sqlserver/tds_packet.h"

namespace {

using namespace keyhound;

bool is_within(std::string_view part, std::string_view whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

void check_ldap(std::string_view input) {
  const auto more = ldap_length_bytes(input.substr(0, kLdapHead));
  KEYHOUND_CHECK(!more || *more <= 4);
  if (more && input.size() >= kLdapHead + *more) {
    const auto rest = ldap_rest(input.substr(0, kLdapHead + *more));
    KEYHOUND_CHECK(!rest || (*rest > 0 && *rest <= kLongestLdapMessage));
  }
  const auto answer = read_ldap_answer(input);
  if (answer) KEYHOUND_CHECK(answer->result >= 0 && is_within(answer->message, input));
}

void check_mongodb(std::string_view input) {
  const auto rest = mongodb_rest(input.substr(0, kMongodbHead), 1);
  KEYHOUND_CHECK(!rest || (*rest > 0 && *rest <= kLongestMongodbMessage));
  KEYHOUND_CHECK(is_within(mongodb_document(input), input));
  for (const std::string_view document : {input, mongodb_document(input)}) {
    const auto reader = BsonReader::read(document);
    if (!reader) continue;
    for (const std::string_view name : {"ok", "code", "done", "payload", "a", ""}) {
      KEYHOUND_CHECK(!reader->number(name) || !reader->text(name));
      KEYHOUND_CHECK(is_within(reader->text(name).value_or(""), input));
      KEYHOUND_CHECK(is_within(reader->binary(name).value_or(""), input));
      for (const std::string_view one :
           reader->texts(name).value_or(std::vector<std::string_view>()))
        KEYHOUND_CHECK(is_within(one, input));
    }
  }
  if (input.find(",i=") != std::string_view::npos && input.size() > 100) return;  // takes its time
  ScramClient client(ScramHash::kSha256, "user", "pencil", "a");
  KEYHOUND_CHECK(!client.is_proof(input));
  const auto proof = client.final_message(input);
  if (proof) KEYHOUND_CHECK(proof->starts_with("c=biws,r=a") && !client.is_proof(input));
}

void check_sqlserver(std::string_view input) {
  const auto head = read_tds_head(input.substr(0, kTdsHead));
  KEYHOUND_CHECK(!head || (head->rest > 0 && head->rest < 65536));
  takes_tds_tls(input);
  const auto answer = read_tds_answer(input);
  if (answer) KEYHOUND_CHECK(answer->errors.size() <= input.size() / 7);
  if (const auto login = tds_login({"user", std::string(input), "host", ""}))
    KEYHOUND_CHECK(login->size() <= 94 + 2 * (3 * 8 + 4 + 128 + 4));
}

void check_others(std::string_view input) {
  const auto size = mysql_packet_size(input.substr(0, kMysqlPacketHead));
  KEYHOUND_CHECK(!size || (*size > 0 && *size <= kLongestMysqlPacket));
  if (const auto greeting = read_mysql_greeting(input))
    KEYHOUND_CHECK(greeting->nonce.size() == 20);
  read_mysql_answer(input);
  const auto rest = amqp_rest(input.substr(0, kAmqpFrameHead));
  KEYHOUND_CHECK(!rest || *rest <= kLongestAmqpFrame + 1);
  if (const auto frame = read_amqp_frame(input)) {
    KEYHOUND_CHECK(is_within(mechanisms_of_start(frame->arguments), input));
    KEYHOUND_CHECK(code_of_close(frame->arguments) >= 0);
  }
  for (const bool is_new : {false, true})
    KEYHOUND_CHECK(is_within(certificate_of_message(input, is_new), input));
  PostgresEnd end;
  end.phase = PostgresPhase::kLogin;
  read_postgres_message(input, end);
  KEYHOUND_CHECK(verdict_of(end).state != LivenessState::kActive);  // no password was asked for
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  check_ldap(input);
  check_mongodb(input);
  check_sqlserver(input);
  check_others(input);
  return 0;
}
