// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/schema.h"
#include "policies/registry/value_readers.h"

namespace keyhound {
namespace {

constexpr std::array<std::string_view, 5> kTypes = {"tool-noise", "not-feasible", "not-for-release",
                                                    "fix-deferred", "risk-accepted"};

constexpr std::array<KeyReader<ExceptionScope>, 3> kScopeKeys = {{
    {"credential", member<&ExceptionScope::credential>},
    {"policies", member<&ExceptionScope::policies>},
    {"repos", member<&ExceptionScope::repos>},
}};

constexpr std::array<KeyReader<Closure>, 2> kClosureKeys = {{
    {"at", member<&Closure::at>},
    {"evidence", member<&Closure::evidence>},
}};

// A waiver of everything, everywhere, is more likely a mistake than a decision.
void read_applies_to(ReadContext& context, const YamlNode& value, Exception& into) {
  ExceptionScope& scope = into.applies_to;
  read_mapping(context, value, "applies_to", kScopeKeys, scope);
  if (scope.credential.empty() && scope.policies.empty() && scope.repos.empty()) {
    context.error(value, "applies_to needs one of credential, policies, repos");
  }
}

void read_expires(ReadContext& context, const YamlNode& value, Exception& into) {
  read_value(context, value, into.expires);
  if (!is_null(value)) into.expires_place = context.place(value);
}

constexpr std::array<KeyReader<Exception>, 13> kKeys = {{
    {"id", own_id<Exception>, Need::kRequired},
    {"applies_to", read_applies_to, Need::kRequired},
    {"reason", member<&Exception::reason>},
    {"type", choice<&Exception::type, kTypes>},
    {"risk_owner", member<&Exception::risk_owner>},
    {"approver", member<&Exception::approver>},
    {"requested_by", member<&Exception::requested_by>},
    {"ticket", member<&Exception::ticket>},
    {"granted", member<&Exception::granted>},
    {"expires", read_expires},
    {"renewals", member<&Exception::renewals>},
    {"compensating_control", member<&Exception::compensating_control>},
    {"closure", nested<&Exception::closure, kClosureKeys>},
}};

}  // namespace

void read_exception(ReadContext& context, const YamlNode& node, Exception& into) {
  into.place = context.place(node);
  read_mapping(context, node, "an exception", kKeys, into);
  const bool has_end = !into.expires_place.file.empty();
  if (!has_end) into.expires_place = into.place;
  if (into.expires && into.granted && *into.expires < *into.granted) {
    context.error(into.expires_place,
                  "this exception expires before it was granted; correct one of the two dates");
  }
}

}  // namespace keyhound
