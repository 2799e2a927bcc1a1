// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/schema.h"
#include "policies/registry/value_readers.h"

namespace keyhound {
namespace {

constexpr std::array<std::string_view, 3> kTypes = {"team", "human", "third-party"};
constexpr std::array<std::string_view, 4> kStatuses = {"active", "inactive", "left", "dissolved"};

constexpr std::array<KeyReader<Party>, 8> kKeys = {{
    {"id", own_id<Party>, Need::kRequired},
    {"type", choice<&Party::type, kTypes>},
    {"contact", member<&Party::contact>},
    {"escalation", member<&Party::escalation>},
    {"status", choice<&Party::status, kStatuses>},
    {"valid_until", member<&Party::valid_until>},
    {"contract", member<&Party::contract>},
    {"agreement_expires", member<&Party::agreement_expires>},
}};

// A vendor must not pass for internal because somebody left out its type.
std::string_view type_of_id(std::string_view id) {
  if (id.starts_with("vendor:")) return "third-party";
  if (id.starts_with("user:")) return "human";
  return "team";
}

}  // namespace

void read_party(ReadContext& context, const YamlNode& node, Party& into) {
  into.place = context.place(node);
  read_mapping(context, node, "a party", kKeys, into);
  if (into.type.empty()) into.type = type_of_id(into.id);
}

}  // namespace keyhound
