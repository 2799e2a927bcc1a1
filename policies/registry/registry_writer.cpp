// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/registry_writer.h"

#include <string_view>
#include <utility>

#include "policies/registry/yaml_text.h"

namespace keyhound {
namespace {

// Dates at midnight as a day, others to the second.
std::string write_time(Timestamp time) {
  const std::string text = format_timestamp(time);
  return text.ends_with("T00:00:00Z") ? text.substr(0, 10) : text;
}

// "{a: x, b: y}"; members without a value are left out.
class FlowMapping {
 public:
  void text(std::string_view key, std::string_view value) {
    if (!value.empty()) raw(key, yaml_text(value));
  }
  void time(std::string_view key, const std::optional<Timestamp>& value) {
    if (value) raw(key, write_time(*value));
  }
  void duration(std::string_view key, const std::optional<Duration>& value) {
    if (value) raw(key, write_duration(*value));
  }
  void texts(std::string_view key, const std::vector<std::string>& values) {
    if (values.empty()) return;
    std::string list;
    for (const std::string& value : values) list += (list.empty() ? "" : ", ") + yaml_text(value);
    raw(key, "[" + list + "]");
  }
  void fact(std::string_view key, const DatedFact& fact);
  void raw(std::string_view key, const std::string& value) {
    members_ += (members_.empty() ? "" : ", ") + std::string(key) + ": " + value;
  }
  [[nodiscard]] bool empty() const { return members_.empty(); }
  [[nodiscard]] std::string str() const { return "{" + members_ + "}"; }

 private:
  std::string members_;
};

std::string write_fact(const DatedFact& fact) {
  if (fact.source.empty() && fact.evidence.empty() && fact.by.empty()) return write_time(*fact.at);
  FlowMapping mapping;
  mapping.time("at", fact.at);
  mapping.text("source", fact.source);
  mapping.text("evidence", fact.evidence);
  mapping.text("by", fact.by);
  return mapping.str();
}

void FlowMapping::fact(std::string_view key, const DatedFact& fact) {
  if (fact.at) raw(key, write_fact(fact));
}

std::string write_verification(const RevocationCheck& check) {
  FlowMapping mapping;
  mapping.text("method", check.method);
  mapping.fact("at", check.at);
  mapping.text("result", check.result);
  mapping.text("evidence", check.evidence);
  mapping.text("provider", check.provider);
  mapping.text("status", check.status);
  return mapping.empty() ? std::string() : mapping.str();
}

// Lines of a block mapping at one depth.
class Block {
 public:
  Block(std::string& out, std::size_t indent) : out_(out), indent_(indent, ' ') {}

  void raw(std::string_view key, std::string_view value) {
    out_ += indent_ + std::string(key) + ": " + std::string(value) + "\n";
  }
  void text(std::string_view key, std::string_view value) {
    if (!value.empty()) raw(key, yaml_text(value));
  }
  void mapping(std::string_view key, const FlowMapping& value) {
    if (!value.empty()) raw(key, value.str());
  }
  void time(std::string_view key, const std::optional<Timestamp>& value) {
    if (value) raw(key, write_time(*value));
  }
  void fact(std::string_view key, const DatedFact& fact) {
    if (fact.at) raw(key, write_fact(fact));
  }
  void comment(std::string_view text) { out_ += indent_ + "# " + std::string(text) + "\n"; }
  // Begins a nested mapping.
  void open(std::string_view key) { out_ += indent_ + std::string(key) + ":\n"; }
  void list(std::string_view key, const std::vector<std::string>& flow_items) {
    if (flow_items.empty()) return;
    open(key);
    for (const std::string& item : flow_items) out_ += indent_ + "  - " + item + "\n";
  }

