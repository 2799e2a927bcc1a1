// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/cache_line.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "scanner/model/fingerprint.h"

namespace keyhound {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestText = 300;  // bytes

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= kLongestText &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
                  c == '.';
         });
}

// A name or address, with a port or a user: no blanks, and nothing that has to be escaped.
bool is_host(std::string_view text) {
  return text.size() <= kLongestText && std::all_of(text.begin(), text.end(), [](char c) {
           return c > 0x20 && c < 0x7F && c != '"' && c != '\\' && c != '<' && c != '>';
         });
}

bool is_kept(LivenessState state, KeptResults kept) {
  if (state == LivenessState::kIndeterminate) return kept == KeptResults::kAll;
  return state == LivenessState::kActive || state == LivenessState::kRevoked ||
         state == LivenessState::kExpired;
}

bool is_reason(std::string_view text) {
  return text.size() <= kLongestText &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7F; });
}

std::string text_of(const Json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

// -1: it is there, and no status.
int status_of(const Json& object) {
  const auto member = object.find("status");
  if (member == object.end()) return 0;
  if (!member->is_number_integer()) return -1;
  const auto status = member->get<std::int64_t>();
  return status >= 100 && status <= 599 ? static_cast<int>(status) : -1;
}

bool is_fingerprint(const std::string& text) {
  const Result<std::string> canonical = canonical_fingerprint(text);
  return canonical && *canonical == text;
}

}  // namespace

std::string cache_line_of(const CachedResult& result) {
  const Liveness& liveness = result.liveness;
  Json line = {{"rule", result.rule_id},
               {"fingerprint", result.fingerprint},
               {"state", to_string(liveness.state)}};
  if (!result.variant.empty()) line["variant"] = result.variant;
  if (liveness.at) line["at"] = format_timestamp(*liveness.at);
  if (!liveness.source.empty()) line["source"] = liveness.source;
  if (!liveness.verifier.empty()) line["verifier"] = liveness.verifier;
  if (!liveness.host.empty()) line["host"] = liveness.host;
  if (liveness.status != 0) line["status"] = liveness.status;
  // Of a proof state and status say all.
  if (liveness.state == LivenessState::kIndeterminate) line["reason"] = liveness.reason;
  return line.dump(-1, ' ', true, Json::error_handler_t::replace);
}

std::optional<CachedResult> parse_cache_line(std::string_view text, KeptResults kept) {
  if (text.size() > kLongestCacheLine) return std::nullopt;
  const Json line = Json::parse(text, nullptr, false);
  if (!line.is_object()) return std::nullopt;
  CachedResult result;
  result.rule_id = text_of(line, "rule");
  result.fingerprint = text_of(line, "fingerprint");
  result.variant = text_of(line, "variant");
  const auto state = parse_liveness_state(text_of(line, "state"));
  const Result<Timestamp> at = parse_timestamp(text_of(line, "at"));
  Liveness& liveness = result.liveness;
  liveness.source = text_of(line, "source");
  liveness.verifier = text_of(line, "verifier");
  liveness.host = text_of(line, "host");
  liveness.status = status_of(line);
  liveness.reason = text_of(line, "reason");
  const bool is_good = is_id(result.rule_id) && is_fingerprint(result.fingerprint) &&
                       (result.variant.empty() || is_id(result.variant)) && state &&
                       is_kept(*state, kept) && at && is_id(liveness.source) &&
                       is_id(liveness.verifier) && is_host(liveness.host) && liveness.status >= 0 &&
                       is_reason(liveness.reason);
  if (!is_good) return std::nullopt;
  liveness.state = *state;
  liveness.at = *at;
  return result;
}

}  // namespace keyhound
