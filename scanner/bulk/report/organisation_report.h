// SPDX-License-Identifier: Apache-2.0
// The organisation's report: what a run over many repositories covered, and what the store knows of
// all of them. Written row by row, so that a million places need the memory of one.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/store/database.h"

namespace keyhound {

enum class OrganisationFormat {
  kText,  // a summary for people
  kJson,  // schema keyhound/organisation/v1
  kCsv,   // a line a finding
};

// "text", "json", "csv".
std::optional<OrganisationFormat> parse_organisation_format(std::string_view name);

// Takes the report piece by piece; false: it cannot be written, and nothing more is needed.
using OrganisationSink = std::function<bool(std::string_view text)>;

// What is known of the run `run_id`, and of all repositories as of now. An error of the sink is the
// caller's to tell.
Status write_organisation_report(Database& database, std::int64_t run_id, OrganisationFormat format,
                                 const OrganisationSink& sink);

}  // namespace keyhound
