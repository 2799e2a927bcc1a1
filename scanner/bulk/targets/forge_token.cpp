// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/forge_token.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/http/http_url.h"

namespace keyhound {
namespace {

std::string variable_of(const Forge& forge, const PlanEnvironment& environment) {
  for (const std::string_view name : forge.token_variables) {
    if (!environment.variable(name).empty()) return std::string(name);
  }
  return {};
}

bool is_token(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

}  // namespace

std::string token_variable_of(std::string_view provider, const PlanEnvironment& environment) {
  for (const Forge* forge : forges()) {
    if (forge->provider == provider) return variable_of(*forge, environment);
  }
  return {};
}

Result<ForgeAccess> forge_access(const Forge& forge, const std::string& base,
                                 const PlanEnvironment& environment) {
  ForgeAccess access{&forge, base, {}, variable_of(forge, environment)};
  KEYHOUND_TRY(const HttpUrl url, parse_http_url(base));
  if (access.token_variable.empty()) return access;
  access.token = environment.variable(access.token_variable);
  if (!is_token(access.token)) {
    return fail(ErrorKind::kConfiguration,
                fmt::format("{}: the token has a space, a line break or another character that no "
                            "token has; was it copied whole?",
                            access.token_variable));
  }
  if (url.scheme == "http" && !url.is_loopback()) {
    return fail(ErrorKind::kConfiguration,
                fmt::format("{}: the token of {} is not sent without encryption; use https, or "
                            "unset the variable for what is public",
                            url.without_query(), access.token_variable));
  }
  return access;
}

}  // namespace keyhound
