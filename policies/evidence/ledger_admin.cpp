// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/ledger_admin.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "policies/evidence/ledger_writer.h"

namespace keyhound {

Status create_ledger(const std::string& path, const LedgerOptions& options) {
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(path, error))) {
    return fail(ErrorKind::kUsage, fmt::format("{}: it exists already", path));
  }
  KEYHOUND_TRY(const LedgerWriter writer, LedgerWriter::open(path, options));
  return {};
}

Status append_head(const std::string& path, LedgerOptions options) {
  options.may_create = false;
  KEYHOUND_TRY(LedgerWriter writer, LedgerWriter::open(path, std::move(options)));
  return writer.sign_head();
}

}  // namespace keyhound
