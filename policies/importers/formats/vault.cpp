// SPDX-License-Identifier: Apache-2.0
// HashiCorp Vault: the metadata of secrets in KV version 2 and static roles of the database and
// LDAP engines, as `vault kv metadata get -format=json` and `vault read -format=json` answer them,
// each with the path that was asked for beside it as "path"; and lists of names (`vault list`).
// What Vault says is observed; an owner in custom metadata was written by people, and is proposed.
// Passwords of an answer (`static-creds`) and other custom metadata are never read.
// https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#read-secret-metadata
// https://developer.hashicorp.com/vault/api-docs/secret/databases#read-static-role
#include <algorithm>
#include <charconv>
#include <optional>

#include "policies/importers/json_values.h"
#include "policies/importers/names.h"
#include "policies/registry/secret_reference.h"
#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

constexpr std::string_view kStaticRoles = "/static-roles/";
constexpr std::string_view kStaticRole = "/static-role/";

// One answer of Vault, and the path that it is about.
struct VaultAnswer {
  const Json& data;
  std::string path;
  ImportPlace place;
  const ImportFile& file;
};

std::string trimmed_path(std::string path) {
  while (path.starts_with('/')) path.erase(0, 1);
  if (path.starts_with("v1/")) path.erase(0, 3);
  while (path.ends_with('/')) path.pop_back();
  return path;
}

// "kv/metadata/pay", "kv/data/pay" and "kv/pay" are one secret: "vault:kv/data/pay". Empty: that is
// no path.
std::string secret_reference(const std::string& path) {
  std::string data = path;
  const std::size_t metadata = data.find("/metadata/");
  if (metadata != std::string::npos) {
    data.replace(metadata, 10, "/data/");
  } else if (data.find("/data/") == std::string::npos) {
    const std::size_t slash = data.find('/');
    if (slash == std::string::npos) return {};
    data.insert(slash, "/data");
  }
  return canonical_secret_reference("vault:" + data).value_or(std::string());
}

std::string role_reference(const std::string& path) {
  std::string creds = path;
  for (const std::string_view role : {kStaticRoles, kStaticRole}) {
    const std::size_t at = creds.find(role);
    if (at == std::string::npos) continue;
    creds.replace(at, role.size(), role == kStaticRoles ? "/static-creds/" : "/static-cred/");
    break;
  }
  return canonical_secret_reference("vault:" + creds).value_or(std::string());
}

// Vault answers seconds as a number, or Go's form: "24h0m0s". Nothing: it is neither.
std::optional<Duration> length_of(const Json& value) {
  constexpr std::int64_t kMost = 1'000'000'000;  // seconds; what a registry can hold
  if (value.is_number_integer()) {
    const auto seconds = value.get<std::int64_t>();
    return seconds > 0 && seconds <= kMost ? std::optional(Duration{seconds}) : std::nullopt;
  }
  if (!value.is_string()) return std::nullopt;
  const std::string text = value.get<std::string>();
  std::int64_t total = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    std::int64_t count = 0;
    const auto [stop, error] = std::from_chars(at, end, count);
    if (error != std::errc{} || count < 0 || count > kMost) return std::nullopt;
    const char unit = stop == end ? 's' : *stop;
    const std::int64_t seconds = unit == 'h' ? 3600 : unit == 'm' ? 60 : unit == 's' ? 1 : 0;
    if (seconds == 0) return std::nullopt;
    total += count * seconds;
    if (total > kMost) return std::nullopt;
    at = stop == end ? stop : stop + 1;
  }
  return total > 0 ? std::optional(Duration{total}) : std::nullopt;
}

// An owner in custom metadata, as a party that is proposed to run the secret.
std::string owner_in(EntryFields& fields, ImportBuilder& builder) {
  const Json* custom = fields.object("custom_metadata");
  if (custom == nullptr) return {};
  const auto owner = custom->find("owner");
  const std::size_t others = custom->size() - (owner == custom->end() ? 0 : 1);
  builder.leave_out("values of custom metadata other than owner", others);
  if (owner == custom->end() || !owner->is_string()) return {};
  return party_of("group", owner->get<std::string>());
}