 private:
  std::string& out_;
  std::string indent_;
};

std::vector<std::string> values_of(const std::vector<PublicId>& ids) {
  std::vector<std::string> values;
  for (const PublicId& id : ids) values.push_back(yaml_text(id.value));
  return values;
}

void write_identity(std::string& out, const Identity& identity) {
  std::vector<std::string> fingerprints;
  for (const FingerprintEntry& entry : identity.fingerprints) {
    FlowMapping dated;
    dated.text("value", entry.value);
    dated.time("from", entry.from);
    dated.time("to", entry.to);
    fingerprints.push_back(entry.from || entry.to ? dated.str() : yaml_text(entry.value));
  }
  std::vector<std::string> locators;
  for (const Locator& locator : identity.locators) {
    FlowMapping mapping;
    mapping.text("rule", locator.rule);
    mapping.text("path", locator.path);
    mapping.text("repo", locator.repo);
    mapping.text("key_name", locator.key_name);
    locators.push_back(mapping.str());
  }
  const bool is_empty = identity.provider_ids.empty() && identity.public_keys.empty() &&
                        fingerprints.empty() && identity.secret_refs.empty() && locators.empty();
  if (is_empty) return;
  Block(out, 4).open("identity");
  Block block(out, 6);
  block.list("provider_ids", values_of(identity.provider_ids));
  block.list("public_keys", values_of(identity.public_keys));
  block.list("fingerprints", fingerprints);
  block.list("secret_refs", values_of(identity.secret_refs));
  block.list("locators", locators);
}

void write_owner(std::string& out, const Credential& credential) {
  const Owner& owner = credential.owner;
  const bool is_proposal = credential.status == "proposed";
  Block(out, 4).open("owner");
  Block block(out, 6);
  block.text("accountable", owner.accountable);
  if (owner.accountable.empty()) {
    block.comment("accountable: group:NAME   <- the one internal party who answers for it");
  }
  block.text("operator", owner.operator_party);
  block.text("deputy", owner.deputy);
  FlowMapping issuance;
  issuance.texts("creators", owner.issuance.creators);
  issuance.text("approval", owner.issuance.approval);
  issuance.text("system", owner.issuance.system);
  block.mapping("issuance", issuance);
  block.time("proposed", owner.proposed);
  block.fact("accepted", owner.accepted);
  if (is_proposal && !owner.accepted.at) {
    block.comment("accepted: {at: 2026-01-31, by: \"user:NAME\"}   <- once that party agrees");
  }
}

void write_scope(std::string& out, const Credential& credential) {
  FlowMapping scope;
  scope.text("environment", credential.scope.environment);
  scope.text("provider", credential.scope.provider);
  scope.text("account", credential.scope.account);
  scope.texts("privileges", credential.scope.privileges);
  scope.text("level", credential.scope.level);
  scope.text("justification", credential.scope.justification);
  scope.texts("data", credential.scope.data);
  Block(out, 4).mapping("scope", scope);

  FlowMapping locations;
  locations.texts("allowed", credential.locations.allowed);
  locations.texts("consumers", credential.locations.consumers);
  if (credential.locations.max_repos) {
    locations.raw("max_repos", std::to_string(*credential.locations.max_repos));
  }
  Block(out, 4).mapping("locations", locations);
}

void write_lifecycle(std::string& out, const Lifecycle& lifecycle, bool has_hints) {
  FlowMapping rotation;
  rotation.duration("period", lifecycle.rotation.period);
  rotation.text("method", lifecycle.rotation.method);
  rotation.duration("grace", lifecycle.rotation.grace);
  rotation.duration("on_leak", lifecycle.rotation.on_leak);
  FlowMapping revoked;
  revoked.fact("at", lifecycle.revoked.at);
  revoked.text("by", lifecycle.revoked.by);
  revoked.text("ticket", lifecycle.revoked.ticket);
  if (const std::string check = write_verification(lifecycle.revoked.verification); !check.empty())
    revoked.raw("verification", check);

  std::string lines;
  Block block(lines, 6);
  block.fact("created", lifecycle.created);
  block.fact("last_rotated", lifecycle.last_rotated);
  if (has_hints && !lifecycle.last_rotated.at) {
    block.comment(
        "last_rotated: {at: 2026-01-31T09:00:00Z, source: vault}   <- when, and who says so");
  }
  block.mapping("rotation", rotation);
  if (has_hints && rotation.empty()) block.comment("rotation: {period: P90D}");
  block.fact("expires", lifecycle.expires);
  block.fact("last_used", lifecycle.last_used);
  block.mapping("revoked", revoked);
  if (lines.empty()) return;
  Block(out, 4).open("lifecycle");
  out += lines;
}

void write_credential(std::string& out, const Noted<Credential>& noted, bool has_hints) {
  const Credential& credential = noted.entry;
  out += "  - id: " + yaml_text(credential.id) + "\n";
  Block block(out, 4);
  for (const std::string& note : noted.notes) block.comment(note);
  block.text("title", credential.title);
  block.text("kind", credential.kind);
  if (credential.type != Credential().type) block.text("type", credential.type);
  block.text("status", credential.status);
  write_identity(out, credential.identity);
  write_owner(out, credential);
  write_scope(out, credential);
  write_lifecycle(out, credential.lifecycle, has_hints);
  FlowMapping review;
  review.duration("period", credential.review.period);
  review.fact("last", credential.review.last);
  review.text("by", credential.review.by);
  review.text("outcome", credential.review.outcome);
  block.mapping("review", review);
  FlowMapping controls;
  for (const auto& [framework, ids] : credential.controls) {
    controls.texts(yaml_text(framework), ids);
  }
  block.mapping("controls", controls);
}

void write_party(std::string& out, const Party& party) {
  FlowMapping mapping;
  mapping.text("id", party.id);
  mapping.text("type", party.type);
  mapping.text("contact", party.contact);
  mapping.texts("escalation", party.escalation);
  if (party.status != Party().status) mapping.text("status", party.status);
  mapping.time("valid_until", party.valid_until);
  mapping.text("contract", party.contract);
  mapping.time("agreement_expires", party.agreement_expires);
  out += "  - " + mapping.str() + "\n";
}

void write_exception(std::string& out, const Noted<Exception>& noted) {
  const Exception& exception = noted.entry;
  out += "  - id: " + yaml_text(exception.id) + "\n";
  Block block(out, 4);
  for (const std::string& note : noted.notes) block.comment(note);
  FlowMapping applies_to;
  applies_to.text("credential", exception.applies_to.credential);
  applies_to.texts("policies", exception.applies_to.policies);
  applies_to.texts("repos", exception.applies_to.repos);
  block.mapping("applies_to", applies_to);
  block.text("reason", exception.reason);
  block.text("type", exception.type);
  block.text("risk_owner", exception.risk_owner);
  block.text("requested_by", exception.requested_by);
  block.text("approver", exception.approver);
  block.text("ticket", exception.ticket);
  block.time("granted", exception.granted);
  block.time("expires", exception.expires);
  block.text("compensating_control", exception.compensating_control);
  std::string missing;
  for (const std::string& key : missing_keys(exception)) {
    missing += (missing.empty() ? "" : ", ") + key;
  }
  if (!missing.empty()) block.comment("waives nothing without: " + missing);
}

void write_observation(std::string& out, const Observation& row) {
  FlowMapping mapping;
  mapping.text("credential", row.credential);
  mapping.text("provider_id", row.provider_id);
  mapping.text("secret_ref", row.secret_ref);
  mapping.text("party", row.party);
  mapping.time("imported", row.imported);
  mapping.text("source", row.source);
  mapping.text("evidence", row.evidence);
  // A fact has the source and the evidence of its row, unless it names its own.
  const auto own = [&row](DatedFact fact) {
    if (fact.source == row.source) fact.source.clear();
    if (fact.evidence == row.evidence) fact.evidence.clear();
    return fact;
  };
  FlowMapping facts;
  const LifecycleFacts& lifecycle = row.facts.lifecycle;
  facts.fact("created", own(lifecycle.created));
  facts.fact("last_rotated", own(lifecycle.last_rotated));
  facts.fact("last_used", own(lifecycle.last_used));
  facts.fact("expires", own(lifecycle.expires));
  facts.fact("revoked", own(lifecycle.revoked));
  facts.text("status", row.facts.status);
  facts.fact("valid_until", own(row.facts.valid_until));
  facts.text("contact", row.facts.contact);
  RevocationCheck check = row.facts.verification;
  check.at = own(check.at);
  if (check.at.at) facts.raw("verification", write_verification(check));
  mapping.raw("facts", facts.str());
  out += "  - " + mapping.str() + "\n";
}

template <class T, class Write>
void write_section(std::string& out, std::string_view key, const std::vector<T>& entries,
                   Write write) {
  if (entries.empty()) return;
  out += std::string(key) + ":\n";
  for (const T& entry : entries) write(entry);
}

}  // namespace

std::string write_duration(Duration duration) {
  constexpr std::int64_t kDay = 86'400;
  constexpr std::int64_t kHour = 3'600;
  const std::int64_t seconds = duration.seconds;
  if (seconds % kDay == 0) return "P" + std::to_string(seconds / kDay) + "D";
  if (seconds % kHour == 0) return "PT" + std::to_string(seconds / kHour) + "H";
  return "PT" + std::to_string(seconds) + "S";
}

std::vector<std::string> missing_keys(const Exception& exception) {
  std::vector<std::string> missing;
  const auto need = [&missing](bool is_there, const char* key) {
    if (!is_there) missing.emplace_back(key);
  };
  need(!exception.reason.empty(), "reason");
  need(!exception.ticket.empty(), "ticket");
  need(!exception.approver.empty(), "approver");
  need(!exception.requested_by.empty(), "requested_by");
  need(exception.granted.has_value(), "granted");
  need(exception.expires.has_value(), "expires");
  return missing;
}

std::string write_registry(const RegistryDocument& document) {
  std::string out;
  for (const std::string& line : document.head) out += "# " + line + "\n";
  out += "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\n";
  write_section(out, "parties", document.parties,
                [&out](const Party& party) { write_party(out, party); });
  const bool has_hints = document.has_lifecycle_hints;
  if (document.credentials.empty()) {
    out += "credentials: []\n";
  } else {
    write_section(out, "credentials", document.credentials,
                  [&out, has_hints](const Noted<Credential>& credential) {
                    write_credential(out, credential, has_hints);
                  });
  }
  write_section(out, "exceptions", document.exceptions,
                [&out](const Noted<Exception>& entry) { write_exception(out, entry); });
  write_section(out, "observations", document.observations,
                [&out](const Observation& row) { write_observation(out, row); });
  return out;
}

}  // namespace keyhound
