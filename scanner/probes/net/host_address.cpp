// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/net/host_address.h"

#include <netdb.h>

#include <cstring>

#include "scanner/base/c_handle.h"
#include "scanner/base/network_address.h"

namespace keyhound {
namespace {

using AddressList = CHandle<addrinfo, ::freeaddrinfo>;

HostAddress address_of(const addrinfo& info) {
  HostAddress address;
  address.is_public = is_public_address(*info.ai_addr);
  address.length = info.ai_addrlen;
  std::memcpy(&address.socket_address, info.ai_addr, info.ai_addrlen);
  char text[NI_MAXHOST] = {};
  if (::getnameinfo(info.ai_addr, info.ai_addrlen, text, sizeof(text), nullptr, 0,
                    NI_NUMERICHOST) == 0)
    address.text = text;
  return address;
}

}  // namespace

Result<std::vector<HostAddress>> addresses_of(const std::string& host, const std::string& port,
                                              bool refuses_internal) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), port.c_str(), &wanted, &found) != 0 || found == nullptr)
    return fail(ErrorKind::kNotFound, "the name of the host has no address");
  const AddressList list(found);
  std::vector<HostAddress> addresses;
  for (const addrinfo* one = list.get(); one != nullptr; one = one->ai_next) {
    HostAddress address = address_of(*one);
    if (address.text.empty() || (refuses_internal && !address.is_public)) continue;
    if (addresses.size() < kMostAddresses) addresses.push_back(std::move(address));
  }
  if (addresses.empty())
    return fail(ErrorKind::kUsage,
                "the host is at an internal address; --allow-internal lets keyhound ask it");
  return addresses;
}

}  // namespace keyhound
