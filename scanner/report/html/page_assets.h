// SPDX-License-Identifier: Apache-2.0
// The parts of the page that are the same for every report (html/assets/*), of which the dashboard
// uses many too, and the policy under which a browser runs them. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace keyhound {

// A file of html/assets, by name. REQUIRES: there is one.
std::string_view html_asset(std::string_view name);

// The filters and the table that filters.js and rows.js fill; the element of that id is its title.
std::string html_grid(std::string_view title_id);

// The style sheets as one, and the body without data.
std::string page_style();
std::string page_body();

// In the order in which they run; each is an inline script of its own.
std::vector<std::string_view> page_scripts();

// A Content-Security-Policy that allows exactly this style and these scripts, by their hashes, and
// nothing else: no request, no other script, no style attribute, no text parsed as HTML.
std::string content_security_policy(std::string_view style,
                                    const std::vector<std::string_view>& scripts);

}  // namespace keyhound
