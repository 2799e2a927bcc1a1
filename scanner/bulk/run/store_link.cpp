// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/store_link.h"

#include <fmt/format.h>

#include <utility>

namespace keyhound {
namespace {

// What the surroundings are to blame for, and may be over soon.
bool may_pass(const Error& error) {
  return error.kind == ErrorKind::kUnreadable || error.kind == ErrorKind::kLimit;
}

}  // namespace

StoreLink::StoreLink(Opener open, StorePatience patience)
    : open_(std::move(open)), patience_(std::move(patience)) {}

Status StoreLink::ensure_open() {
  if (store_) return {};
  KEYHOUND_TRY(Store store, open_());
  store_.emplace(std::move(store));
  return {};
}

bool StoreLink::waits_after(const Error& error, std::size_t tries) {
  if (!may_pass(error) || tries >= patience_.pauses.size()) return false;
  const std::chrono::milliseconds pause = patience_.pauses[tries];
  if (patience_.on_trouble) {
    patience_.on_trouble(fmt::format("{}; another try in {:.1f} s", error.message,
                                     std::chrono::duration<double>(pause).count()));
  }
  store_.reset();
  return patience_.wait(pause);
}

Error StoreLink::told(std::string_view what, const Error& error, std::size_t tries) {
  Error result = error.within(what);
  if (tries > 0) result.message += fmt::format(" ({} tries)", tries + 1);
  return result;
}

}  // namespace keyhound
