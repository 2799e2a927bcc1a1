// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/credential_literal.h"

#include <algorithm>
#include <array>

#include "scanner/base/ascii.h"
#include "scanner/filters/generic/name_traits.h"
#include "scanner/filters/generic/placeholder_words.h"
#include "scanner/filters/generic/reference_value.h"
#include "scanner/filters/generic/value_traits.h"
#include "scanner/filters/placeholder_value.h"

namespace keyhound {
namespace {

constexpr std::size_t kShortest = 4;

// Parts that make of a name one of a limit, a place or a description.
constexpr std::array<std::string_view, 52> kHarmlessParts = {
    "max",      "min",       "limit",   "count",  "name",    "names",    "file",       "files",
    "path",     "paths",     "dir",     "type",   "types",   "id",       "ids",        "url",
    "uri",      "host",      "enabled", "ttl",    "expiry",  "expires",  "expiration", "title",
    "label",    "region",    "scope",   "scopes", "version", "status",   "length",     "size",
    "format",   "endpoint",  "prefix",  "issuer", "policy",  "provider", "audience",   "required",
    "rotation", "budget",    "cache",   "method", "mount",   "store",    "urls",       "uris",
    "hosts",    "endpoints", "arn",     "arns"};

// Beginnings of the names that images of databases take their passwords from. People start such
// databases in a job for its tests.
constexpr std::array<std::string_view, 14> kDatabases = {
    "postgres", "pg",    "mysql",    "mariadb", "mssql",      "sa_",    "mongo",
    "redis",    "minio", "rabbitmq", "oracle",  "clickhouse", "neo4j_", "influxdb"};

bool is_database_password(std::string_view lower) {
  const bool is_password = lower.find("pass") != std::string_view::npos ||
                           lower.ends_with("_pwd") || lower == "minio_secret_key";
  return is_password && std::any_of(kDatabases.begin(), kDatabases.end(),
                                    [&](std::string_view one) { return lower.starts_with(one); });
}

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::any_of(words.begin(), words.end(), [word](std::string_view one) {
    return one.size() == word.size() && one.front() == word.front() && one == word;
  });
}

// Calls `use` with each part of a name in lower case: DB_MAX_TOKENS has three, dbMaxTokens too.
template <class Use>
void each_part(std::string_view name, Use use) {
  std::string part;
  const auto end_part = [&] {
    if (!part.empty()) use(part);
    part.clear();
  };
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool begins_word = is_upper_ascii(name[i]) && i > 0 &&
                             (is_lower_ascii(name[i - 1]) || is_digit_ascii(name[i - 1]));
    if (begins_word || !is_alnum_ascii(name[i])) end_part();
    if (is_alnum_ascii(name[i])) part += to_lower_ascii(name[i]);
  }
  end_part();
}

bool is_flag(std::string_view value) {
  constexpr std::array<std::string_view, 12> kFlags = {"true", "false", "yes",   "no",
                                                       "on",   "off",   "none",  "null",
                                                       "auto", "read",  "write", "inherit"};
  return is_among(kFlags, to_lower_ascii(value));
}

// 30, 1.5, 90d, 15m, PT24H.
bool is_amount(std::string_view value) {
  if (value.starts_with("P") && value.size() > 1 && (value[1] == 'T' || is_digit_ascii(value[1])))
    return value.size() < 10;
  const std::size_t digits = value.find_first_not_of("0123456789.,_-+: ");
  return digits == std::string_view::npos ||
         (digits > 0 && value.size() - digits <= 2 && value.size() < 8);
}

// The name of another variable or secret, or a list of such: A_B, A,B.
bool is_name_list(std::string_view value) {
  bool begins = true;
  bool has_name = false;
  bool has_mark = false;
  for (const char c : value) {
    if (c == ',' || c == ' ' || c == ';' || c == '\n') {
      begins = true;
      has_mark = has_mark || c == ',';
      continue;
    }
    if (begins && !is_upper_ascii(c)) return false;
    if (!is_upper_ascii(c) && !is_digit_ascii(c) && c != '_') return false;
    has_mark = has_mark || c == '_';
    has_name = true;
    begins = false;
  }
  return has_name && (has_mark || value.size() < 16);
}

// Where a secret is kept, in the notation of a store: op://vault/item, vault:path, path key | NAME.
bool is_store_path(std::string_view value) {
  for (const std::string_view start :
       {"op://",     "vault:", "vault://",  "ssm:",    "secretsmanager:",
        "keyvault:", "arn:",   "projects/", "aws-sm:", "azure-kv:",
        "gcp-sm:",   "sops:",  "env:",      "file:",   "secret/",
        "kv/",       "bws:",   "doppler:",  "ref+",    "akv:",
        "keychain:"}) {
    if (value.starts_with(start)) return true;
  }
  const std::size_t bar = value.find(" | ");
  return bar != std::string_view::npos && value.find('/') < bar;
}

