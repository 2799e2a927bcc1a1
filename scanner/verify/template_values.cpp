// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/template_values.h"

#include <fmt/format.h>

#include <utility>

#include "scanner/verify/drivers/signing.h"

namespace keyhound {
namespace {

using Kind = TemplatePiece::Kind;

tl::unexpected<Error> cannot(std::string message) {
  return fail(ErrorKind::kUnreadable, std::move(message));
}

Result<std::string> named_value(const TemplatePiece& piece, const CredentialParts& parts) {
  const bool is_part = piece.kind == Kind::kPart;
  const auto& values = is_part ? parts.parts : parts.identity;
  const auto found = values.find(piece.text);
  if (found != values.end() && !found->second.empty()) return found->second;
  if (!piece.fallback.empty()) return std::string(piece.fallback);
  return cannot(is_part ? fmt::format("the part {} was not found beside the secret", piece.text)
                        : fmt::format("the credential does not tell its {}", piece.text));
}

std::string time_value(std::string_view form, Timestamp now) {
  if (form == "basic") return basic_time(now);
  const std::string seconds = std::to_string(now.seconds);
  return form == "milliseconds" ? seconds + "000" : seconds;
}

std::string request_value(std::string_view name, const HttpRequest& request) {
  const SignedUrl url = split_signed_url(request.url);
  if (name == "method") return request.method;
  if (name == "body") return request.body;
  if (name == "host") return std::string(url.host);
  if (name == "path") return std::string(url.path);
  if (name == "query") return std::string(url.query);
  return fmt::format("{}{}{}", url.path, url.query.empty() ? "" : "?", url.query);
}

}  // namespace

Result<std::string> template_value(const TemplatePiece& piece, const TemplateValues& values) {
  switch (piece.kind) {
    case Kind::kSecret:
      return values.parts->secret;
    case Kind::kPart:
    case Kind::kIdentity:
      return named_value(piece, *values.parts);
    case Kind::kTime:
      return time_value(piece.text, values.now);
    case Kind::kRequest:
      if (values.request != nullptr) return request_value(piece.text, *values.request);
      break;
    case Kind::kSignature:
      return std::string(values.signature);
    case Kind::kText:
    case Kind::kEndpoint:
      break;
  }
  return fail(ErrorKind::kInternal, "a template has a piece in a place where it cannot stand");
}

}  // namespace keyhound
