// SPDX-License-Identifier: Apache-2.0
// CHandle: owns a handle of a C library and frees it with the library's function. Pointer-sized.
//   using GitCommit = CHandle<git_commit, git_commit_free>;
#pragma once

#include <memory>

namespace keyhound {

template <auto Free>
struct CDelete {
  template <class T>
  void operator()(T* handle) const {
    static_cast<void>(Free(handle));
  }
};

template <class T, auto Free>
using CHandle = std::unique_ptr<T, CDelete<Free>>;

}  // namespace keyhound
