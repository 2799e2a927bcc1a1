// SPDX-License-Identifier: Apache-2.0
// Private to engine/: Hyperscan's handles and the one place where its errors become ours.
#pragma once

#include <hs/hs.h>

#include <string>
#include <string_view>

#include "scanner/base/c_handle.h"
#include "scanner/base/result.h"

namespace keyhound {

using HsDatabase = CHandle<hs_database_t, hs_free_database>;
using HsScratch = CHandle<hs_scratch_t, hs_free_scratch>;
using HsCompileError = CHandle<hs_compile_error_t, hs_free_compile_error>;

inline Error hyperscan_error(hs_error_t code, std::string_view what) {
  return {ErrorKind::kInternal,
          std::string(what) + ": Hyperscan answers with error " + std::to_string(code)};
}

}  // namespace keyhound
