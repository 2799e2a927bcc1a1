// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/verifier_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/rules/template_text.h"

namespace keyhound {
namespace {

constexpr int kLeastStatus = 100;
constexpr int kMostStatus = 599;

constexpr std::array<std::string_view, 3> kMethods = {"GET", "HEAD", "POST"};
constexpr std::array<std::string_view, 2> kFacts = {"documented", "widely-used"};
constexpr std::array<std::string_view, 2> kAlgorithms = {"sha256", "sha512"};
constexpr std::array<std::string_view, 2> kKeys = {"text", "base64"};
constexpr std::array<std::string_view, 2> kEncodings = {"hex", "base64"};
constexpr std::string_view kHttps = "https://";
constexpr std::string_view kHmacDriver = "hmac";

template <class T>
using Read = std::function<Status(const TomlValue&, T&)>;

template <class T>
Read<T> text(std::string T::*member) {
  return [member](const TomlValue& value, T& target) -> Status {
    KEYHOUND_TRY(target.*member, value.text());
    return {};
  };
}

template <class T>
Read<T> texts(std::vector<std::string> T::*member) {
  return [member](const TomlValue& value, T& target) -> Status {
    KEYHOUND_TRY(target.*member, value.texts());
    return {};
  };
}

Read<Verifier> flag(bool Verifier::*member) {
  return [member](const TomlValue& value, Verifier& target) -> Status {
    const auto read = value.node.value_exact<bool>();
    if (!read) return value.wrong("must be true or false");
    target.*member = *read;
    return {};
  };
}

Status read_statuses(const TomlValue& value, Evidence& evidence) {
  const toml::array* list = value.node.as_array();
  if (list == nullptr) return value.wrong("must be a list of status codes");
  for (const toml::node& node : *list) {
    KEYHOUND_TRY(const std::int64_t status,
                 (TomlValue{value.source, node, value.key}.integer(kLeastStatus, kMostStatus)));
    evidence.statuses.push_back(static_cast<int>(status));
  }
  return {};
}

std::span<const TomlField<Evidence>> evidence_fields() {
  static const std::vector<TomlField<Evidence>> kFields = {
      {"status", "", read_statuses},
      {"json", "", texts(&Evidence::json)},
      {"body", "", texts(&Evidence::body)},
      {"text", "", texts(&Evidence::text)},
      {"headers", "", texts(&Evidence::headers)},
  };
  return kFields;
}

Read<Verifier> evidence(std::vector<Evidence> Verifier::*member) {
  return [member](const TomlValue& value, Verifier& target) -> Status {
    return read_tables<Evidence>(value, evidence_fields(), target.*member);
  };
}

Status read_state(const TomlValue& value, RecordedAnswer& answer) {
  KEYHOUND_TRY(const std::string word, value.text());
  const auto state = parse_liveness_state(word);
  if (!state || *state == LivenessState::kUnchecked)
    return value.wrong("must be one of active, revoked, expired, indeterminate");
  answer.state = *state;
  return {};
}

Status read_status(const TomlValue& value, RecordedAnswer& answer) {
  KEYHOUND_TRY(const std::int64_t status, value.integer(kLeastStatus, kMostStatus));
  answer.status = static_cast<int>(status);
  return {};
}

std::span<const TomlField<RecordedAnswer>> answer_fields() {
  static const std::vector<TomlField<RecordedAnswer>> kFields = {
      {"state", "", read_state},
      {"status", "", read_status},
      {"body", "", text(&RecordedAnswer::body)},
      {"headers", "", texts(&RecordedAnswer::headers)},
  };
  return kFields;
}

Status read_answers(const TomlValue& value, Verifier& verifier) {
  return read_tables<RecordedAnswer>(value, answer_fields(), verifier.answers);
}

std::span<const TomlField<RequestSignature>> signature_fields() {
  static const std::vector<TomlField<RequestSignature>> kFields = {
      {"algorithm", "", text(&RequestSignature::algorithm)},
      {"key", "", text(&RequestSignature::key)},
      {"text", "", text(&RequestSignature::text)},
      {"encoding", "", text(&RequestSignature::encoding)},
      {"header", "", text(&RequestSignature::header)},
      {"query", "", text(&RequestSignature::query)},
  };
  return kFields;
}

Status read_signatures(const TomlValue& value, Verifier& verifier) {
  return read_tables<RequestSignature>(value, signature_fields(), verifier.signatures);
}

std::span<const TomlField<VerifierRoute>> route_fields() {
  static const std::vector<TomlField<VerifierRoute>> kFields = {
      {"prefix", "", text(&VerifierRoute::prefix)},
      {"url", "", text(&VerifierRoute::url)},
  };
  return kFields;
}

Status read_routes(const TomlValue& value, Verifier& verifier) {
  return read_tables<VerifierRoute>(value, route_fields(), verifier.routes);
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "{}" and "[]" only: whatever the answer is about.
bool is_shape_alone(const Evidence& evidence) {
  return evidence.body.empty() && evidence.text.empty() && evidence.headers.empty() &&
         std::all_of(evidence.json.begin(), evidence.json.end(),
                     [](const std::string& json) { return json == "{}" || json == "[]"; });
}

// A body that is a few words and nothing else: those of a provider, who is known by a header.
std::string text_fault(const Evidence& evidence, std::string_view name) {
  if (evidence.text.empty()) return {};
  if (evidence.headers.empty())
    return fmt::format("{} is a text that anybody may send; name a header of the provider", name);
  const bool is_page = std::any_of(
      evidence.text.begin(), evidence.text.end(),
      [](const std::string& text) { return text.empty() || text.find('<') != std::string::npos; });
  return is_page ? fmt::format("{} has a text that is empty, or a page", name) : std::string();
}

// `is_end`: it proves that the credential has ended.
std::string evidence_fault(const std::vector<Evidence>& list, std::string_view name, bool is_end) {
  for (const Evidence& evidence : list) {
    if (evidence.statuses.empty()) return fmt::format("{} names no status", name);
    std::string text = text_fault(evidence, name);
    if (!text.empty()) return text;
    if (evidence.json.empty() && evidence.body.empty() && evidence.headers.empty()) {
      return fmt::format("{} is a status alone, which any proxy can send; say what else it shows",
                         name);
    }
    if (evidence.json.empty() && evidence.headers.empty()) {
      return fmt::format(
          "{} is a text of the body alone, which a page of a firewall may hold; add json, or a "
          "header as headers = ['content-type: text/plain']",
          name);
    }
    const bool is_object = is_shape_alone(evidence) && evidence.json.front() == "{}";
    if (is_object || (is_end && is_shape_alone(evidence))) {
      return fmt::format("{} is any {}, whatever it says; name a member of the documented answer",
                         name, is_object ? "object" : "list");
    }
  }
  return {};
}

bool has_answer(const Verifier& verifier, LivenessState state) {
  return std::any_of(verifier.answers.begin(), verifier.answers.end(),
                     [state](const RecordedAnswer& answer) { return answer.state == state; });
}

// What its evidence lacks; empty: nothing.
std::string proof_fault(const Verifier& verifier) {
  if (verifier.active.empty()) return "has no evidence for active";
  // Some providers refuse a dead key in the same words as one that is asked about with the wrong
  // id.
  if (verifier.revoked.empty() && verifier.note.empty())
    return "has no evidence for revoked, and no note that says why";
  for (const auto& [list, name] :
       {std::pair(&verifier.active, "active"), std::pair(&verifier.revoked, "revoked"),
        std::pair(&verifier.expired, "expired")}) {
    std::string fault = evidence_fault(*list, name, list != &verifier.active);
    if (!fault.empty()) return fault;
  }
  if (!has_answer(verifier, LivenessState::kActive)) return "has no recorded answer for active";
  if (!verifier.revoked.empty() && !has_answer(verifier, LivenessState::kRevoked))
    return "has no recorded answer for revoked";
  if (!verifier.expired.empty() && !has_answer(verifier, LivenessState::kExpired))
    return "has no recorded answer for expired";
  return {};
}

bool has_fixed_host(std::string_view url) {
  if (!url.starts_with(kHttps)) return false;
  return url.substr(0, url.find('/', kHttps.size())).find('{') == std::string_view::npos;
}

// What is wrong with its URL and the hosts that this may have; empty: nothing.
std::string url_fault(const Verifier& verifier) {
  if (verifier.url.starts_with("{endpoint}")) {
    if (verifier.other_sites) return "has other_sites beside {endpoint}, which names the site";
    if (!verifier.url.starts_with("{endpoint}/")) return "has a url with no / behind {endpoint}";
    return verifier.hosts.empty() ? std::string()
                                  : "has hosts beside {endpoint}, which is the user's to say";
  }
  const bool is_secret_url = verifier.url == "{secret}";
  if (!is_secret_url && !verifier.url.starts_with(kHttps))
    return "has a url that does not begin with https://";
  if ((is_secret_url || !has_fixed_host(verifier.url)) && verifier.hosts.empty())
    return "has a host that is a template, and no hosts that it may be";
  return {};
}

std::string route_fault(const Verifier& verifier) {
  if (!verifier.routes.empty() && !has_fixed_host(verifier.url))
    return "has routes beside a url whose host is a template";
  for (const VerifierRoute& route : verifier.routes) {
    if (route.prefix.empty() || !has_fixed_host(route.url))
      return "has a route without a prefix, or without an https:// url whose host is no template";
  }
  return {};
}

bool holds(std::string_view text, std::string_view piece) {
  return text.find(piece) != std::string_view::npos;
}

// Whether each hash of what is signed has an end, and stands in no more than there may be.
bool has_whole_hashes(std::string_view text) {
  std::vector<bool> opened;  // by each brace: whether a hash begins there
  int hashes = 0;            // of them
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') {
      const std::string_view rest = text.substr(i);
      opened.push_back(rest.starts_with("{sha256:") || rest.starts_with("{sha256-hex:"));
      if (opened.back() && ++hashes > kMostHashDepth) return false;
    } else if (text[i] == '}' && !opened.empty()) {
      if (opened.back()) --hashes;
      opened.pop_back();
    }
  }
  return hashes == 0;
}

// What is wrong with how it is signed; empty: nothing.
std::string signature_fault(const Verifier& verifier) {
  if ((verifier.driver == kHmacDriver) == verifier.signatures.empty())
    return "has signatures without the driver hmac, or that driver without signatures";
  for (const RequestSignature& signature : verifier.signatures) {
    if (!is_one_of(signature.algorithm, kAlgorithms))
      return "has a signature with an algorithm other than sha256, sha512";
    if (!is_one_of(signature.key, kKeys))
      return "has a signature with a key other than text, base64";
    if (!is_one_of(signature.encoding, kEncodings))
      return "has a signature with an encoding other than hex, base64";
    if (signature.text.empty()) return "has a signature of no text";
    if (!has_whole_hashes(signature.text))
      return "has a signature with a hash without an end, or with too many in one another";
    const std::string& place = signature.header.empty() ? signature.query : signature.header;
    if (signature.header.empty() == signature.query.empty() || !holds(place, "{signature}"))
      return "has a signature that stands neither in a header nor in the query, or in both";
    if (!holds(place, signature.header.empty() ? "=" : ": "))
      return "has a signature whose place has no name";
    for (const std::string* text : {&signature.text, &signature.header, &signature.query})
      if (holds(*text, "{secret}")) return "has a signature with the {secret}, which is its key";
  }
  return {};
}

bool is_of_signature(const Verifier& verifier, std::string_view text) {
  return std::any_of(verifier.signatures.begin(), verifier.signatures.end(),
                     [text](const RequestSignature& signature) {
                       return text.data() == signature.text.data() ||
                              text.data() == signature.header.data() ||
                              text.data() == signature.query.data();
                     });
}

// What its templates lack; empty: nothing.
std::string template_fault(const Verifier& verifier) {
  bool sends_secret = !verifier.driver.empty();
  for (const std::string_view text : templates_of(verifier)) {
    const auto pieces = parse_template(text);
    if (!pieces) return pieces.error().message;
    for (const TemplatePiece& piece : *pieces) {
      sends_secret = sends_secret || piece.kind == TemplatePiece::Kind::kSecret;
      const bool begins_url = text.data() == verifier.url.data() && &piece == &pieces->front();
      if (piece.kind == TemplatePiece::Kind::kEndpoint && !begins_url)
        return "has {endpoint} in another place than the beginning of the url";
      const bool is_of_request = piece.kind == TemplatePiece::Kind::kRequest ||
                                 piece.kind == TemplatePiece::Kind::kSignature;
      if (is_of_request && !is_of_signature(verifier, text))
        return "has {request:...} or {signature} in another place than its signatures";
    }
  }
  return sends_secret ? std::string() : "sends no {secret}";
}

}  // namespace

