// SPDX-License-Identifier: Apache-2.0
// The data types of OSCAL (https://pages.nist.gov/OSCAL/): text, names and times as its schemas
// accept them. Everything that comes from a repository or a registry goes through these. Pure.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/time.h"
#include "scanner/report/json_stream.h"

namespace keyhound {

// The namespace of our props.
inline constexpr std::string_view kOscalNamespace = "https://keyhound.dev/ns/oscal";

// A string: one line, no white space at the ends, not empty ("-" where nothing is left).
std::string oscal_string(std::string_view text);

// One line of Markdown that shows `text` as it is: no link and no HTML.
std::string oscal_markup(std::string_view text);

// A token: a letter or "_", then letters, digits, ".", "-" and "_". Other characters become "_".
std::string oscal_token(std::string_view text);

// OSCAL knows the years 1900 to 2999; times outside become the nearest of them.
std::string oscal_time(Timestamp time);

// An object with one member.
Json oscal_member(const char* name, Json value);

// A prop in our namespace.
Json oscal_prop(std::string_view name, std::string_view value);

// Adds the prop unless the value is empty.
void add_prop(Json& props, std::string_view name, std::string_view value);

}  // namespace keyhound
