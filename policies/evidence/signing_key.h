// SPDX-License-Identifier: Apache-2.0
// Keys of the ledger as files and texts. A public key is written "ed25519:<base64>"; its id is the
// first 16 hex digits of its SHA-256. The seed stands in a file of mode 0600 and is shown nowhere.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/base/signature.h"

namespace keyhound {

std::string to_text(const PublicKey& key);
std::string key_id_of(const PublicKey& key);

// kConfiguration when `text` is none; blanks around it do not count.
Result<PublicKey> parse_public_key(std::string_view text);

// A text as above, or the path of a file that holds one.
Result<PublicKey> load_public_key(const std::string& text_or_path);

// kConfiguration when others than the owner may read or write the file, or it holds no key.
Result<SigningKey> load_signing_key(const std::string& path);

// Writes a new file of mode 0600, synced to the disk; refuses to replace one.
Status save_signing_key(const std::string& path, const SigningKey& key);

}  // namespace keyhound
