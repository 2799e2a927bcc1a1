// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/secrets_file.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <set>
#include <span>
#include <utility>

#include "scanner/base/file.h"
#include "scanner/base/text_encode.h"
#include "scanner/filters/checksum.h"
#include "scanner/model/redaction.h"
#include "scanner/verify/verification_request.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20U;
constexpr std::string_view kIdentityPrefix = "identity:";

// What is wrong with the line. Never quotes it: who mistypes a line writes a secret anywhere.
tl::unexpected<Error> wrong(std::string what) {
  return fail(ErrorKind::kConfiguration, std::move(what));
}

const Rule* rule_of(const RuleSet& rules, std::string_view id) {
  const auto found = std::find_if(rules.rules.begin(), rules.rules.end(),
                                  [id](const Rule& rule) { return rule.id == id; });
  return found == rules.rules.end() ? nullptr : &*found;
}

std::string_view skip_blanks(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\r");
  return start == std::string_view::npos ? std::string_view() : text.substr(start);
}

// The text between double quotes that `rest` begins with; takes it away.
Result<std::string> take_quoted(std::string_view& rest) {
  std::string value;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    char c = rest[i];
    if (c == '"') {
      rest.remove_prefix(i + 1);
      if (!rest.empty() && rest.front() != ' ' && rest.front() != '\t' && rest.front() != '\r')
        return wrong("a blank must follow the closing quote");
      return value;
    }
    if (c == '\\') {
      const char next = ++i < rest.size() ? rest[i] : '\0';
      if (next != 'n' && next != 't' && next != '"' && next != '\\')
        return wrong("in quotes a backslash stands before n, t, \" or \\ only");
      c = next == 'n' ? '\n' : next == 't' ? '\t' : next;
    }
    value += c;
  }
  return wrong("a closing quote is missing");
}

Result<std::string> take_value(std::string_view& rest) {
  if (rest.starts_with('"')) return take_quoted(rest);
  const std::size_t end = std::min(rest.find_first_of(" \t\r"), rest.size());
  std::string value(rest.substr(0, end));
  rest.remove_prefix(end);
  return value;
}

struct Field {
  std::string name;
  std::string value;
};

Result<std::vector<Field>> fields_of(std::string_view line) {
  std::vector<Field> fields;
  for (std::string_view rest = skip_blanks(line); !rest.empty() && rest.front() != '#';
       rest = skip_blanks(rest)) {
    const std::size_t equals = rest.find_first_of("= \t");
    if (equals == std::string_view::npos || rest[equals] != '=' || equals == 0) {
      return wrong(
          fmt::format("field {} must be RULE-ID=SECRET or identity:NAME=VALUE; a value with "
                      "blanks stands in double quotes",
                      fields.size() + 1));
    }
    Field field;
    field.name = rest.substr(0, equals);
    rest.remove_prefix(equals + 1);
    KEYHOUND_TRY(field.value, take_value(rest));
    if (field.value.empty()) return wrong(fmt::format("field {} is empty", fields.size() + 1));
    fields.push_back(std::move(field));
  }
  return fields;
}

Result<VerificationCandidate> candidate_of(std::vector<Field> fields, const RuleSet& rules,
                                           const FingerprintKey& key) {
  const Rule* first = nullptr;
  CredentialParts parts;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    Field& field = fields[i];
    if (i > 0 && field.name.starts_with(kIdentityPrefix)) {
      parts.identity[field.name.substr(kIdentityPrefix.size())] = std::move(field.value);
      continue;
    }
    const Rule* const rule = rule_of(rules, field.name);
    if (rule == nullptr) {
      return wrong(
          fmt::format("what field {} begins with is no rule's id; 'keyhound rules list' "
                      "shows them",
                      i + 1));
    }
    if (i == 0) {
      first = rule;
      parts.secret = std::move(field.value);
    } else {
      parts.parts[rule->id] = std::move(field.value);
    }
  }
  return make_candidate(*first, key, std::move(parts));
}

Result<std::string> read_standard_input() {
  std::string text;
  char buffer[16384];
  for (std::size_t read = 0; (read = std::fread(buffer, 1, sizeof buffer, stdin)) > 0;) {
    text.append(buffer, read);
    if (text.size() > kMostBytes) return fail(ErrorKind::kLimit, "more than 64 MiB");
  }
  if (std::ferror(stdin) != 0) return fail(errno_error(errno, "it cannot be read"));
  return text;
}

Status check_privacy(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return fail(errno_error(errno, "it cannot be read"));
  if (status.st_uid != ::geteuid() && status.st_uid != 0) {
    return fail(ErrorKind::kConfiguration,
                fmt::format("it belongs to user {}, not to you", status.st_uid));
  }
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) == 0) return {};
  return fail(ErrorKind::kConfiguration,
              "secrets stand in it, and others may open it; take that away with 'chmod 600'");
}

}  // namespace

namespace {

// Keyed (by the public key, where the user has none), since parts may be secret, too.
std::string variant_of(const FingerprintKey& key, const CredentialParts& parts) {
  if (parts.parts.empty() && parts.identity.empty()) return {};
  std::string text;
  for (const auto* values : {&parts.parts, &parts.identity}) {
    for (const auto& [name, value] : *values)
      text += fmt::format("{}:{}{}:{}", name.size(), name, value.size(), value);
    text += '\n';
  }
  const Fingerprint print = fingerprint(key, "verification-variant", text);
  return to_hex(std::span(print.mac).first(8));
}

}  // namespace

VerificationCandidate make_candidate(const Rule& rule, const FingerprintKey& key,
                                     CredentialParts parts, const Verifier* verifier) {
  VerificationCandidate candidate;
  candidate.rule_id = rule.id;
  candidate.provider = rule.provider;
  candidate.fingerprint = fingerprint(key, rule.family, parts.secret).short_form();
  candidate.redacted = redact(parts.secret);
  if (verifier == nullptr || !asks_for_secret_alone(*verifier))
    candidate.variant = variant_of(key, parts);
  candidate.has_wrong_checksum =
      !rule.checksum.empty() && is_checksum_right(rule.checksum, parts.secret) == false;
  candidate.parts = std::move(parts);
  return candidate;
}

Result<std::vector<ListedSecret>> parse_secrets(std::string_view text, const RuleSet& rules,
                                                const FingerprintKey& key) {
  std::vector<ListedSecret> secrets;
  std::set<std::pair<std::string, std::string>> known;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    auto fields = fields_of(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!fields) return fail(fields.error().within(fmt::format("line {}", number)));
    if (fields->empty()) continue;
    auto candidate = candidate_of(std::move(*fields), rules, key);
    if (!candidate) return fail(candidate.error().within(fmt::format("line {}", number)));
    if (known.emplace(candidate->rule_id, candidate->fingerprint).second)
      secrets.push_back({std::move(*candidate), number});
  }
  return secrets;
}

Result<std::vector<ListedSecret>> read_secrets(const std::string& path, const RuleSet& rules,
                                               const FingerprintKey& key) {
  const std::string name = path == "-" ? "standard input" : escape_for_terminal(path);
  const auto read = [&]() -> Result<std::vector<ListedSecret>> {
    if (path != "-") KEYHOUND_TRY_STATUS(check_privacy(path));
    KEYHOUND_TRY(const std::string text,
                 path == "-" ? read_standard_input() : read_file(path, kMostBytes));
    return parse_secrets(text, rules, key);
  };
  auto secrets = read();
  if (!secrets) return fail(secrets.error().within(name));
  return secrets;
}

}  // namespace keyhound
