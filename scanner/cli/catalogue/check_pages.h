// SPDX-License-Identifier: Apache-2.0
// The catalogue of checks of pipeline definitions: a page a check, and an index.
#pragma once

#include <span>
#include <vector>

#include "scanner/cli/catalogue/page.h"
#include "scanner/model/check_info.h"

namespace keyhound {

std::vector<Page> check_pages(std::span<const CheckInfo> checks);

}  // namespace keyhound
