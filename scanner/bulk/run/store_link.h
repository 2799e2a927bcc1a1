// SPDX-License-Identifier: Apache-2.0
// StoreLink: a store that may be away for a while: its server is started anew, its file is busy,
// the disk is full. What fails for such a reason is tried again, on a connection of its own, for
// about half a minute; then the error says so and nothing was lost. Used by one thread.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/store/store.h"

namespace keyhound {

struct StorePatience {
  // Between one try and the next.
  std::vector<std::chrono::milliseconds> pauses = {
      std::chrono::milliseconds(200),  std::chrono::milliseconds(800),
      std::chrono::milliseconds(2000), std::chrono::milliseconds(5000),
      std::chrono::milliseconds(9000), std::chrono::milliseconds(15000)};
  // Waits; false: somebody wants the run to stop, so there is no further try.
  std::function<bool(std::chrono::milliseconds)> wait;
  // Hears of each try that failed, before the pause.
  std::function<void(const std::string& message)> on_trouble;
};

class StoreLink {
 public:
  using Opener = std::function<Result<Store>()>;
  StoreLink(Opener open, StorePatience patience);

  // Runs `work`, again and again as said above. `what` is for messages: "recording a scan".
  template <class T>
  Result<T> ask(std::string_view what, const std::function<Result<T>(Store&)>& work) {
    for (std::size_t tries = 0;; ++tries) {
      Result<T> result = try_once<T>(work);
      if (result || !waits_after(result.error(), tries)) {
        if (!result) return fail(told(what, result.error(), tries));
        return result;
      }
    }
  }
  Status tell(std::string_view what, const std::function<Status(Store&)>& work) {
    return ask<void>(what, work);
  }

 private:
  template <class T>
  Result<T> try_once(const std::function<Result<T>(Store&)>& work) {
    KEYHOUND_TRY_STATUS(ensure_open());
    return work(*store_);
  }
  Status ensure_open();
  // Whether there is another try; it has waited for it then.
  bool waits_after(const Error& error, std::size_t tries);
  static Error told(std::string_view what, const Error& error, std::size_t tries);

  Opener open_;
  StorePatience patience_;
  std::optional<Store> store_;
};

}  // namespace keyhound
