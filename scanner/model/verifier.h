// SPDX-License-Identifier: Apache-2.0
// Verifier: the one request that asks a provider whether a credential still works, and what its
// answer must show, as read from [[verifiers]] in rules/*.toml (docs/verification.md). Plain data.
#pragma once

#include <string>
#include <vector>

#include "scanner/model/liveness.h"

namespace keyhound {

// What an answer must show. Everything that is given must hold; a status alone proves nothing,
// since firewalls and proxies answer with statuses too.
struct Evidence {
  std::vector<int> statuses;  // one of them
  // Of a JSON body: "user.login" is there and not null, "ok=true" has that value, "error!=x" is
  // there with another; "{}" is an object, "[]" a list.
  std::vector<std::string> json;
  std::vector<std::string> body;     // texts; one of them stands in the body
  std::vector<std::string> headers;  // "x-oauth-scopes" is there; "server: github" holds that text
  std::vector<std::string> text = {};  // texts; one of them is the whole body
};

// An answer as the provider documents it, for tests.
struct RecordedAnswer {
  LivenessState state = LivenessState::kIndeterminate;  // what it proves
  int status = 0;
  std::string body;
  std::vector<std::string> headers;  // "name: value"
};

// A key whose beginning names a sandbox, or another site, is asked about there and nowhere else.
struct VerifierRoute {
  std::string prefix;  // of the secret
  std::string url;     // in place of the verifier's
};

// A signature that the driver "hmac" makes of a request: HMAC of a text, with the secret as its
// key.
struct RequestSignature {
  std::string algorithm;  // "sha256", "sha512"
  std::string key;        // how the secret is written: "text", "base64"
  std::string text;       // template of what is signed (scanner/verify/drivers/signature_text.h)
  std::string encoding;   // of the signature: "hex", "base64"
  std::string header;     // template, "Name: value" with "{signature}"; or
  std::string query;      // template, "name={signature}": the last parameter of the URL
};

// In templates "{secret}" is the secret, "{part:RULE-ID}" another part of a composite credential
// and "{identity:NAME}" a public part that the finding's identity has ("{identity:NAME=DEFAULT}"
// where it may lack); "{time:seconds}", "{time:milliseconds}" and "{time:basic}" are when it is
// sent.
struct Verifier {
  std::string id;                  // kebab-case, unique
  std::vector<std::string> rules;  // ids of the rules whose secrets it verifies
  std::string method = "GET";
  std::string url;                   // template, https; "{secret}" where the secret is a URL
  std::vector<std::string> hosts;    // globs; where the URL's host is a template, what it may be
  std::vector<std::string> headers;  // templates, "Name: value"
  std::string bearer;                // template of the token
  std::string basic;                 // template, "user:password"
  std::vector<std::string> form;     // templates, "name=value": the body of a form
  std::string body;                  // template of a JSON body
  std::string driver;                // how the request is signed: "aws-sigv4", ...; empty: not
  std::vector<RequestSignature> signatures;  // of the driver "hmac", in their order
  std::vector<VerifierRoute> routes;
  bool read_only = false;  // it changes and makes nothing at the provider
  // The host is one of several sites or installations that issue such keys: that it knows none says
  // nothing of the others.
  bool other_sites = false;
  std::string facts;  // how they were confirmed: "documented", "widely-used"
  std::string note;   // what users should know before it is sent
  std::vector<std::string> references;
  std::vector<Evidence> active;  // one of them proves that it works
  std::vector<Evidence> revoked;
  std::vector<Evidence> expired;
  std::vector<RecordedAnswer> answers;
  std::string origin;  // file it was read from, for messages
};

}  // namespace keyhound
