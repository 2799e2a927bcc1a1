// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/ansible/ansible_values.h"

#include <array>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/facts/credential_literal.h"

namespace keyhound {
namespace {

bool is_word(char c) { return is_alnum_ascii(c) || c == '_' || c == '.'; }

struct Lookup {
  std::string_view plugin;  // the last part of its name
  std::string_view store;
};

constexpr std::array<Lookup, 16> kLookups = {{
    {"hashi_vault", "vault"},
    {"vault_kv2_get", "vault"},
    {"vault_kv1_get", "vault"},
    {"vault_read", "vault"},
    {"aws_secret", "aws-secrets-manager"},
    {"secretsmanager_secret", "aws-secrets-manager"},
    {"aws_ssm", "aws-ssm"},
    {"ssm_parameter", "aws-ssm"},
    {"azure_keyvault_secret", "azure-key-vault"},
    {"gcp_secret_manager", "gcp-secret-manager"},
    {"onepassword", "1password"},
    {"bitwarden", "bitwarden"},
    {"passwordstore", "passwordstore"},
    {"conjur_variable", "conjur"},
    {"cyberarkpassword", "cyberark"},
    {"env", "environment"},
}};

const Lookup* find_lookup(std::string_view plugin) {
  const std::string_view name = plugin.substr(plugin.find_last_of('.') + 1);
  for (const Lookup& one : kLookups)
    if (one.plugin == name) return &one;
  return nullptr;
}

// Walks over the expression between the braces.
class ExpressionReader {
 public:
  ExpressionReader(std::string_view text, TextRange range)
      : text_(text.substr(0, range.end)), at_(range.begin) {}

  struct Found {
    std::string store;
    std::string id;
    std::string field;
    TextRange range;
    bool is_exact = true;
    bool is_sure = true;
  };

  // The next secret that is named; nullopt: there is none.
  std::optional<Found> next() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\'' || c == '"') {
        read_string();
      } else if (is_alpha_ascii(c) || c == '_') {
        const std::string_view word = read_word();
        if (word == "lookup" || word == "query" || word == "q") {
          if (auto found = read_lookup()) return found;
        } else if (is_vault_variable(word)) {
          const auto end = static_cast<std::uint32_t>(at_);
          const auto begin = static_cast<std::uint32_t>(at_ - word.size());
          return Found{"ansible-vault", std::string(word), {}, {begin, end}, true, false};
        }
      } else {
        ++at_;
      }
    }
    return std::nullopt;
  }

 private:
  // Variables whose values are in an encrypted file begin so, by Ansible's own advice.
  static bool is_vault_variable(std::string_view word) {
    constexpr std::string_view kPrefix = "vault_";
    return word.starts_with(kPrefix) && is_credential_name(word.substr(kPrefix.size()));
  }

  std::string_view read_word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  // Between quotes; the reader stands behind them then.
  std::string_view read_string() {
    const char quote = text_[at_++];
    const std::size_t begin = at_;
    const std::size_t end = std::min(text_.find(quote, begin), text_.size());
    at_ = std::min(end + 1, text_.size());
    return text_.substr(begin, end - begin);
  }

  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }

  bool take(char c) {
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    skip_blanks();
    return true;
  }

  [[nodiscard]] bool sees_string() const {
    return at_ < text_.size() && (text_[at_] == '\'' || text_[at_] == '"');
  }

  // ('plugin', 'what', …)
  std::optional<Found> read_lookup() {
    if (!take('(') || !sees_string()) return std::nullopt;
    const std::string_view plugin = read_string();
    const Lookup* lookup = find_lookup(plugin);
    if (lookup == nullptr || !take(',')) return std::nullopt;
    Found found;
    found.store = lookup->store;
    const auto begin = static_cast<std::uint32_t>(at_);
    if (sees_string()) {
      set_name(found, read_string());
      skip_blanks();
      found.is_exact = at_ >= text_.size() || text_[at_] == ',' || text_[at_] == ')';
    } else {
      found.id = read_word();
      found.is_exact = false;
    }
    found.range = {begin, static_cast<std::uint32_t>(at_)};
    if (found.store == "environment") found.is_sure = is_credential_name(found.id);
    if (found.id.empty()) return std::nullopt;
    return found;
  }

  // hashi_vault writes it all in one text: 'secret=path:field token=… url=…'.
  static void set_name(Found& found, std::string_view text) {
    if (found.store == "vault") {
      const std::size_t secret = text.find("secret=");
      if (secret != std::string_view::npos) text.remove_prefix(secret + 7);
      text = text.substr(0, text.find(' '));
      const std::size_t colon = text.find(':');
      if (colon != std::string_view::npos) found.field = text.substr(colon + 1);
      text = text.substr(0, colon);
    }
    found.id = text;
  }

  std::string_view text_;
  std::size_t at_;
};

void add_found(DefinitionBuilder& builder, const SourceText& value, const ValuePlace& place,
               TemplateRange& range, ExpressionReader::Found found) {
  SecretReference reference;
  reference.scope = place.scope;
  reference.store = std::move(found.store);
  reference.id = std::move(found.id);
  reference.name = reference.id;
  reference.field = std::move(found.field);
  reference.bound_as = place.bound_as;
  reference.sink = place.sink;
  reference.range = value.source_of(found.range);
  reference.key_path = place.key_path;
  reference.resolution = found.is_exact ? Resolution::kExact : Resolution::kPattern;
  if (reference.store == "environment" && !found.is_sure) {
    reference.kind = "variable";
    reference.confidence = Confidence::kLow;
  } else if (!found.is_sure) {
    reference.confidence = Confidence::kMedium;
  }
  range.references.push_back(builder.add(std::move(reference)));
}

}  // namespace

ValueReading read_ansible_value(DefinitionBuilder& builder, const SourceText& value,
                                const ValuePlace& place) {
  ValueReading reading;
  const std::string_view text = value.text;
  reading.is_literal = text.find("{%") == std::string_view::npos;
  for (std::size_t from = 0; (from = text.find("{{", from)) != std::string_view::npos;) {
    const std::size_t end = text.find("}}", from + 2);
    if (end == std::string_view::npos) break;
    reading.is_literal = false;
    TemplateRange range;
    range.range = {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(end + 2)};
    ExpressionReader reader(text, {range.range.begin + 2, range.range.end - 2});
    while (auto found = reader.next()) add_found(builder, value, place, range, std::move(*found));
    reading.templates.push_back(std::move(range));
    from = end + 2;
  }
  return reading;
}

}  // namespace keyhound
