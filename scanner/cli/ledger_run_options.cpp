// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/ledger_run_options.h"

#include <cstdlib>
#include <utility>

#include "policies/evidence/dsse.h"
#include "policies/evidence/signing_key.h"
#include "scanner/cli/cli11.h"

namespace keyhound {

void add_ledger_option(CLI::App& app, LedgerRunOptions& options) {
  app.add_option("--ledger", options.ledger,
                 "Ledger of evidence that the run is written to; 'keyhound evidence create' begins "
                 "one")
      ->type_name("LEDGER");
}

void add_signing_key_option(CLI::App& app, std::string& signing_key) {
  app.add_option(
         "--signing-key", signing_key,
         "Key that signs heads of the ledger and in-toto statements (default: the file that "
         "KEYHOUND_LEDGER_KEY_FILE names)")
      ->type_name("FILE");
}

Result<std::optional<SigningKey>> signing_key_of(const std::string& option) {
  const char* variable = std::getenv("KEYHOUND_LEDGER_KEY_FILE");
  std::string path = option;
  if (path.empty() && variable != nullptr) path = variable;
  if (path.empty()) return std::optional<SigningKey>();
  KEYHOUND_TRY(SigningKey key, load_signing_key(path));
  return std::optional<SigningKey>(std::move(key));
}

StatementSeal seal_with(const std::optional<SigningKey>& key) {
  if (!key) return {};
  return [signer = *key](std::string_view payload_type, std::string_view payload) {
    // dsse_envelope() writes no other type; nothing else is sealed.
    return payload_type == kInTotoPayloadType ? dsse_envelope(payload, signer)
                                              : std::string(payload);
  };
}

}  // namespace keyhound
