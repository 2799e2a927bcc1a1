// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/identity_schema.h"
#include "policies/registry/schema.h"
#include "policies/registry/value_readers.h"

namespace keyhound {
namespace {

constexpr std::array<std::string_view, 5> kStatuses = {"proposed", "active", "rotating", "revoked",
                                                       "retired"};
constexpr std::array<std::string_view, 4> kCheckMethods = {"live-check", "offline-proof",
                                                           "provider-report", "attestation"};

constexpr std::array<KeyReader<Issuance>, 3> kIssuanceKeys = {{
    {"creators", member<&Issuance::creators>},
    {"approval", member<&Issuance::approval>},
    {"system", member<&Issuance::system>},
}};

void read_accountable(ReadContext& context, const YamlNode& value, Owner& into) {
  if (value.resolved().kind == YamlKind::kSequence) {
    context.error(value, "exactly one party is accountable, not a list");
    return;
  }
  read_value(context, value, into.accountable);
  into.place = context.place(value);
}

constexpr std::array<KeyReader<Owner>, 6> kOwnerKeys = {{
    {"accountable", read_accountable},
    {"operator", member<&Owner::operator_party>},
    {"deputy", member<&Owner::deputy>},
    {"issuance", nested<&Owner::issuance, kIssuanceKeys>},
    {"accepted", member<&Owner::accepted>},
    {"proposed", member<&Owner::proposed>},
}};

constexpr std::array<KeyReader<CredentialScope>, 7> kScopeKeys = {{
    {"environment", member<&CredentialScope::environment>},
    {"provider", member<&CredentialScope::provider>},
    {"account", member<&CredentialScope::account>},
    {"privileges", member<&CredentialScope::privileges>},
    {"level", member<&CredentialScope::level>},
    {"justification", member<&CredentialScope::justification>},
    {"data", member<&CredentialScope::data>},
}};

constexpr std::array<KeyReader<CredentialLocations>, 3> kLocationKeys = {{
    {"allowed", member<&CredentialLocations::allowed>},
    {"consumers", member<&CredentialLocations::consumers>},
    {"max_repos", member<&CredentialLocations::max_repos>},
}};

constexpr std::array<KeyReader<Rotation>, 4> kRotationKeys = {{
    {"period", member<&Rotation::period>},
    {"method", member<&Rotation::method>},
    {"grace", member<&Rotation::grace>},
    {"on_leak", member<&Rotation::on_leak>},
}};

constexpr std::array<KeyReader<RevocationCheck>, 6> kCheckKeys = {{
    {"method", choice<&RevocationCheck::method, kCheckMethods>},
    {"at", member<&RevocationCheck::at>},
    {"result", member<&RevocationCheck::result>},
    {"evidence", member<&RevocationCheck::evidence>},
    {"provider", member<&RevocationCheck::provider>},
    {"status", member<&RevocationCheck::status>},
}};

constexpr std::array<KeyReader<Revocation>, 4> kRevocationKeys = {{
    {"at", member<&Revocation::at>},
    {"by", member<&Revocation::by>},
    {"ticket", member<&Revocation::ticket>},
    {"verification", nested<&Revocation::verification, kCheckKeys>},
}};

constexpr std::array<KeyReader<Lifecycle>, 6> kLifecycleKeys = {{
    {"created", member<&Lifecycle::created>},
    {"last_rotated", member<&Lifecycle::last_rotated>},
    {"rotation", nested<&Lifecycle::rotation, kRotationKeys>},
    {"expires", member<&Lifecycle::expires>},
    {"last_used", member<&Lifecycle::last_used>},
    {"revoked", nested<&Lifecycle::revoked, kRevocationKeys>},
}};

constexpr std::array<KeyReader<Review>, 4> kReviewKeys = {{
    {"period", member<&Review::period>},
    {"last", member<&Review::last>},
    {"by", member<&Review::by>},
    {"outcome", member<&Review::outcome>},
}};

// Frameworks are named freely; each has a list of ids, or a text (a note).
void read_controls(ReadContext& context, const YamlNode& value, Credential& into) {
  const YamlNode& mapping = value.resolved();
  if (mapping.kind == YamlKind::kNull) return;
  if (mapping.kind != YamlKind::kMapping) {
    context.error(value, "expected a mapping of framework to control ids");
    return;
  }
  for (const auto& [key, ids] : mapping.entries()) {
    if (!context.may_visit(ids)) return;
    read_value(context, ids, into.controls[std::string(key_text(key))]);
  }
}

constexpr std::array<KeyReader<Credential>, 12> kKeys = {{
    {"id", own_id<Credential>, Need::kRequired},
    {"title", member<&Credential::title>},
    {"kind", member<&Credential::kind>},
    {"type", choice<&Credential::type, kCredentialTypes>},
    {"status", choice<&Credential::status, kStatuses>},
    {"identity", read_identity},
    {"owner", nested<&Credential::owner, kOwnerKeys>},
    {"scope", nested<&Credential::scope, kScopeKeys>},
    {"locations", nested<&Credential::locations, kLocationKeys>},
    {"lifecycle", nested<&Credential::lifecycle, kLifecycleKeys>},
    {"review", nested<&Credential::review, kReviewKeys>},
    {"controls", read_controls},
}};

constexpr std::array<KeyReader<Review>, 1> kReviewDefaultKeys = {{
    {"period", member<&Review::period>},
}};

constexpr std::array<KeyReader<RegistryDefaults>, 3> kDefaultKeys = {{
    {"rotation", nested<&RegistryDefaults::rotation, kRotationKeys>},
    {"review", nested<&RegistryDefaults::review, kReviewDefaultKeys>},
    {"environment", member<&RegistryDefaults::environment>},
}};

}  // namespace

void read_defaults(ReadContext& context, const YamlNode& node, RegistryDefaults& into) {
  read_mapping(context, node, "defaults", kDefaultKeys, into);
}

DefaultPlaces places_of_defaults(const ReadContext& context, const YamlNode& node) {
  const auto place_of = [&](std::string_view section, std::string_view key) {
    const YamlNode* mapping = node.resolved().find(section);
    const YamlNode* value = mapping == nullptr ? nullptr : mapping->find(key);
    return value == nullptr ? RegistryPlace{} : context.place(*value);
  };
  return {place_of("rotation", "period"), place_of("rotation", "grace"),
          place_of("rotation", "on_leak"), place_of("review", "period")};
}

void read_verification(ReadContext& context, const YamlNode& node, RevocationCheck& into) {
  read_mapping(context, node, "a verification", kCheckKeys, into);
}

void read_credential(ReadContext& context, const YamlNode& node, Credential& into) {
  into.place = context.place(node);
  read_mapping(context, node, "a credential", kKeys, into);
  Owner& owner = into.owner;
  if (owner.accountable.empty()) owner.place = into.place;
  if (owner.operator_party.empty()) owner.operator_party = owner.accountable;
}

}  // namespace keyhound
