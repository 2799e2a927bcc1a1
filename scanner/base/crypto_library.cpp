// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/crypto_library.h"

#include "scanner/base/lazy_library.h"

// Defined where the program loads libcrypto late (cmake/LazyLibrary.cmake); its address is null
// else.
extern "C" [[gnu::weak]] const keyhound::LazyLibrary keyhound_lazy_crypto;

namespace keyhound {

Status load_libcrypto() { return load_lazily(&keyhound_lazy_crypto); }

}  // namespace keyhound
