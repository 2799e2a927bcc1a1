// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace keyhound::testing {

// An authority that is made at run time, on P-256, and the certificates that it issues. Nothing of
// it is trusted but by who is given certificate_pem(). Thread-safe.
class CertificateAuthority {
 public:
  CertificateAuthority();
  ~CertificateAuthority();
  CertificateAuthority(const CertificateAuthority&) = delete;
  CertificateAuthority& operator=(const CertificateAuthority&) = delete;

  struct Wanted {
    std::vector<std::string> names;  // host names, wildcards or addresses
    long begins = -3600;             // seconds from now
    long ends = 86'400;
  };
  struct Issued {
    std::string certificate_pem;
    std::string key_pem;
  };
  const std::string& certificate_pem() const;
  Issued issue(const Wanted& wanted) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace keyhound::testing
