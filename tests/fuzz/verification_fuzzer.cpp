// SPDX-License-Identifier: Apache-2.0
// Whatever a template, a credential, an endpoint and an answer hold: a request goes to its
// verifier's host or to none, its headers hold no line end, a driver signs or refuses without
// repeating what it was given, and nothing that a credential says of itself makes it active.
// The input is five lines: template, secret, part, endpoint, body of the answer.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/base/check.h"
#include "scanner/rules/template_text.h"
#include "scanner/verify/canary.h"
#include "scanner/verify/classify.h"
#include "scanner/verify/drivers/driver.h"
#include "scanner/verify/endpoint.h"
#include "scanner/verify/offline/offline_proof.h"
#include "scanner/verify/verification_request.h"

namespace {

using namespace keyhound;

std::array<std::string, 5> lines_of(std::string_view text) {
  std::array<std::string, 5> lines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t end =
        i + 1 < lines.size() ? std::min(text.find('\n'), text.size()) : text.size();
    lines.at(i) = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool is_clean(std::string_view header) {
  return header.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

void check_request(const HttpRequest& request, std::string_view host) {
  KEYHOUND_CHECK(request.url.starts_with(host));
  KEYHOUND_CHECK(is_clean(request.url) && request.url.find(' ') == std::string::npos);
  KEYHOUND_CHECK(is_clean(request.authorisation.second));
  for (const auto& [name, value] : request.headers) KEYHOUND_CHECK(is_clean(value));
}

void check_template(const std::string& text, const CredentialParts& parts) {
  const auto pieces = parse_template(text);
  if (!pieces) return;
  for (const TemplatePiece& piece : *pieces)
    KEYHOUND_CHECK(piece.kind == TemplatePiece::Kind::kText || piece.text.size() < text.size());
  Verifier verifier;
  verifier.id = "sample";
  verifier.url = "https://api.example.com/a?b=" + text;
  verifier.headers = {"X-Sample: " + text};
  verifier.bearer = text;
  verifier.form = {"a=" + text};
  const bool is_line = is_clean(text) && text.find_first_of(" #") == std::string::npos;
  const auto request = verification_request(verifier, parts, {});
  if (request && is_line) check_request(*request, "https://api.example.com/a?b=");
  verifier.url = "https://{secret}.example.com/";
  verifier.hosts = {"*.example.com"};
  if (const auto other = verification_request(verifier, parts, {})) {
    const std::string rest = other->url.substr(other->url.find("//") + 2);
    KEYHOUND_CHECK(rest.ends_with(".example.com/") && rest.find('/') + 1 == rest.size());
  }
}

// No message of ours has these bytes, so that one which has them repeats what it was given.
constexpr std::string_view kTelling = "~^~";

bool is_telling(std::string_view secret) { return secret.ends_with(kTelling); }

void check_drivers(const CredentialParts& hostile, const std::string& secret) {
  for (const Driver* driver : all_drivers()) {
    CredentialParts parts = hostile;
    for (const char* rule :
         {"aws-access-key-id", "alibaba-access-key-id", "tencent-secret-id", "azure-client-id"})
      parts.parts[rule] = hostile.parts.at("part");
    for (const char* name : {"client_email", "key_name", "id"})
      parts.identity[name] = hostile.parts.at("part");
    HttpRequest request;
    request.url = "https://api.example.com/dbs?a=b";
    const Status status = driver->sign({}, parts, {}, request);
    if (status)
      check_request(request, "https://api.example.com/");
    else
      KEYHOUND_CHECK(!is_telling(secret) ||
                     status.error().message.find(secret) == std::string::npos);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto lines = lines_of({reinterpret_cast<const char*>(data), size});
  VerificationCandidate candidate;
  candidate.rule_id = "sample-sas";
  candidate.parts.secret = lines[1];
  candidate.parts.parts["part"] = lines[2];
  candidate.parts.identity["expires"] = lines[2];
  check_template(lines[0], candidate.parts);
  check_drivers(candidate.parts, lines[1]);
  CredentialParts telling = candidate.parts;
  telling.secret += kTelling;
  check_drivers(telling, telling.secret);
  if (const auto endpoint = parse_endpoint(lines[3])) {
    KEYHOUND_CHECK(is_clean(*endpoint) && *parse_endpoint(*endpoint) == *endpoint);
  }
  const auto proof = offline_proof(candidate, {1'767'323'045});
  KEYHOUND_CHECK(!proof || proof->state != LivenessState::kActive);
  candidate.parts.identity.clear();
  static_cast<void>(offline_proof(candidate, {1'767'323'045}));
  static_cast<void>(canary_of(candidate.parts));
  Verifier verifier;
  verifier.active = {{{200}, {"a.0.b=c"}, {}, {}}};
  verifier.revoked = {{{200}, {"a.0.b!=c"}, {}, {}}};
  HttpResponse response;
  response.status = 200;
  response.body = lines[4];
  const LivenessState state = classify(verifier, response).state;
  KEYHOUND_CHECK((state == LivenessState::kActive) == shows(verifier.active[0], response));
  return 0;
}
