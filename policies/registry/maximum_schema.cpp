// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/schema.h"
#include "policies/registry/value_readers.h"

namespace keyhound {
namespace {

template <auto Member>
void selector(ReadContext& context, const YamlNode& value, Maximum& into) {
  read_value(context, value, into.selectors.*Member);
}

void read_type(ReadContext& context, const YamlNode& value, Maximum& into) {
  read_choice(context, value, kCredentialTypes, into.selectors.type);
}

constexpr std::array<KeyReader<Maximum>, 10> kKeys = {{
    {"kind", selector<&MaximumSelectors::kind>},
    {"type", read_type},
    {"environment", selector<&MaximumSelectors::environment>},
    {"level", selector<&MaximumSelectors::level>},
    {"rotation", member<&Maximum::rotation>},
    {"grace", member<&Maximum::grace>},
    {"on_leak", member<&Maximum::on_leak>},
    {"review", member<&Maximum::review>},
    {"exception", member<&Maximum::exception>},
    {"max_repos", member<&Maximum::max_repos>},
}};

}  // namespace

void read_maximum(ReadContext& context, const YamlNode& node, Maximum& into) {
  into.place = context.place(node);
  read_mapping(context, node, "a maximum", kKeys, into);
  const bool has_limit = into.rotation || into.grace || into.on_leak || into.review ||
                         into.exception || into.max_repos;
  if (!has_limit) {
    context.error(node,
                  "a maximum needs one of rotation, grace, on_leak, review, exception, max_repos");
  }
}

}  // namespace keyhound
