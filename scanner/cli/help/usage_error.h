// SPDX-License-Identifier: Apache-2.0
// What is wrong with a command line, in words that name the cause and the
// next step. Pure.
#pragma once

#include "scanner/base/result.h"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace keyhound {

// REQUIRES: `app` threw `error` while it parsed, and has parsed nothing since.
Error explain_usage_error(const CLI::App& app, const CLI::ParseError& error);

}  // namespace keyhound
