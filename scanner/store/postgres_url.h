// SPDX-License-Identifier: Apache-2.0
// Private to scanner/store/: what the location of a PostgreSQL store says. Pure.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

// kConfiguration when a password stands in the URL: it would show in process lists and files.
Status check_postgres_url(std::string_view url);

// Host, port and database, for messages: without user, password and options.
std::string postgres_label(std::string_view url);

}  // namespace keyhound
