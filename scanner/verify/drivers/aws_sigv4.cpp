// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/drivers/aws_sigv4.h"

#include <fmt/format.h>

#include <map>

#include "scanner/base/ascii.h"
#include "scanner/verify/drivers/driver_list.h"
#include "scanner/verify/drivers/signing.h"

namespace keyhound {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
constexpr std::string_view kLongTermId = "aws-access-key-id";
constexpr std::string_view kTemporaryId = "aws-temporary-access-key-id";
constexpr std::string_view kSessionToken = "aws-session-token";

// "sts.eu-west-1.amazonaws.com"; without a region in it the global endpoint, which takes us-east-1.
AwsScope scope_of(std::string_view host) {
  const std::size_t dot = host.find('.');
  if (dot == std::string_view::npos) return {host, "us-east-1"};
  const std::string_view rest = host.substr(dot + 1);
  const std::string_view second = rest.substr(0, rest.find('.'));
  return {host.substr(0, dot), second == "amazonaws" ? std::string_view("us-east-1") : second};
}

// Of a key that lives for long there is no session; of one from STS there must be.
Status sign(const Verifier&, const CredentialParts& parts, const RequestSettings& settings,
            HttpRequest& request) {
  const bool is_temporary =
      parts.parts.count(kTemporaryId) > 0 && parts.parts.count(kLongTermId) == 0;
  KEYHOUND_TRY(const std::string_view secret, signing_secret(parts));
  KEYHOUND_TRY(const std::string_view key_id,
               signing_part(parts, is_temporary ? kTemporaryId : kLongTermId));
  request.headers.emplace_back("X-Amz-Date", basic_time(settings.now));
  if (is_temporary) {
    KEYHOUND_TRY(const std::string_view token, signing_part(parts, kSessionToken));
    request.headers.emplace_back("X-Amz-Security-Token", token);
  }
  const AwsScope scope = scope_of(split_signed_url(request.url).host);
  request.authorisation = {"Authorization",
                           aws_authorization(request, scope, key_id, secret, settings.now)};
  return {};
}

void sample(CredentialParts& parts) {
  parts.secret = "sample-secret";
  parts.parts.emplace(kLongTermId, "sample-key-id");
}

}  // namespace

const Driver kAwsSigv4Driver = {"aws-sigv4", "signed with AWS Signature Version 4", sign, sample};

std::string aws_authorization(const HttpRequest& request, const AwsScope& scope,
                              std::string_view key_id, std::string_view secret, Timestamp time) {
  const SignedUrl url = split_signed_url(request.url);
  std::map<std::string, std::string> headers = {{"host", std::string(url.host)}};
  for (const auto& [name, value] : request.headers) headers[to_lower_ascii(name)] = value;
  std::string canonical =
      fmt::format("{}\n{}\n{}\n", request.method, url.path, sorted_query(url.query));
  std::string names;
  for (const auto& [name, value] : headers) {
    canonical += fmt::format("{}:{}\n", name, value);
    names += (names.empty() ? "" : ";") + name;
  }
  canonical += fmt::format("\n{}\n{}", names, sha256_hex(request.body));

  const std::string at = basic_time(time);
  const std::string day = at.substr(0, at.find('T'));
  const std::string range = fmt::format("{}/{}/{}/aws4_request", day, scope.region, scope.service);
  const std::string text =
      fmt::format("{}\n{}\n{}\n{}", kAlgorithm, at, range, sha256_hex(canonical));
  std::string key = fmt::format("AWS4{}", secret);
  for (const std::string_view step :
       {std::string_view(day), scope.region, scope.service, std::string_view("aws4_request")})
    key = hmac_sha256_bytes(key, step);
  return fmt::format("{} Credential={}/{}, SignedHeaders={}, Signature={}", kAlgorithm, key_id,
                     range, names, hex_of(hmac_sha256_bytes(key, text)));
}

}  // namespace keyhound
