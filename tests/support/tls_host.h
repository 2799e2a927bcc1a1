// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/ssl.h>

#include <string>

#include "tests/support/certificate_authority.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tls_stream.h"

namespace keyhound::testing {

// A certificate for "localhost" of an authority of its own, for servers that tests play.
class TlsHost {
 public:
  TlsHost() : context_(SSL_CTX_new(TLS_server_method())) {
    const auto issued = authority_.issue({{"localhost"}});
    folder_.write_file("ca.pem", authority_.certificate_pem());
    folder_.write_file("cert.pem", issued.certificate_pem);
    folder_.write_file("key.pem", issued.key_pem);
    SSL_CTX_use_certificate_chain_file(context_.get(), certificate_file().c_str());
    SSL_CTX_use_PrivateKey_file(context_.get(), key_file().c_str(), SSL_FILETYPE_PEM);
  }
  [[nodiscard]] SSL_CTX* context() const { return context_.get(); }
  [[nodiscard]] std::string ca_file() const { return folder_ / "ca.pem"; }
  [[nodiscard]] std::string certificate_file() const { return folder_ / "cert.pem"; }
  [[nodiscard]] std::string key_file() const { return folder_ / "key.pem"; }

 private:
  CertificateAuthority authority_;
  TempDir folder_;
  TlsContext context_;
};

}  // namespace keyhound::testing
