// SPDX-License-Identifier: Apache-2.0
// Pieces of the HTML of the dashboard. What comes from the store is escaped here; functions whose
// parameters are called `html` take markup. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/dashboard/model/board_model.h"

namespace keyhound {

// "12,345".
std::string grouped(std::uint64_t number);
std::string grouped(std::int64_t number);

// The first letter as a capital, where it is one of a to z.
std::string capitalised(std::string_view word);

// "2026-11-30"; empty where it is not known.
std::string day_text(BoardTime time);
// "2026-11-30 09:00 UTC".
std::string minute_text(BoardTime time);

// Text of a repository: whatever direction it has, it turns nothing around it.
std::string foreign_html(std::string_view text);
// The same for an owner, of whom there may be none.
std::string owner_html(std::string_view owner);
std::string severity_html(std::size_t rank);
// Kinds are those of page.css: "bad", "warn", "good", "waived", "open", "quiet".
std::string badge_html(std::string_view text, std::string_view kind);
std::string state_html(std::string_view state);

// "findings.html#severity=Critical&owner=...": a page and what its list is filtered by.
std::string filtered_page(
    std::string_view page,
    const std::vector<std::pair<std::string_view, std::string_view>>& filters);
// `html` as a link to such an address, which is escaped.
std::string link_html(std::string_view address, std::string_view html);

// A number and what it counts, on top of a page.
std::string tile_html(std::string_view label, std::string_view value, std::string_view note,
                      std::string_view kind = {});
// Tiles side by side.
std::string tiles_html(const std::vector<std::string>& tiles);

}  // namespace keyhound
