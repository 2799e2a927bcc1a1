// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/verifier_trial.h"

#include <algorithm>
#include <map>

#include "scanner/base/ascii.h"
#include "scanner/rules/template_text.h"
#include "scanner/verify/drivers/driver.h"
#include "scanner/verify/verification_request.h"

namespace keyhound {
namespace {

HttpResponse response_of(int status, std::string type, std::string body) {
  HttpResponse response;
  response.status = status;
  response.headers = {{"content-type", std::move(type)}};
  response.body = std::move(body);
  return response;
}

HttpAnswer no_answer(HttpFailure failure) {
  return tl::unexpected<HttpError>(HttpError{failure, {}});
}

// A host that one of the globs allows.
std::string sample_host_part(const Verifier& verifier) {
  for (const std::string& glob : verifier.hosts) {
    const std::size_t star = glob.find('*');
    if (glob.find('/') != std::string::npos) return glob.substr(0, star) + "sample";
    // The template of the host is the part itself, or its first label.
    const std::size_t behind = std::min(verifier.url.find('}'), verifier.url.size());
    if (star == 0 && verifier.url.starts_with("https://{") &&
        verifier.url.substr(behind).starts_with("}."))
      return "sample";
    if (star == std::string::npos) return glob;
    return "sample" + glob.substr(star + 1);
  }
  return "sample";
}

AnswerTrial try_answer(const Verifier& verifier, std::string name, LivenessState expected,
                       const HttpAnswer& answer) {
  AnswerJudgement found = judge_answer(verifier, answer, sample_settings(verifier));
  return {std::move(name), expected, found.liveness.state, std::move(found.liveness.reason)};
}

}  // namespace

CredentialParts sample_parts(const Verifier& verifier) {
  CredentialParts parts;
  parts.secret = verifier.url == "{secret}" ? "https://" + sample_host_part(verifier) + "/sample"
                                            : std::string("sample-secret");
  const std::string host = sample_host_part(verifier);
  for (const std::string_view text : templates_of(verifier)) {
    const auto pieces = parse_template(text);
    if (!pieces) continue;
    for (const TemplatePiece& piece : *pieces) {
      if (piece.kind == TemplatePiece::Kind::kPart) parts.parts.emplace(piece.text, "sample-part");
      if (piece.kind == TemplatePiece::Kind::kIdentity && piece.fallback.empty())
        parts.identity.emplace(piece.text, host);
    }
  }
  const Driver* const driver = find_driver(verifier.driver);
  if (driver != nullptr) driver->sample(parts);
  return parts;
}

RequestSettings sample_settings(const Verifier& verifier) {
  RequestSettings settings;
  settings.now = {1'000'000'000};
  if (verifier.url.starts_with("{endpoint}"))
    settings.endpoints.emplace(verifier.id, "https://" + verifier.id + ".example.com");
  else if (verifier.other_sites)  // named by the user, so that a refusal proves something
    settings.endpoints.emplace(verifier.id, verifier.url.substr(0, verifier.url.find('/', 8)));
  return settings;
}

HttpResponse recorded_response(const RecordedAnswer& answer) {
  HttpResponse response;
  response.status = answer.status;
  response.body = answer.body;
  for (const std::string& header : answer.headers) {
    const std::size_t colon = std::min(header.find(':'), header.size());
    std::string value = header.substr(std::min(colon + 1, header.size()));
    value.erase(0, value.find_first_not_of(' '));
    response.headers.emplace_back(to_lower_ascii(header.substr(0, colon)), std::move(value));
  }
  return response;
}

const std::vector<CommonAnswer>& common_answers() {
  static const std::vector<CommonAnswer> kAnswers = {
      {"rate-limited", response_of(429, "application/json",
                                   R"({"message":"Too many requests","error":"rate_limited"})")},
      {"firewall-page",
       response_of(403, "text/html",
                   "<!DOCTYPE html><html><title>Access denied</title><body>Request "
                   "blocked. Ray ID: 0</body></html>")},
      {"unauthorised-proxy",
       response_of(401, "text/html", "<html><body>Proxy authorization required</body></html>")},
      {"unauthorised-words",
       response_of(401, "text/plain", "Proxy authorization required: access from here is denied")},
      {"unauthorised-gateway",
       response_of(
           401, "application/json",
           R"({"message":"Unauthorized","error":"Unauthorized","code":401,"status":401,)"
           R"("statusCode":401,"title":"Unauthorized","detail":"Unauthorized","success":false,)"
           R"("errors":[{"status":"401","title":"Unauthorized","message":"Unauthorized"}]})")},
      {"unauthorised-nested",
       response_of(401, "application/json",
                   R"({"error":{"code":401,"type":"unauthorized","message":"Unauthorized"},)"
                   R"("status":"error","code":"unauthorized"})")},
      {"forbidden-words",
       response_of(
           403, "application/json",
           R"({"message":"Forbidden","error":"Forbidden","code":403,"detail":"Forbidden"})")},
      {"forbidden-bare", response_of(403, "text/html", "Forbidden")},
      {"sign-in-page", response_of(200, "text/html", "<!DOCTYPE html><html>Sign in</html>")},
      {"server-error",
       response_of(503, "application/json", R"({"message":"Service unavailable"})")},
      {"unprocessable", response_of(422, "application/json", R"({"message":"Validation failed"})")},
      {"malformed", response_of(200, "application/json", R"({"id": 1, "login": "x)")},
      {"redirected", response_of(302, "text/html", "")},
      {"empty", response_of(200, "application/json", "")},
      {"unauthorised-empty", response_of(401, "application/json", "")},
      {"slow", no_answer(HttpFailure::kTimeout)},
      {"reset", no_answer(HttpFailure::kCut)},
      {"other-certificate", no_answer(HttpFailure::kTls)},
  };
  return kAnswers;
}

bool VerifierTrial::is_good() const {
  return request_fault.empty() &&
         std::all_of(answers.begin(), answers.end(),
                     [](const AnswerTrial& answer) { return answer.expected == answer.got; });
}

VerifierTrial try_verifier(const Verifier& verifier) {
  VerifierTrial trial;
  const auto request =
      verification_request(verifier, sample_parts(verifier), sample_settings(verifier));
  if (!request) trial.request_fault = request.error().message;
  std::map<LivenessState, int> counts;
  for (const RecordedAnswer& answer : verifier.answers) {
    const int number = ++counts[answer.state];
    std::string name(to_string(answer.state));
    if (number > 1) name += " " + std::to_string(number);
    trial.answers.push_back(
        try_answer(verifier, std::move(name), answer.state, recorded_response(answer)));
  }
  for (const CommonAnswer& common : common_answers()) {
    trial.answers.push_back(
        try_answer(verifier, common.name, LivenessState::kIndeterminate, common.answer));
  }
  return trial;
}

}  // namespace keyhound
