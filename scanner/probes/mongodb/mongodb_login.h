// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: a login to MongoDB on a connection that is made.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/probes/net/probe_stream.h"
#include "scanner/probes/probe_answer.h"

namespace keyhound {

struct MongodbLogin {
  std::string user;
  std::string password;
  std::vector<std::string> sources;  // databases that may know the user, the likeliest first
  std::string mechanism;             // "SCRAM-SHA-1"; empty: as the server says
};

// Active once the server lets the user in and proves by SCRAM that it knows the password, by
// whatever way it is reached. Never revoked: a user who may not come from here
// (authenticationRestrictions) is refused in the same words. An error is a reason.
Result<ProbeVerdict> log_in_to_mongodb(ProbeStream& stream, const MongodbLogin& login);

}  // namespace keyhound
