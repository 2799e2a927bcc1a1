// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/name_traits.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

constexpr std::size_t kMaxParts = 12;
constexpr std::size_t kMaxPart = 24;  // bytes of a part that are looked at

struct Telling {
  std::string_view word;
  NameKind kind;
};

constexpr Telling kTelling[] = {
    {"access", NameKind::kNone},
    {"apikey", NameKind::kApiKey},
    {"apitoken", NameKind::kToken},
    {"auth", NameKind::kAuth},
    {"authkey", NameKind::kApiKey},
    {"authorization", NameKind::kAuth},
    {"authtoken", NameKind::kToken},
    {"bearer", NameKind::kToken},
    {"cookie", NameKind::kSession},
    {"credential", NameKind::kCredential},
    {"credentials", NameKind::kCredential},
    {"creds", NameKind::kCredential},
    {"clave", NameKind::kPassword},
    {"community", NameKind::kPassword},
    {"contrasena", NameKind::kPassword},
    {"fernet", NameKind::kKey},
    {"kennwort", NameKind::kPassword},
    {"pepper", NameKind::kSalt},
    {"psk", NameKind::kPassword},
    {"senha", NameKind::kPassword},
    {"jwt", NameKind::kToken},
    {"key", NameKind::kKey},
    {"keys", NameKind::kKey},
    {"nonce", NameKind::kSalt},
    {"otp", NameKind::kOneTime},
    {"pass", NameKind::kPassword},
    {"passcode", NameKind::kPassword},
    {"passphrase", NameKind::kPassword},
    {"passe", NameKind::kPassword},
    {"passwd", NameKind::kPassword},
    {"password", NameKind::kPassword},
    {"passwords", NameKind::kPassword},
    {"passwort", NameKind::kPassword},
    {"pin", NameKind::kPassword},
    {"adminpin", NameKind::kPassword},
    {"masterpin", NameKind::kPassword},
    {"psw", NameKind::kPassword},
    {"pw", NameKind::kPassword},
    {"pwd", NameKind::kPassword},
    {"salt", NameKind::kSalt},
    {"secret", NameKind::kSecret},
    {"secretkey", NameKind::kSecret},
    {"secrets", NameKind::kSecret},
    {"seed", NameKind::kOneTime},
    {"session", NameKind::kSession},
    {"sessionid", NameKind::kSession},
    {"sid", NameKind::kSession},
    {"sig", NameKind::kToken},
    {"signature", NameKind::kToken},
    {"token", NameKind::kToken},
    {"tokens", NameKind::kToken},
    {"totp", NameKind::kOneTime},
};

constexpr std::string_view kNegatingFront[] = {
    "bypass",    "cache",    "can",     "change", "check",   "column",  "compare",  "confirm",
    "count",     "csrf",     "decode",  "delete", "disable", "enable",  "encode",   "encrypt",
    "encrypted", "wrapped",  "expired", "find",   "foreign", "forgot",  "generate", "get",
    "group",     "has",      "hash",    "hashed", "invalid", "is",      "keyboard", "lookup",
    "lost",      "map",      "missing", "next",   "no",      "object",  "on",       "parse",
    "partition", "primary",  "prompt",  "public", "read",    "remove",  "require",  "reset",
    "row",       "send",     "show",    "sort",   "unique",  "unknown", "update",   "use",
    "valid",     "validate", "verify",  "with",   "wrong"};
constexpr std::string_view kNegatingBack[] = {
    "address",    "algorithm", "algo",        "alias",       "arn",     "attempts",    "attribute",
    "auth",       "callback",  "changed",     "class",       "codes",   "color",       "column",
    "config",     "count",     "date",        "description", "digest",  "display",     "dir",
    "duration",   "enabled",   "encoder",     "endpoint",    "env",     "error",       "event",
    "expiration", "expires",   "expiry",      "factory",     "field",   "fingerprint", "thumbprint",
    "checksum",   "file",      "filename",    "flag",        "format",  "from",        "generator",
    "group",      "handler",   "hash",        "header",      "help",    "hint",        "icon",
    "id",         "ids",       "index",       "input",       "issuer",  "kind",        "label",
    "length",     "len",       "level",       "lifetime",    "limit",   "list",        "location",
    "manager",    "max",       "message",     "method",      "min",     "mode",        "model",
    "name",       "names",     "option",      "options",     "page",    "param",       "parameter",
    "path",       "pattern",   "placeholder", "policy",      "pos",     "prefix",      "prompt",
    "property",   "provider",  "ref",         "regex",       "regexp",  "required",    "reset",
    "resource",   "result",    "route",       "rule",        "schema",  "scope",       "server",
    "service",    "size",      "sources",     "state",       "status",  "store",       "strategy",
    "strength",   "suffix",    "table",       "template",    "text",    "timeout",     "title",
    "ttl",        "type",      "types",       "uri",         "url",     "usage",       "validation",
    "validator",  "variable",  "validity",    "value_from",  "version", "visible",     "url"};
constexpr std::string_view kAffirming[] = {
    "access",     "account",  "admin",    "api",        "app",     "application", "aws",
    "client",     "cluster",  "consumer", "database",   "db",      "default",     "deploy",
    "encryption", "ftp",      "github",   "gitlab",     "hmac",    "jdbc",        "jwt",
    "keystore",   "ldap",     "login",    "mail",       "master",  "mongo",       "mysql",
    "oauth",      "postgres", "prod",     "production", "private", "proxy",       "rabbitmq",
    "redis",      "refresh",  "root",     "secure",     "server",  "service",     "shared",
    "signing",    "smtp",     "sql",      "ssh",        "storage", "sudo",        "test",
    "truststore", "user",     "webhook",  "wifi"};
