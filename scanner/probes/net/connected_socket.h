// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: a connection to a host whose addresses were judged. Closes itself.
#pragma once

#include <string>

#include "scanner/base/result.h"
#include "scanner/probes/net/deadline.h"

namespace keyhound {

class ConnectedSocket {
 public:
  // To the first address of the host that takes the connection; never blocks beyond the time but
  // for the system's resolver. The message of an error is a reason for a report.
  static Result<ConnectedSocket> connect(const std::string& host, const std::string& port,
                                         bool refuses_internal, const Deadline& deadline);

  ConnectedSocket(ConnectedSocket&& other) noexcept;
  ConnectedSocket& operator=(ConnectedSocket&& other) noexcept;
  ConnectedSocket(const ConnectedSocket&) = delete;
  ConnectedSocket& operator=(const ConnectedSocket&) = delete;
  ~ConnectedSocket();

  // Gives the descriptor to the caller, who closes it.
  [[nodiscard]] int release();
  [[nodiscard]] int descriptor() const { return descriptor_; }  // O_NONBLOCK
  [[nodiscard]] bool is_public() const { return is_public_; }   // of the internet
  // Until it can be read or written (events of poll()); false: the time is over.
  [[nodiscard]] bool wait(short events, const Deadline& deadline) const;

 private:
  ConnectedSocket(int descriptor, bool is_public)
      : descriptor_(descriptor), is_public_(is_public) {}
  int descriptor_ = -1;
  bool is_public_ = false;
};

}  // namespace keyhound
