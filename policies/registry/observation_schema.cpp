// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "policies/registry/schema.h"
#include "policies/registry/secret_reference.h"
#include "policies/registry/value_readers.h"

namespace keyhound {
namespace {

constexpr std::array<std::string_view, 6> kStatuses = {"active",  "inactive", "revoked",
                                                       "retired", "left",     "dissolved"};
constexpr std::array<std::string_view, 4> kOfCredentials = {"active", "inactive", "revoked",
                                                            "retired"};
constexpr std::array<std::string_view, 4> kOfParties = {"active", "inactive", "left", "dissolved"};

template <auto Member>
void lifecycle_fact(ReadContext& context, const YamlNode& value, ObservedFacts& into) {
  read_value(context, value, into.lifecycle.*Member);
}

void read_fact_of_verification(ReadContext& context, const YamlNode& value, ObservedFacts& into) {
  read_verification(context, value, into.verification);
  if (into.verification.at.at && !is_observing_source(into.verification.method)) {
    context.error(value,
                  "an observed verification has the method of a system: live-check, offline-proof "
                  "or provider-report");
  }
}

constexpr std::array<KeyReader<ObservedFacts>, 9> kFactKeys = {{
    {"created", lifecycle_fact<&LifecycleFacts::created>},
    {"last_rotated", lifecycle_fact<&LifecycleFacts::last_rotated>},
    {"last_used", lifecycle_fact<&LifecycleFacts::last_used>},
    {"expires", lifecycle_fact<&LifecycleFacts::expires>},
    {"revoked", lifecycle_fact<&LifecycleFacts::revoked>},
    {"status", choice<&ObservedFacts::status, kStatuses>},
    {"valid_until", member<&ObservedFacts::valid_until>},
    {"contact", member<&ObservedFacts::contact>},
    {"verification", read_fact_of_verification},
}};

void read_secret_ref(ReadContext& context, const YamlNode& value, Observation& into) {
  read_secret_reference(context, value, into.secret_ref);
}

// An observation by people would make what they declare look observed.
void read_source(ReadContext& context, const YamlNode& value, Observation& into) {
  read_value(context, value, into.source);
  if (!is_null(value) && !is_observing_source(into.source)) {
    context.error(value,
                  "an observation's source is a system; what people declare stands in the entry");
  }
}

constexpr std::array<KeyReader<Observation>, 8> kKeys = {{
    {"credential", member<&Observation::credential>},
    {"provider_id", member<&Observation::provider_id>},
    {"secret_ref", read_secret_ref},
    {"party", member<&Observation::party>},
    {"imported", member<&Observation::imported>, Need::kRequired},
    {"source", read_source, Need::kRequired},
    {"evidence", member<&Observation::evidence>},
    {"facts", nested<&Observation::facts, kFactKeys>, Need::kRequired},
}};

// A fact without a source of its own has that of its row.
void complete(ReadContext& context, const Observation& row, DatedFact& fact) {
  if (!fact.at) return;
  if (fact.source.empty()) fact.source = row.source;
  if (fact.evidence.empty()) fact.evidence = row.evidence;
  if (!is_observed(fact) && is_observing_source(row.source)) {
    context.error(fact.place,
                  "this fact's source is no system; what people declare stands in the "
                  "entry");
  }
}

bool is_one_of(std::string_view status, std::span<const std::string_view> known) {
  return status.empty() || std::find(known.begin(), known.end(), status) != known.end();
}

void check_facts(ReadContext& context, const YamlNode& node, const Observation& row) {
  const ObservedFacts& facts = row.facts;
  const LifecycleFacts& lifecycle = facts.lifecycle;
  const bool is_of_party = facts.valid_until.at || !facts.contact.empty();
  const bool is_of_credential = lifecycle.created.at || lifecycle.last_rotated.at ||
                                lifecycle.last_used.at || lifecycle.expires.at ||
                                lifecycle.revoked.at || facts.verification.at.at;
  if (row.party.empty() && is_of_party) {
    context.error(node, "valid_until and contact are facts of a party, not of a credential");
  }
  if (!row.party.empty() && is_of_credential) {
    context.error(node, "of a party only status, valid_until and contact can be observed");
  }
  if (!is_one_of(facts.status, row.party.empty() ? kOfCredentials : kOfParties)) {
    context.error(node, row.party.empty()
                            ? "the observed status of a credential is active, inactive, revoked or "
                              "retired"
                            : "the observed status of a party is active, inactive, left or "
                              "dissolved");
  }
}

}  // namespace

void read_observation(ReadContext& context, const YamlNode& node, Observation& into) {
  into.place = context.place(node);
  read_mapping(context, node, "an observation", kKeys, into);
  const int targets =
      static_cast<int>(!into.credential.empty()) + static_cast<int>(!into.provider_id.empty()) +
      static_cast<int>(!into.secret_ref.empty()) + static_cast<int>(!into.party.empty());
  if (targets != 1) {
    context.error(node, "an observation names one of credential, provider_id, secret_ref, party");
  }
  LifecycleFacts& facts = into.facts.lifecycle;
  for (DatedFact* fact : {&facts.created, &facts.last_rotated, &facts.last_used, &facts.expires,
                          &facts.revoked, &into.facts.valid_until, &into.facts.verification.at}) {
    complete(context, into, *fact);
  }
  check_facts(context, node, into);
}

}  // namespace keyhound