constexpr std::string_view kPublic[] = {"public", "publishable", "site",   "pub",
                                        "anon",   "foreign",     "primary"};

// Names of what is public, or of something else altogether, whatever stands beside them.
constexpr std::string_view kHarmless[] = {
    "pubkey",    "pubkeys",      "publickey", "publickeys", "pinned",     "recv",    "keyid",
    "keyids",    "keyserver",    "keyring",   "lsign",      "keyslot",    "getkeys", "valkey",
    "websocket", "pinnedpubkey", "keyspec",   "keyspecs",   "fingerprint"};

// A comparison of bytes is a call; few words have both size and first letter in common.
bool is_same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && a.front() == b.front() && a == b;
}

bool is_among(std::span<const std::string_view> words, std::string_view word) {
  return std::any_of(words.begin(), words.end(),
                     [word](std::string_view one) { return is_same(one, word); });
}

NameKind kind_of(std::string_view word) {
  const auto* found = std::find_if(std::begin(kTelling), std::end(kTelling),
                                   [word](const Telling& one) { return is_same(one.word, word); });
  if (found != std::end(kTelling)) return found->kind;
  // Names that are written as one word: rootpassword, mysqlpass, clientsecret.
  for (const auto& [tail, kind] :
       {Telling{"password", NameKind::kPassword}, Telling{"passwd", NameKind::kPassword},
        Telling{"pwd", NameKind::kPassword}, Telling{"pass", NameKind::kPassword},
        Telling{"secret", NameKind::kSecret}, Telling{"token", NameKind::kToken},
        Telling{"apikey", NameKind::kApiKey}, Telling{"authkey", NameKind::kApiKey},
        Telling{"key", NameKind::kKey}}) {
    if (word.ends_with(tail)) return kind;
  }
  for (const auto& [head, kind] :
       {Telling{"password", NameKind::kPassword}, Telling{"passwd", NameKind::kPassword},
        Telling{"secret", NameKind::kSecret}, Telling{"token", NameKind::kToken},
        Telling{"apikey", NameKind::kApiKey}}) {
    if (word.starts_with(head)) return kind;
  }
  return NameKind::kNone;
}

// The parts of a name in lower case, without digits at their ends.
class NameParts {
 public:
  explicit NameParts(std::string_view name) {
    std::size_t start = 0;
    for (std::size_t i = 0; i <= name.size() && count_ < kMaxParts; ++i) {
      const bool is_end = i == name.size() || !is_alnum_ascii(name[i]);
      const bool is_camel =
          !is_end && i > start && is_upper_ascii(name[i]) &&
          (is_lower_ascii(name[i - 1]) || is_digit_ascii(name[i - 1]) ||
           (i + 1 < name.size() && is_lower_ascii(name[i + 1]) && is_upper_ascii(name[i - 1])));
      if (!is_end && !is_camel) continue;
      add(name.substr(start, i - start));
      start = is_camel ? i : i + 1;
    }
  }
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    return {letters_[i].data(), lengths_[i]};
  }

 private:
  void add(std::string_view part) {
    while (!part.empty() && is_digit_ascii(part.back())) part.remove_suffix(1);
    if (part.empty() || part.size() > kMaxPart) return;
    std::transform(part.begin(), part.end(), letters_[count_].begin(),
                   [](char c) { return to_lower_ascii(c); });
    lengths_[count_++] = part.size();
  }
  std::array<std::array<char, kMaxPart>, kMaxParts> letters_{};
  std::array<std::size_t, kMaxParts> lengths_{};
  std::size_t count_ = 0;
};

}  // namespace

NameTraits read_name(std::string_view name) {
  NameTraits traits;
  const NameParts parts(name);
  traits.words = static_cast<std::uint8_t>(parts.size());
  std::size_t telling = parts.size();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const NameKind kind = kind_of(parts[i]);
    if (kind == NameKind::kNone) continue;
    const bool is_api_key =
        kind == NameKind::kKey && i > 0 &&
        (parts[i - 1] == "api" || parts[i - 1] == "access" || parts[i - 1] == "auth" ||
         parts[i - 1] == "private" || parts[i - 1] == "secret" || parts[i - 1] == "encryption");
    // `auth_password` is a password, `password_auth` an auth: the last word tells, auth the least.
    if (kind == NameKind::kAuth && telling < parts.size()) continue;
    traits.kind = is_api_key ? NameKind::kApiKey : kind;
    telling = i;
  }
  const std::size_t behind = telling < parts.size() ? telling + 1 : parts.size();
  traits.words_behind = static_cast<std::uint8_t>(parts.size() - behind);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i == telling) continue;
    if (i < telling && is_among(kNegatingFront, parts[i])) ++traits.negating_front;
    if (i > telling && is_among(kNegatingBack, parts[i])) ++traits.negating_back;
    if (is_among(kAffirming, parts[i])) ++traits.affirming;
    traits.is_public |= is_among(kPublic, parts[i]) || (i > telling && parts[i] == "id");
  }
  if (telling < parts.size())
    traits.is_plural = parts[telling].ends_with('s') && parts[telling] != "pass";
  traits.is_upper = std::none_of(name.begin(), name.end(), is_lower_ascii) &&
                    std::any_of(name.begin(), name.end(), is_upper_ascii);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    // PublicKeyToken is public, too.
    const bool is_public_token = i > 1 && parts[i - 1] == "key" && parts[i - 2] == "public";
    const bool is_public_key =
        i > 0 && i == telling && traits.kind == NameKind::kKey &&
        (parts[i - 1] == "public" || parts[i - 1] == "pub" || parts[i - 1] == "socket");
    if (is_public_key || is_public_token || is_among(kHarmless, parts[i]))
      traits.kind = NameKind::kNone;
  }
  return traits;
}

}  // namespace keyhound