// When the current version was written, and when it ends: `versions` knows it better than
// `updated_time`.
void read_versions(EntryFields& fields, const VaultAnswer& answer, ImportBuilder& builder,
                   LifecycleFacts& facts) {
  const std::uint64_t current = fields.number("current_version", 0);
  const Json* versions = fields.object("versions");
  const std::string name = std::to_string(current);
  if (versions == nullptr || !versions->contains(name)) {
    const auto updated = fields.time("updated_time");
    if (updated && current > 0) facts.last_rotated = builder.observed(*updated, answer.file);
    return;
  }
  EntryFields version(versions->at(name), answer.place + ".versions", builder);
  if (const auto written = version.time("created_time")) {
    facts.last_rotated = builder.observed(*written, answer.file);
  }
  const bool is_destroyed = version.flag("destroyed", false);
  const auto deleted = version.time("deletion_time");
  if (is_destroyed || (deleted && *deleted <= builder.exported())) {
    builder.remark(
        "secrets whose current version is deleted in Vault, which does not say that it was "
        "revoked");
  } else if (deleted) {
    facts.expires = builder.observed(*deleted, answer.file);
  }
}

void add(Credential credential, Observation row, const VaultAnswer& answer,
         ImportBuilder& builder) {
  const LifecycleFacts& facts = row.facts.lifecycle;
  const bool says_something = facts.created.at || facts.last_rotated.at || facts.expires.at;
  row.credential = credential.id;
  std::vector<std::string> notes;
  if (!credential.owner.operator_party.empty()) {
    notes.emplace_back("operator: by `owner` in the custom metadata");
  }
  builder.add_credential(std::move(credential), answer.place, std::move(notes));
  if (says_something) builder.add_observation(std::move(row));
}

void read_secret(EntryFields& fields, const VaultAnswer& answer, ImportBuilder& builder) {
  Credential credential;
  const std::string reference = secret_reference(answer.path);
  if (reference.empty()) fields.complain("path", "expected MOUNT/metadata/PATH");
  Observation row = builder.observation(answer.file);
  LifecycleFacts& facts = row.facts.lifecycle;
  if (const auto created = fields.time("created_time")) {
    facts.created = builder.observed(*created, answer.file);
  }
  read_versions(fields, answer, builder, facts);
  credential.owner.operator_party = owner_in(fields, builder);
  if (fields.has_problem()) return;
  credential.id = id_of({"vault", reference.substr(6)});
  credential.title = shortened("Secret at " + reference.substr(6) + " in Vault");
  credential.identity.secret_refs.push_back({reference, {}});
  credential.owner.issuance.system = "vault";
  add(std::move(credential), std::move(row), answer, builder);
}

void read_static_role(EntryFields& fields, const VaultAnswer& answer, ImportBuilder& builder) {
  Credential credential;
  const std::string reference = role_reference(answer.path);
  if (reference.empty()) fields.complain("path", "expected MOUNT/static-roles/NAME");
  Observation row = builder.observation(answer.file);
  if (const auto rotated = fields.time("last_vault_rotation")) {
    row.facts.lifecycle.last_rotated = builder.observed(*rotated, answer.file);
  }
  const auto period = answer.data.find("rotation_period");
  if (period != answer.data.end() && !period->is_null()) {
    credential.lifecycle.rotation.period = length_of(*period);
    credential.lifecycle.rotation.method = "automatic";
    const bool is_none = *period == 0 || *period == "0s" || *period == "0";
    if (!credential.lifecycle.rotation.period && !is_none) {
      fields.complain("rotation_period", "expected seconds, or a time such as 24h");
    }
  }
  if (fields.has_problem()) return;
  credential.id = id_of({"vault", reference.substr(6)});
  credential.title = shortened("Static role " + reference.substr(6) + " of Vault");
  credential.identity.secret_refs.push_back({reference, {}});
  credential.owner.issuance.system = "vault";
  add(std::move(credential), std::move(row), answer, builder);
}

