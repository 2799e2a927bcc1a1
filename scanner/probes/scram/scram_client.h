// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: the client's side of SCRAM (RFC 5802, RFC 7677), without channel
// binding: the server learns no password, and proves in the end that it knows it.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

enum class ScramHash { kSha1, kSha256 };

// One conversation; wipes what it holds. Used by one thread.
class ScramClient {
 public:
  // Fewer make it cheap to guess the password from what is sent; more are a trap for the time.
  static constexpr int kFewestRounds = 4096;
  static constexpr int kMostRounds = 500'000;

  // `password`: as it goes into the hash, that is prepared. `nonce`: without a comma.
  ScramClient(ScramHash hash, std::string_view user, std::string password, std::string nonce);
  ScramClient(const ScramClient&) = delete;
  ScramClient& operator=(const ScramClient&) = delete;
  ~ScramClient();

  [[nodiscard]] std::string first_message() const;
  // The message that answers the server's first. An error is a reason for a report: the server
  // asks for too few or too many rounds, or for something else.
  Result<std::string> final_message(std::string_view server_first);
  // Whether the server's last message proves that it knows the password.
  // REQUIRES: final_message() was answered.
  [[nodiscard]] bool is_proof(std::string_view server_final) const;

  // One that nobody can foresee.
  static std::string new_nonce();

 private:
  ScramHash hash_;
  std::string password_;
  std::string nonce_;
  std::string bare_first_;
  std::string server_signature_;
};

}  // namespace keyhound
