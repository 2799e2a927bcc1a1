// SPDX-License-Identifier: Apache-2.0
// A list of a forge as people name it: "acme", "group/subgroup", or the address of its page. Pure.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/bulk/targets/forge.h"
#include "scanner/bulk/targets/plan_options.h"

namespace keyhound {

// `api_url` is where the API is asked for names that are no addresses; empty: the public one.
// kUsage for what cannot be a name, addresses with credentials, and forges that have no public API.
Result<ForgeSource> forge_source_of(std::string_view list_id, std::string_view text,
                                    std::string_view api_url);

// The API's base without a slash at its end, such as "https://git.acme.example/api/v4": of an
// instance's address, or of the API itself. kUsage for what is no http or https address.
Result<std::string> api_base_of(const Forge& forge, std::string_view url);

}  // namespace keyhound