bool is_static_role(const Json& data) {
  return data.contains("last_vault_rotation") || data.contains("rotation_period");
}

void read_answer(const Json& value, const std::string& path, const ImportPlace& place,
                 const ImportFile& file, ImportBuilder& builder) {
  builder.count_rows();
  EntryFields outer(value, place, builder);
  if (!value.is_object()) return;
  const Json* inner = outer.object("data");
  const VaultAnswer answer{inner == nullptr ? value : *inner, trimmed_path(path), place, file};
  if (answer.path.empty()) {
    outer.complain("path",
                   "the answer does not say what it is about; put its path beside it, or "
                   "name it with --path");
    return;
  }
  EntryFields fields(answer.data, place, builder);
  if (is_static_role(answer.data)) {
    read_static_role(fields, answer, builder);
  } else if (answer.data.contains("created_time") || answer.data.contains("current_version")) {
    read_secret(fields, answer, builder);
  } else {
    fields.complain("data", "expected the metadata of a secret in KV version 2, or a static role");
  }
}

// `vault list`: names below --path; a folder ends with a slash.
void read_names(const Json& names, const ImportPlace& place, const ImportFile& file,
                ImportBuilder& builder) {
  static const Json empty = Json::object();
  const std::string folder = trimmed_path(builder.options().path);
  for (const Json& name : names) {
    builder.count_rows();
    const bool is_name = name.is_string() && !name.get_ref<const std::string&>().empty();
    if (!is_name || folder.empty()) {
      builder.error(place, is_name ? "a list of names needs --path, the folder that was listed"
                                   : "expected a list of names");
      return;
    }
    const std::string& text = name.get_ref<const std::string&>();
    if (text.ends_with('/')) {
      builder.leave_out("folders of a list");
      continue;
    }
    EntryFields fields(empty, place, builder);
    read_secret(fields, {empty, folder + "/" + text, place, file}, builder);
  }
}

// "path" beside each answer, or an object of path to answer, or one answer and --path.
void read_value(const Json& value, const ImportPlace& place, const ImportFile& file,
                ImportBuilder& builder) {
  if (!value.is_object()) {
    builder.error(place, "expected an answer of Vault, an object");
    return;
  }
  const auto path = value.find("path");
  const bool is_answer = path != value.end() || value.contains("data") ||
                         value.contains("created_time") || is_static_role(value);
  if (is_answer) {
    const bool has_path = path != value.end() && path->is_string();
    read_answer(value, has_path ? path->get<std::string>() : builder.options().path, place, file,
                builder);
    return;
  }
  for (const auto& [name, answer] : value.items()) {
    read_answer(answer, name, place + ": " + std::string("a value by its path"), file, builder);
  }
}

void read_vault(std::span<const ImportFile> files, ImportBuilder& builder) {
  for (const ImportFile& file : files) {
    for (const JsonEntry& entry : read_json_values(file, builder)) {
      const bool is_list = entry.value.is_array();
      const bool is_names = is_list && !entry.value.empty() && entry.value.front().is_string();
      if (is_names) {
        read_names(entry.value, entry.place, file, builder);
        continue;
      }
      if (!is_list) {
        read_value(entry.value, entry.place, file, builder);
        continue;
      }
      std::size_t number = 0;
      for (const Json& item : entry.value) {
        const ImportPlace place = entry.place + ": entry " + std::to_string(++number);
        read_value(item, place, file, builder);
      }
    }
  }
}

}  // namespace

extern const Importer kVaultImporter;
const Importer kVaultImporter{"vault", "metadata of KV version 2, static roles and lists, as JSON",
                              "vault", false, read_vault};

}  // namespace keyhound
