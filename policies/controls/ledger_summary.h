// SPDX-License-Identifier: Apache-2.0
// Private to policies/: which ledger a report is made of, and what its verification shows. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "policies/evidence/ledger_check.h"
#include "policies/json.h"

namespace keyhound {

// One line or a few, each with a newline: "evidence   ledger.jsonl: verified, 12 events from ...".
// `label` leads the first and is as wide as the indent of the others.
std::string ledger_summary_text(std::string_view path, const std::optional<LedgerCheck>& check,
                                std::string_view label);

// null without a ledger.
OrderedJson ledger_summary_json(std::string_view path, const std::optional<LedgerCheck>& check);

// "from 2026-01-01T00:00:00Z to ..., both included"; "all of it" without bounds.
std::string period_text(const std::optional<Timestamp>& since,
                        const std::optional<Timestamp>& until);
// {"since": ..., "until": ...}, null where there is no bound.
OrderedJson period_json(const std::optional<Timestamp>& since,
                        const std::optional<Timestamp>& until);

// The time, or null.
OrderedJson time_json(const std::optional<Timestamp>& time);

}  // namespace keyhound
