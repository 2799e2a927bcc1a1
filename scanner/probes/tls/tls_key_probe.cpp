// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/tls/tls_key_probe.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "scanner/base/file.h"
#include "scanner/base/text_encode.h"
#include "scanner/decode/private_key.h"
#include "scanner/probes/keys/key_host.h"
#include "scanner/probes/net/probe_stream.h"
#include "scanner/probes/probe_answer.h"
#include "scanner/probes/ssh/ssh_login.h"
#include "scanner/probes/tls/certificate.h"

namespace keyhound {
namespace {

constexpr std::string_view kName = "tls-key";
constexpr std::uint64_t kLargestFile = 16U << 20U;
constexpr const char* kNothingNamed =
    "nothing says what this key is for; name it with --certificate, --tls-host or --ssh-host";

// What one file or host says of the key: `verdict` is empty where its certificate is of another.
struct Comparison {
  std::optional<ProbeVerdict> verdict;
  std::string host;
  std::string unread;  // why there is no certificate; empty: there is one
};

std::string spki_of(std::string_view secret) {
  for (std::string& print : public_key_fingerprints(secret)) {
    if (print.starts_with("spki-sha256:")) return std::move(print);
  }
  return {};
}

std::string date_of(Timestamp time) { return format_timestamp(time).substr(0, 10); }

// `where`: what has the certificate, in front of "a certificate".
ProbeVerdict verdict_of_age(const CertificateFacts& certificate, const std::string& where) {
  switch (age_of(certificate, now())) {
    case CertificateAge::kValid:
      return {LivenessState::kActive, "it is the key of " + where + ", which is valid until " +
                                          date_of(certificate.not_after)};
    case CertificateAge::kExpired:
      return {LivenessState::kExpired,
              "it is the key of " + where + ", which expired on " + date_of(certificate.not_after)};
    default:
      return {LivenessState::kIndeterminate,
              "it is the key of " + where + ", which begins on " + date_of(certificate.not_before)};
  }
}

// The better of two: active, then expired, then anything else.
bool says_more(const ProbeVerdict& one, const std::optional<ProbeVerdict>& than) {
  const auto rank = [](LivenessState state) {
    return state == LivenessState::kActive ? 2 : state == LivenessState::kExpired ? 1 : 0;
  };
  return !than || rank(one.state) > rank(than->state);
}

Comparison compare_file(const std::string& path, const std::string& key) {
  Comparison comparison;
  const auto content = read_file(path, kLargestFile);
  const auto certificates =
      content ? read_certificates(*content)
              : Result<std::vector<CertificateFacts>>(tl::unexpected<Error>(content.error()));
  if (!certificates) comparison.unread = certificates.error().message;
  if (!certificates) return comparison;
  for (const CertificateFacts& one : *certificates) {
    if (one.key != key) continue;
    ProbeVerdict verdict = verdict_of_age(one, "a certificate in a file");
    if (says_more(verdict, comparison.verdict)) comparison.verdict = std::move(verdict);
  }
  return comparison;
}

Result<CertificateFacts> certificate_of_host(const HostPort& place, const ProbeSettings& settings) {
  KEYHOUND_TRY(ProbeStream stream, ProbeStream::connect(place, settings));
  KEYHOUND_TRY_STATUS(stream.start_tls(ProbeStream::Trust::kAny));
  return read_certificate(stream.peer_certificate());
}

Comparison compare_host(const std::string& text, const std::string& key,
                        const ProbeSettings& settings) {
  Comparison comparison;
  const auto host = parse_key_host(text, "443");
  const auto certificate = host ? certificate_of_host(host->place, settings)
                                : Result<CertificateFacts>(tl::unexpected<Error>(host.error()));
  if (!certificate) comparison.unread = certificate.error().message;
  if (host) comparison.host = host->place.label();
  if (!certificate || certificate->key != key) return comparison;
  comparison.verdict = verdict_of_age(*certificate, "the certificate that the host shows");
  // Nobody vouches for an expired certificate, and the host goes on to use the key.
  if (comparison.verdict->state == LivenessState::kExpired)
    comparison.verdict->state = LivenessState::kIndeterminate;
  return comparison;
}

Liveness compare_all(const std::string& key, const ProbeSettings& settings) {
  std::optional<ProbeVerdict> best;
  std::string host;
  std::size_t unread = 0;
  std::string why;  // the first of them
  const auto add = [&](Comparison one) {
    if (!one.unread.empty() && ++unread == 1) why = escape_for_terminal(one.unread);
    // What a host still shows has not ended with a certificate in a file.
    const bool is_in_use = !one.host.empty() && best && best->state == LivenessState::kExpired;
    if (!one.verdict || (!is_in_use && !says_more(*one.verdict, best))) return;
    best = std::move(one.verdict);
    host = std::move(one.host);
  };
  for (const std::string& path : settings.certificates) add(compare_file(path, key));
  for (const std::string& text : settings.tls_hosts) add(compare_host(text, key, settings));
  if (best) return probe_answer(kName, std::move(host), std::move(*best));
  const std::size_t all = settings.certificates.size() + settings.tls_hosts.size();
  std::string reason = "it is the key of no certificate that was compared";
  if (unread > 0)
    reason += "; " + std::to_string(unread) + " of " + std::to_string(all) +
              " files and hosts showed none (" + why + ")";
  return probe_answer(kName, "", {LivenessState::kIndeterminate, std::move(reason)});
}

bool has_certificates(const ProbeSettings& settings) {
  return !settings.certificates.empty() || !settings.tls_hosts.empty();
}

Result<ProbeTarget> target(const CredentialParts&, const ProbeSettings& settings) {
  if (!has_certificates(settings) && settings.ssh_hosts.empty())
    return fail(ErrorKind::kUnreadable, kNothingNamed);
  ProbeTarget target;
  const auto add = [&target](const std::string& what) {
    target.request += (target.request.empty() ? "" : "; ") + what;
  };
  for (const std::string& path : settings.certificates)
    add("compare with the certificates in " + escape_for_terminal(path));
  for (const std::string& text : settings.tls_hosts) {
    KEYHOUND_TRY(const KeyHost host, parse_key_host(text, "443"));
    if (target.host.empty()) target.host = host.place.label();
    add("compare with the certificate of " + host.place.label() + ", by a handshake of TLS");
  }
  if (settings.ssh_hosts.empty()) return target;
  KEYHOUND_TRY(const ProbeTarget ssh, ssh_target(settings));
  if (target.host.empty()) target.host = ssh.host;
  add(ssh.request);
  return target;
}

Liveness check(const CredentialParts& parts, const ProbeSettings& settings) {
  const auto indeterminate = [](std::string reason) {
    return probe_answer(kName, "", {LivenessState::kIndeterminate, std::move(reason)});
  };
  if (!has_certificates(settings) && settings.ssh_hosts.empty())
    return indeterminate(kNothingNamed);
  if (!has_certificates(settings)) return try_ssh_hosts(kName, parts, settings);
  const std::string key = spki_of(parts.secret);
  if (key.empty()) return indeterminate("the key is encrypted, or cannot be read");
  Liveness compared = compare_all(key, settings);
  if (compared.state == LivenessState::kActive || settings.ssh_hosts.empty()) return compared;
  Liveness tried = try_ssh_hosts(kName, parts, settings);
  // A refusal of SSH says nothing of a key that belongs to a certificate.
  return tried.state == LivenessState::kActive ||
                 (tried.state == LivenessState::kRevoked && compared.host.empty() &&
                  compared.state == LivenessState::kIndeterminate)
             ? tried
             : compared;
}

}  // namespace

const Probe kTlsKeyProbe = {
    kName,
    {"private-key-pkcs8", "private-key-rsa-pkcs1", "private-key-ec", "private-key-base64-pem",
     "private-key-pkcs8-encrypted", "private-key-legacy-encrypted"},
    target,
    check};

}  // namespace keyhound
