// SPDX-License-Identifier: Apache-2.0
// What a run makes of one answer, or of none: what it says of the credential, and what of the host
// that gave it. Pure, thread-safe.
#pragma once

#include <optional>
#include <string>

#include "scanner/base/time.h"
#include "scanner/http/http_client.h"
#include "scanner/model/liveness.h"
#include "scanner/model/verifier.h"
#include "scanner/verify/request_settings.h"

namespace keyhound {

using HttpAnswer = tl::expected<HttpResponse, HttpError>;

struct AnswerJudgement {
  Liveness liveness;                   // if it is not asked again; `host` is not set
  bool is_refusal = false;             // the host answers nobody: a limit, a fault, a firewall
  bool may_ask_again = false;          // it may pass: a limit, a server error, a lost connection
  bool ends_host = false;              // nothing may be sent there at all
  std::optional<Timestamp> announced;  // when the host wants to be asked again, as it said
};

// Reasons are of a fixed list, with a status at most: nothing of the answer or the URL, which may
// hold the secret.
// `settings` are those of the request; their date is that of the answer.
AnswerJudgement judge_answer(const Verifier& verifier, const HttpAnswer& answer,
                             const RequestSettings& settings);

}  // namespace keyhound
