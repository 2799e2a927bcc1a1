// SPDX-License-Identifier: Apache-2.0
// What the readers of forges share. Pure.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/bulk/target.h"

namespace keyhound {

class JsonRecord;

// A target of the URL in the member `name`, with the number in "id" as its provider_id. kCorrupt
// where the URL is missing or none that git could clone over a network.
Result<Target> target_of_clone_url(const JsonRecord& record, std::string_view name);

// For a segment of an URL's path or a value of its query (RFC 3986): "group%2Fsubgroup".
std::string percent_encoded(std::string_view text);

}  // namespace keyhound