std::span<const TomlField<Verifier>> verifier_fields() {
  static const std::vector<TomlField<Verifier>> kFields = {
      {"id", "", text(&Verifier::id)},
      {"rules", "", texts(&Verifier::rules)},
      {"method", "", text(&Verifier::method)},
      {"url", "", text(&Verifier::url)},
      {"hosts", "", texts(&Verifier::hosts)},
      {"headers", "", texts(&Verifier::headers)},
      {"bearer", "", text(&Verifier::bearer)},
      {"basic", "", text(&Verifier::basic)},
      {"form", "", texts(&Verifier::form)},
      {"body", "", text(&Verifier::body)},
      {"driver", "", text(&Verifier::driver)},
      {"signatures", "", read_signatures},
      {"routes", "", read_routes},
      {"read_only", "", flag(&Verifier::read_only)},
      {"other_sites", "", flag(&Verifier::other_sites)},
      {"facts", "", text(&Verifier::facts)},
      {"note", "", text(&Verifier::note)},
      {"references", "", texts(&Verifier::references)},
      {"active", "", evidence(&Verifier::active)},
      {"revoked", "", evidence(&Verifier::revoked)},
      {"expired", "", evidence(&Verifier::expired)},
      {"answers", "", read_answers},
  };
  return kFields;
}

std::string verifier_fault(const Verifier& verifier) {
  if (verifier.id.empty()) return "the verifier has no id";
  const auto fault = [&verifier](std::string_view what) {
    return fmt::format("verifier {} {}", verifier.id, what);
  };
  if (!verifier.read_only) {
    return fault("is not read_only: what changes or makes something at the provider is not sent");
  }
  if (verifier.rules.empty()) return fault("names no rules");
  if (!is_one_of(verifier.method, kMethods))
    return fault("has a method other than GET, HEAD, POST");
  if (!is_one_of(verifier.facts, kFacts))
    return fault("has facts other than documented, widely-used");
  for (const std::string& found :
       {template_fault(verifier), url_fault(verifier), route_fault(verifier),
        signature_fault(verifier), proof_fault(verifier)})
    if (!found.empty()) return fault(found);
  return {};
}

}  // namespace keyhound
