// SPDX-License-Identifier: Apache-2.0
// GitHub secret-scanning alerts, as the REST API answers them: a list, pages of lists, or one alert
// each line, with "first_location_detected" or, put beside, "locations". The secret in an alert is
// never read. That a token works or not (`validity`) is observed by GitHub; that it was revoked, is
// used in tests or will not be fixed was said by whoever closed the alert.
// https://docs.github.com/rest/secret-scanning/secret-scanning
#include <array>
#include <optional>

#include "policies/importers/json_values.h"
#include "policies/importers/names.h"
#include "policies/importers/rule_names.h"
#include "policies/registry/yaml_text.h"
#include "scanner/base/glob.h"

namespace keyhound {
namespace {

struct Resolution {
  std::string_view name;
  std::string_view type;  // of the exception; empty: none
  std::string_view reason;
};

constexpr std::array<Resolution, 6> kResolutions = {{
    {"wont_fix", "risk-accepted", "closed on GitHub as won't fix; to be judged again by its end"},
    {"used_in_tests", "not-for-release",
     "closed on GitHub as used in tests; to be judged again by its end"},
    {"false_positive", "tool-noise",
     "closed on GitHub as false positive; to be judged again by its end"},
    {"revoked", "", ""},
    {"pattern_edited", "", ""},
    {"pattern_deleted", "", ""},
}};

const Resolution* find_resolution(std::string_view name) {
  for (const Resolution& resolution : kResolutions) {
    if (resolution.name == name) return &resolution;
  }
  return nullptr;
}

// Of an alert: "acme/pay" of its repository, or of the address of its page.
std::string repository_in(EntryFields& fields, ImportBuilder& builder) {
  if (const Json* repository = fields.object("repository")) {
    EntryFields own(*repository, fields.place() + ".repository", builder);
    return own.name("full_name");
  }
  const std::string page = fields.text("html_url");
  const std::size_t end = page.find("/security/");
  const std::string repository =
      end == std::string::npos ? std::string() : repository_of(page.substr(0, end));
  return repository.empty() ? builder.options().repository : repository;
}

// A party for a login; empty: nobody is named.
std::string user_in(EntryFields& fields, const char* key, ImportBuilder& builder) {
  const Json* user = fields.object(key);
  if (user == nullptr) return {};
  EntryFields own(*user, fields.place() + "." + key, builder);
  return party_of("user", own.name("login"));
}

void add_locators(std::string path, const std::string& secret_type, const std::string& repository,
                  ImportBuilder& builder, Identity& identity) {
  if (path.starts_with('/')) path.erase(0, 1);
  if (path.empty()) {
    builder.leave_out("places outside of files (issues, comments, wikis)");
    return;
  }
  const auto rules = rules_named(secret_type);
  for (const std::string_view rule : rules) {
    identity.locators.push_back({std::string(rule), glob_of_path(path), repository, {}, {}});
  }
  if (rules.empty()) identity.locators.push_back({{}, glob_of_path(path), repository, {}, {}});
}

void read_locations(EntryFields& fields, const std::string& secret_type,
                    const std::string& repository, ImportBuilder& builder, Identity& identity) {
  if (const Json* first = fields.object("first_location_detected")) {
    EntryFields own(*first, fields.place() + ".first_location_detected", builder);
    add_locators(own.name("path"), secret_type, repository, builder, identity);
  }
  const Json* locations = fields.list("locations");
  if (locations == nullptr) {
    const bool has_more = fields.flag("has_more_locations", false);
    builder.remark("alerts have more locations than their file holds; see docs/importing.md",
                   has_more ? 1 : 0);
    return;
  }
  for (const Json& location : *locations) {
    EntryFields own(location, fields.place() + ".locations", builder);
    const Json* details = own.object("details");
    if (details == nullptr) continue;
    EntryFields place(*details, fields.place() + ".locations.details", builder);
    add_locators(place.name("path"), secret_type, repository, builder, identity);
  }
}

void read_bypass(EntryFields& fields, ImportBuilder& builder, std::vector<std::string>& notes) {
  const bool is_bypassed = fields.flag("push_protection_bypassed", false);
  const std::string user = user_in(fields, "push_protection_bypassed_by", builder);
  const auto at = fields.time("push_protection_bypassed_at");
  if (!is_bypassed) return;
  std::string note = "push protection was bypassed";
  if (at) note += " on " + format_timestamp(*at).substr(0, 10);
  if (!user.empty()) note += " by " + yaml_text(user);
  notes.push_back(std::move(note));
  builder.remark("alerts whose push protection was bypassed; see their comments");
}

void read_resolution(EntryFields& fields, const ImportFile& file, ImportBuilder& builder,
                     Credential& credential, std::vector<std::string>& notes) {
  const std::string state = fields.text("state");
  if (state != "open" && state != "resolved") fields.complain("state", "expected open or resolved");
  const std::string name = fields.text("resolution");
  const auto at = fields.time("resolved_at");
  const std::string user = user_in(fields, "resolved_by", builder);
  if (state != "resolved" || fields.has_problem()) return;
  const Resolution* resolution = find_resolution(name);
  if (resolution == nullptr) {
    fields.complain("resolution", "this is no resolution that GitHub documents");
    return;
  }
  std::string note = "closed on GitHub as " + std::string(resolution->name);
  if (at) note += " on " + format_timestamp(*at).substr(0, 10);
  if (!user.empty()) note += " by " + yaml_text(user);
  notes.push_back(std::move(note));
  if (name == "revoked" && at) {
    credential.lifecycle.revoked.at = builder.declared(*at, file);
    credential.lifecycle.revoked.at.by = user;
  }
  if (resolution->type.empty()) return;
  Exception exception;
  exception.id = id_of({"exc", credential.id});
  exception.applies_to.credential = credential.id;
  exception.type = resolution->type;
  exception.reason = resolution->reason;
  builder.add_exception(std::move(exception));
}

void observe_validity(EntryFields& fields, const ImportFile& file, const std::string& credential,
                      ImportBuilder& builder) {
  const std::string validity = fields.text("validity");
  if (validity != "active" && validity != "inactive") return;
  Observation row = builder.observation(file);
  row.credential = credential;
  row.facts.status = validity;
  builder.add_observation(std::move(row));
}

void read_alert(const JsonEntry& entry, const ImportFile& file, ImportBuilder& builder) {
  EntryFields fields(entry, builder);
  Credential credential;
  std::vector<std::string> notes;
  const std::string number = std::to_string(fields.number("number", 0));
  const std::string secret_type = fields.name("secret_type");
  const std::string repository = repository_in(fields, builder);
  if (number == "0") fields.complain("number", "expected the number of an alert");
  if (secret_type.empty()) fields.complain("secret_type", "expected the type of a secret");
  if (repository.empty()) {
    fields.complain("repository", "no repository is named; name it with --repository");
  }
  if (fields.has_problem()) return;
  credential.id = id_of({"github-alert", repository, number});
  const std::string title = fields.name("secret_type_display_name");
  credential.title =
      shortened((title.empty() ? secret_type : title) + ", alert " + number + " of " + repository);
  const auto rules = rules_named(secret_type);
  credential.kind = rules.size() == 1 ? std::string(rules.front()) : shortened(secret_type);
  credential.locations.consumers = {"repo:" + repository};
  read_locations(fields, secret_type, repository, builder, credential.identity);
  read_bypass(fields, builder, notes);
  read_resolution(fields, file, builder, credential, notes);
  if (fields.has_problem()) return;
  observe_validity(fields, file, credential.id, builder);
  if (credential.identity.locators.empty()) {
    builder.remark(
        "alerts without a location: nothing ties a finding to their entries; see "
        "docs/importing.md on how to export locations");
  }
  builder.add_credential(std::move(credential), entry.place, std::move(notes));
}

void read_github_alerts(std::span<const ImportFile> files, ImportBuilder& builder) {
  for (const ImportFile& file : files) {
    for (const JsonEntry& entry : read_json_entries(file, builder)) {
      builder.count_rows();
      read_alert(entry, file, builder);
    }
  }
}

}  // namespace

extern const Importer kGithubAlertsImporter;
const Importer kGithubAlertsImporter{"github-alerts", "secret-scanning alerts of the REST API",
                                     "github-secret-scanning", false, read_github_alerts};

}  // namespace keyhound
