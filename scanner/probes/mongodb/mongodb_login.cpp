// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/mongodb/mongodb_login.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "scanner/base/ascii.h"
#include "scanner/probes/mongodb/bson.h"
#include "scanner/probes/mongodb/mongodb_message.h"
#include "scanner/probes/scram/scram_client.h"

namespace keyhound {
namespace {

constexpr std::string_view kSha1 = "SCRAM-SHA-1";
constexpr std::string_view kSha256 = "SCRAM-SHA-256";
constexpr int kMostEmptySteps = 2;

// https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml
constexpr std::int64_t kBadValue = 2;
constexpr std::int64_t kAuthenticationFailed = 18;
constexpr std::int64_t kMechanismUnavailable = 334;

// What one way to log in came to.
enum class Outcome { kLetIn, kRefused, kUnknownWay };

Error wrong_answer() { return {ErrorKind::kCorrupt, "the server does not answer as MongoDB does"}; }

// Commands and their answers, one at a time.
class MongodbDialogue {
 public:
  explicit MongodbDialogue(ProbeStream& stream) : stream_(stream) {}

  // Borrows what the dialogue keeps until the next command.
  Result<BsonReader> run(const std::string& command) {
    KEYHOUND_TRY_STATUS(stream_.write(mongodb_message(command, ++number_)));
    KEYHOUND_TRY(const std::string head, stream_.read_exactly(kMongodbHead));
    const auto size = mongodb_rest(head, number_);
    if (!size) return fail(wrong_answer());
    KEYHOUND_TRY(answer_, stream_.read_exactly(*size));
    auto reader = BsonReader::read(mongodb_document(answer_));
    if (!reader) return fail(wrong_answer());
    return std::move(*reader);
  }

 private:
  ProbeStream& stream_;
  std::uint32_t number_ = 0;
  std::string answer_;
};

bool is_ok(const BsonReader& answer) { return answer.number("ok") == 1; }

Error other_error(const BsonReader& answer) {
  return {ErrorKind::kUnreadable, "the server ends the login for another reason (" +
                                      std::to_string(answer.number("code").value_or(0)) + ")"};
}

Result<Outcome> refusal(const BsonReader& answer, bool is_first) {
  const std::int64_t code = answer.number("code").value_or(0);
  if (code == kAuthenticationFailed) return Outcome::kRefused;
  if (is_first && (code == kMechanismUnavailable || code == kBadValue)) return Outcome::kUnknownWay;
  return fail(other_error(answer));
}

// One conversation of SCRAM.
Result<Outcome> converse(MongodbDialogue& dialogue, const MongodbLogin& login,
                         const std::string& source, std::string_view mechanism) {
  const bool is_old = mechanism == kSha1;
  auto password = is_old ? mongodb_digest(login.user, login.password) : login.password;
  if (!password) return Outcome::kUnknownWay;
  ScramClient client(is_old ? ScramHash::kSha1 : ScramHash::kSha256, login.user,
                     std::move(*password), ScramClient::new_nonce());
  KEYHOUND_TRY(const BsonReader first,
               dialogue.run(mongodb_sasl_start(source, mechanism, client.first_message())));
  if (!is_ok(first)) return refusal(first, true);
  const auto conversation = static_cast<std::int32_t>(first.number("conversationId").value_or(0));
  KEYHOUND_TRY(const std::string proof,
               client.final_message(first.binary("payload").value_or(std::string_view())));
  KEYHOUND_TRY(BsonReader last, dialogue.run(mongodb_sasl_continue(source, conversation, proof)));
  if (!is_ok(last)) return refusal(last, false);
  if (!client.is_proof(last.binary("payload").value_or(std::string_view())))
    return fail(ErrorKind::kCorrupt, "the server lets the user in, and does not know the password");
  // Servers before 4.4 want to be told that their proof is taken.
  for (int step = 0; last.number("done") != 1; ++step) {
    if (step == kMostEmptySteps) return fail(wrong_answer());
    KEYHOUND_TRY(last, dialogue.run(mongodb_sasl_continue(source, conversation, "")));
    if (!is_ok(last)) return fail(other_error(last));
  }
  return Outcome::kLetIn;
}

// How this user may log in: what the server says, or both where it says nothing, as for users that
// it does not know.
Result<std::vector<std::string_view>> mechanisms_of(const BsonReader& hello,
                                                    const MongodbLogin& login) {
  if (!login.mechanism.empty()) return std::vector<std::string_view>{login.mechanism};
  const auto named = hello.texts("saslSupportedMechs");
  if (!named) return std::vector<std::string_view>{kSha256, kSha1};
  for (const std::string_view mechanism : {kSha256, kSha1}) {
    if (std::find(named->begin(), named->end(), mechanism) != named->end())
      return std::vector<std::string_view>{mechanism};
  }
  return fail(ErrorKind::kUnreadable, "this user logs in in another way than by SCRAM");
}

// Whether the user is let in by one source.
Result<Outcome> log_in_by(MongodbDialogue& dialogue, const MongodbLogin& login,
                          const std::string& source) {
  KEYHOUND_TRY(const BsonReader hello, dialogue.run(mongodb_hello(source, login.user)));
  if (!is_ok(hello)) return fail(other_error(hello));
  // An arbiter knows no user, and a member that begins not all.
  if (hello.number("ismaster") != 1 && hello.number("secondary") != 1)
    return fail(ErrorKind::kUnreadable, "the server is a member of a replica set without its data");
  KEYHOUND_TRY(const auto mechanisms, mechanisms_of(hello, login));
  Outcome all = Outcome::kUnknownWay;
  // What is named is borrowed from an answer that the next one overwrites.
  const std::vector<std::string> names(mechanisms.begin(), mechanisms.end());
  for (const std::string& mechanism : names) {
    KEYHOUND_TRY(const Outcome one, converse(dialogue, login, source, mechanism));
    if (one == Outcome::kLetIn) return one;
    if (one == Outcome::kRefused) all = one;
  }
  return all;
}

}  // namespace

Result<ProbeVerdict> log_in_to_mongodb(ProbeStream& stream, const MongodbLogin& login) {
  const auto indeterminate = [](std::string reason) {
    return ProbeVerdict{LivenessState::kIndeterminate, std::move(reason)};
  };
  MongodbDialogue dialogue(stream);
  for (const std::string& source : login.sources) {
    KEYHOUND_TRY(const Outcome outcome, log_in_by(dialogue, login, source));
    if (outcome == Outcome::kLetIn)
      return ProbeVerdict{LivenessState::kActive, "the server lets the user in"};
    if (outcome == Outcome::kUnknownWay)
      return indeterminate("the server knows none of the ways to log in that are tried");
  }
  return indeterminate("the server refuses this user, this password or this address (18)");
}

}  // namespace keyhound