// The password in https://user:password@host; empty: none.
std::string_view url_password(std::string_view value) {
  const std::size_t scheme = value.find("://");
  if (scheme == std::string_view::npos) return {};
  const std::string_view rest = value.substr(scheme + 3);
  const std::string_view authority = rest.substr(0, rest.find('/'));
  const std::size_t colon = authority.find(':');
  const std::size_t host = authority.rfind('@');
  if (colon == std::string_view::npos || host == std::string_view::npos || host < colon) return {};
  return authority.substr(colon + 1, host - colon - 1);
}

bool is_place(std::string_view value) {
  const ValueTraits traits = read_value_traits(value);
  return traits.is_url || traits.is_path || traits.is_email || traits.has_extension;
}

// A word or two that say they are no secret: password, changeme, test-token, dev_secret.
bool is_dummy(std::string_view value, std::string_view name) {
  const PlaceholderTraits traits = read_placeholder(value, name);
  if (traits.is_whole || traits.is_field_name || traits.shares_with_name) return true;
  constexpr std::array<std::string_view, 22> kDummyParts = {
      "test",        "testing",    "tests",    "dummy",       "fake", "example",
      "sample",      "mock",       "local",    "dev",         "ci",   "fallback",
      "notasecret",  "not",        "unused",   "placeholder", "for",  "insecure",
      "development", "validation", "changeme", "default"};
  bool has_dummy = false;
  bool has_unknown = false;
  each_part(value, [&](const std::string& part) {
    if (is_among(kDummyParts, part)) has_dummy = true;
    const bool is_word = std::all_of(part.begin(), part.end(), is_alpha_ascii) &&
                         read_value_traits(part).words > 0.5F;
    if (!is_word && part.size() > 4) has_unknown = true;
  });
  return has_dummy && !has_unknown;
}

// Words between underscores: if_you_see_this_set_the_token.
bool is_phrase(std::string_view value, const ValueTraits& traits) {
  constexpr std::ptrdiff_t kFewest = 3;
  const bool is_plain =
      std::all_of(value.begin(), value.end(), [](char c) { return is_lower_ascii(c) || c == '_'; });
  return is_plain && std::count(value.begin(), value.end(), '_') >= kFewest && traits.words > 0.5F;
}

}  // namespace

bool is_credential_name(std::string_view name) {
  const NameTraits traits = read_name(name);
  if (traits.kind == NameKind::kNone || traits.is_public || traits.negating_front > 0 ||
      traits.negating_back > 0)
    return false;
  bool is_harmless = false;
  std::string last;
  each_part(name, [&](const std::string& part) {
    is_harmless = is_harmless || is_among(kHarmlessParts, part);
    last = part;
  });
  if (is_harmless || last == "tokens") return false;
  switch (traits.kind) {
    case NameKind::kPassword:
      return last != "pass" || traits.words > 1;
    case NameKind::kSecret:
    case NameKind::kToken:
    case NameKind::kApiKey:
      return true;
    case NameKind::kCredential:
      return traits.words <= 3;
    case NameKind::kKey:
      return traits.affirming > 0;
    default:
      return false;
  }
}

bool is_credential_place(std::string_view value) {
  const bool is_slot = value.starts_with('<') && value.ends_with('>');
  return is_slot || is_reference(value, true) || is_store_path(value);
}

bool is_no_credential(std::string_view value) {
  return value.empty() || is_flag(value) || is_reference(value, true) || is_store_path(value) ||
         is_filler_token(value) || is_password_reference(value);
}

LiteralKind judge_literal(std::string_view name, std::string_view value) {
  if (const std::string_view password = url_password(value); !password.empty())
    return is_no_credential(password) ? LiteralKind::kOther : LiteralKind::kCredential;
  if (value.size() < kShortest || is_no_credential(value)) return LiteralKind::kOther;
  if (is_database_password(to_lower_ascii(name))) return LiteralKind::kThrowAway;
  if (is_amount(value) || is_name_list(value) || is_place(value) || is_dummy(value, name))
    return LiteralKind::kOther;
  // Two words or more with blanks between them are a sentence or a command.
  const ValueTraits traits = read_value_traits(value);
  if (traits.parts > 2 || traits.is_sentence) return LiteralKind::kOther;
  if ((traits.is_kebab || is_phrase(value, traits)) && traits.digits == 0)
    return LiteralKind::kOther;
  const bool is_plain_word = traits.digits == 0 && traits.symbols == 0 && traits.words > 0.9F;
  return is_plain_word && read_name(name).kind != NameKind::kPassword ? LiteralKind::kOther
                                                                      : LiteralKind::kCredential;
}

}  // namespace keyhound
