// SPDX-License-Identifier: Apache-2.0
// The entries of the registry as conditions see them.
#include <array>
#include <span>

#include "policies/evaluation/records/fields.h"
#include "policies/evaluation/records/records.h"
#include "policies/registry/registry.h"

namespace keyhound {
namespace {

CelValue is_observed_field(const void* object, CelArena&) {
  return CelValue::boolean(is_observed(*static_cast<const DatedFact*>(object)));
}

constexpr std::array<CelField, 5> kDatedFactFields = {{
    field<&DatedFact::at>("at"),
    field<&DatedFact::source>("source"),
    field<&DatedFact::evidence>("evidence"),
    field<&DatedFact::by>("by"),
    {"observed", kCelBool, is_observed_field},
}};

constexpr std::array<CelField, 3> kIssuanceFields = {{
    field<&Issuance::creators>("creators"),
    field<&Issuance::approval>("approval"),
    field<&Issuance::system>("system"),
}};
constexpr CelRecordType kIssuanceRecord = {"issuance", kIssuanceFields};

constexpr std::array<CelField, 6> kOwnerFields = {{
    field<&Owner::accountable>("accountable"),
    field<&Owner::operator_party>("operator"),
    field<&Owner::deputy>("deputy"),
    field<&Owner::proposed>("proposed"),
    record_field<&Owner::accepted, kDatedFactRecord>("accepted"),
    record_field<&Owner::issuance, kIssuanceRecord>("issuance"),
}};
constexpr CelRecordType kOwnerRecord = {"owner", kOwnerFields};

constexpr std::array<CelField, 7> kScopeFields = {{
    field<&CredentialScope::environment>("environment"),
    field<&CredentialScope::provider>("provider"),
    field<&CredentialScope::account>("account"),
    field<&CredentialScope::privileges>("privileges"),
    field<&CredentialScope::level>("level"),
    field<&CredentialScope::justification>("justification"),
    field<&CredentialScope::data>("data"),
}};
constexpr CelRecordType kScopeRecord = {"scope", kScopeFields};

constexpr std::array<CelField, 3> kLocationFields = {{
    field<&CredentialLocations::allowed>("allowed"),
    field<&CredentialLocations::consumers>("consumers"),
    field<&CredentialLocations::max_repos>("max_repos"),
}};
constexpr CelRecordType kLocationsRecord = {"locations", kLocationFields};

constexpr std::array<CelField, 4> kRotationFields = {{
    field<&Rotation::period>("period"),
    field<&Rotation::method>("method"),
    field<&Rotation::grace>("grace"),
    field<&Rotation::on_leak>("on_leak"),
}};
constexpr CelRecordType kRotationRecord = {"rotation", kRotationFields};

constexpr std::array<CelField, 6> kVerificationFields = {{
    field<&RevocationCheck::method>("method"),
    record_field<&RevocationCheck::at, kDatedFactRecord>("at"),
    field<&RevocationCheck::result>("result"),
    field<&RevocationCheck::evidence>("evidence"),
    field<&RevocationCheck::provider>("provider"),
    field<&RevocationCheck::status>("status"),
}};
constexpr CelRecordType kVerificationRecord = {"verification", kVerificationFields};

constexpr std::array<CelField, 4> kRevokedFields = {{
    record_field<&Revocation::at, kDatedFactRecord>("at"),
    field<&Revocation::by>("by"),
    field<&Revocation::ticket>("ticket"),
    record_field<&Revocation::verification, kVerificationRecord>("verification"),
}};
constexpr CelRecordType kRevokedRecord = {"revoked", kRevokedFields};

constexpr std::array<CelField, 5> kFactsFields = {{
    record_field<&LifecycleFacts::created, kDatedFactRecord>("created"),
    record_field<&LifecycleFacts::last_rotated, kDatedFactRecord>("last_rotated"),
    record_field<&LifecycleFacts::last_used, kDatedFactRecord>("last_used"),
    record_field<&LifecycleFacts::expires, kDatedFactRecord>("expires"),
    record_field<&LifecycleFacts::revoked, kDatedFactRecord>("revoked"),
}};
constexpr CelRecordType kFactsRecord = {"facts", kFactsFields};

constexpr std::array<CelField, 8> kLifecycleFields = {{
    record_field<&Lifecycle::created, kDatedFactRecord>("created"),
    record_field<&Lifecycle::last_rotated, kDatedFactRecord>("last_rotated"),
    record_field<&Lifecycle::rotation, kRotationRecord>("rotation"),
    record_field<&Lifecycle::expires, kDatedFactRecord>("expires"),
    record_field<&Lifecycle::last_used, kDatedFactRecord>("last_used"),
    record_field<&Lifecycle::revoked, kRevokedRecord>("revoked"),
    record_field<&Lifecycle::declared, kFactsRecord>("declared"),
    record_field<&Lifecycle::observed, kFactsRecord>("observed"),
}};
constexpr CelRecordType kLifecycleRecord = {"lifecycle", kLifecycleFields};

constexpr std::array<CelField, 4> kReviewFields = {{
    field<&Review::period>("period"),
    record_field<&Review::last, kDatedFactRecord>("last"),
    field<&Review::by>("by"),
    field<&Review::outcome>("outcome"),
}};
constexpr CelRecordType kReviewRecord = {"review", kReviewFields};

CelValue observed_status(const void* object, CelArena& arena) {
  return to_cel(static_cast<const Credential*>(object)->observed_status.value, arena);
}

CelValue secret_refs(const void* object, CelArena& arena) {
  const std::vector<PublicId>& all = static_cast<const Identity*>(object)->secret_refs;
  const std::span<CelValue> texts = arena.values(all.size());
  for (std::size_t i = 0; i < texts.size(); ++i) texts[i] = CelValue::text(all[i].value);
  return CelValue::list(texts);
}

constexpr std::array<CelField, 1> kIdentityFields = {{
    {"secret_refs", kCelStringList, secret_refs},
}};
constexpr CelRecordType kIdentityRecord = {"identity", kIdentityFields};

constexpr std::array<CelField, 12> kCredentialFields = {{
    text_field<&Credential::id>("id"),
    field<&Credential::title>("title"),
    field<&Credential::kind>("kind"),
    text_field<&Credential::type>("type"),
    text_field<&Credential::status>("status"),
    {"observed_status", cel_nullable(kCelString), observed_status},
    record_field<&Credential::identity, kIdentityRecord>("identity"),
    record_field<&Credential::owner, kOwnerRecord>("owner"),
    record_field<&Credential::scope, kScopeRecord>("scope"),
    record_field<&Credential::locations, kLocationsRecord>("locations"),
    record_field<&Credential::lifecycle, kLifecycleRecord>("lifecycle"),
    record_field<&Credential::review, kReviewRecord>("review"),
}};

CelValue is_internal_field(const void* object, CelArena&) {
  return CelValue::boolean(static_cast<const Party*>(object)->is_internal());
}

constexpr std::array<CelField, 9> kPartyFields = {{
    text_field<&Party::id>("id"),
    text_field<&Party::type>("type"),
    field<&Party::contact>("contact"),
    field<&Party::escalation>("escalation"),
    text_field<&Party::status>("status"),
    field<&Party::valid_until>("valid_until"),
    field<&Party::contract>("contract"),
    field<&Party::agreement_expires>("agreement_expires"),
    {"internal", kCelBool, is_internal_field},
}};

constexpr std::array<CelField, 3> kAppliesToFields = {{
    field<&ExceptionScope::credential>("credential"),
    field<&ExceptionScope::policies>("policies"),
    field<&ExceptionScope::repos>("repos"),
}};
constexpr CelRecordType kAppliesToRecord = {"applies_to", kAppliesToFields};

constexpr std::array<CelField, 2> kClosureFields = {{
    field<&Closure::at>("at"),
    field<&Closure::evidence>("evidence"),
}};
constexpr CelRecordType kClosureRecord = {"closure", kClosureFields};

constexpr std::array<CelField, 13> kExceptionFields = {{
    text_field<&Exception::id>("id"),
    record_field<&Exception::applies_to, kAppliesToRecord>("applies_to"),
    field<&Exception::reason>("reason"),
    field<&Exception::type>("type"),
    field<&Exception::risk_owner>("risk_owner"),
    field<&Exception::approver>("approver"),
    field<&Exception::requested_by>("requested_by"),
    field<&Exception::ticket>("ticket"),
    field<&Exception::granted>("granted"),
    field<&Exception::expires>("expires"),
    field<&Exception::renewals>("renewals"),
    field<&Exception::compensating_control>("compensating_control"),
    record_field<&Exception::closure, kClosureRecord>("closure"),
}};

}  // namespace

const CelRecordType kDatedFactRecord = {"dated fact", kDatedFactFields};
const CelRecordType kCredentialRecord = {"credential", kCredentialFields};
const CelRecordType kPartyRecord = {"party", kPartyFields};
const CelRecordType kExceptionRecord = {"exception", kExceptionFields};

}  // namespace keyhound
