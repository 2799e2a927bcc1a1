// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "scanner/pipelines/platforms/kubernetes/kube_objects.h"
#include "scanner/pipelines/platforms/kubernetes/kube_walk.h"
#include "tests/support/read_definition.h"

namespace keyhound::testing {
namespace {

std::string_view platform_of(std::string_view path, std::string_view text) {
  std::vector<Diagnostic> diagnostics;
  const auto facts = read_definition(path, text, nullptr, diagnostics);
  return facts ? facts->platform->id : std::string_view();
}

TEST_CASE("Manifests are known by version and kind, charts by their paths") {
  CHECK(platform_of("x.yml", "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n") == "kubernetes");
  CHECK(platform_of("x.yml", "apiVersion: apps/v1beta2\nkind: X\nmetadata: {}\n") == "kubernetes");
  CHECK(platform_of("x.yml", "# one\n---\napiVersion: v1\nkind: List\nitems: []\n") ==
        "kubernetes");
  for (const std::string_view text :
       {"apiVersion: 2\nkind: Pod\nmetadata: {}\n", "apiVersion: v1\nmetadata: {}\n",
        "apiVersion: v1\nkind: Pod\n", "apiVersion: v1\nkind: pod\nmetadata: {}\n",
        "apiVersion: Version/v1\nkind: Pod\nmetadata: {}\n", "image: web\nreplicas: 2\n"}) {
    CAPTURE(text);
    CHECK(platform_of("x.yml", text).empty());
  }
  CHECK(platform_of("charts/web/values.yaml", "a: b\n") == "kubernetes");
  CHECK(platform_of("web/values-prod.yaml", "a: b\n") == "kubernetes");
  CHECK(platform_of("deploy/charts/web/templates/x.yaml", "a: b\n") == "kubernetes");
  CHECK(platform_of("azure/templates/x.yaml", "a: b\n").empty());
}

TEST_CASE("What a Secret holds is read as it is meant, at the place where it is written") {
  const Definition facts = read_facts("s.yaml", R"(apiVersion: v1
kind: Secret
metadata: {name: db}
data:
  password: aHVudGVyMg==
  broken: "***"
  wrapped: |
    aHVu
    dGVyMg==
stringData: {token: plain, sealed: "ENC[AES256_GCM,data:x]"}
---
apiVersion: v1
kind: Secret
metadata: {name: sops}
data: {password: aHVudGVyMg==}
sops: {version: 3}
---
apiVersion: kustomize.config.k8s.io/v1
kind: Kustomization
secretGenerator: [{name: x, literals: [A=b]}]
)");
  CHECK(list_bindings(facts, BindingKind::kSecretDataBase64) ==
        Lines{"Secret/db/data/password = hunter2 literal", "Secret/db/data/broken = *** literal",
              "Secret/db/data/wrapped = hunter2 literal",
              "Secret/sops/data/password = aHVudGVyMg== literal"});
  CHECK(list_bindings(facts, BindingKind::kSecretData) ==
        Lines{"Secret/db/stringData/token = plain literal",
              "Secret/db/stringData/sealed = ENC[AES256_GCM,data:x] literal",
              "Kustomization/secretGenerator/0/literals/0 = b literal"});
  CHECK(text_at(facts, facts.bindings[0].value.whole) == "aHVudGVyMg==");
  Lines encrypted;
  for (const Binding& one : facts.bindings)
    if (one.is_encrypted) encrypted.push_back(one.key_path);
  CHECK(encrypted == Lines{"Secret/db/stringData/sealed", "Secret/sops/data/password"});
}

TEST_CASE("Containers are steps, and what they take from Secrets are references") {
  const Definition facts = read_facts("d.yaml", R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      serviceAccountName: web
      imagePullSecrets: [{name: pull}]
      initContainers:
        - command: [sh, -c]
          args: ['curl -u "$TOKEN" x']
          env:
            - {name: TOKEN, valueFrom: {secretKeyRef: {name: api, key: token}}}
            - {name: PLAIN, value: x}
            - {name: OTHER, value: $(TOKEN)}
            - {name: POD, valueFrom: {fieldRef: {fieldPath: x}}}
      containers:
        - name: main
          envFrom: [{secretRef: {name: all}}]
      volumes: [{name: v, secret: {secretName: tls}}]
)");
  CHECK(list_references(facts) ==
        Lines{"kubernetes-service-accounts:web by Deployment/web at "
              "Deployment/web/spec/template/spec/serviceAccountName: web",
              "kubernetes-secrets:pull by Deployment/web at "
              "Deployment/web/spec/template/spec/imagePullSecrets/0: pull",
              "kubernetes-secrets:api#token by Deployment/web at "
              "Deployment/web/spec/template/spec/initContainers/0/env/0: api",
              "kubernetes-secrets:all by Deployment/web at "
              "Deployment/web/spec/template/spec/containers/0/envFrom/0/secretRef: all",
              "kubernetes-secrets:tls by Deployment/web at "
              "Deployment/web/spec/template/spec/volumes/0/secret/secretName: tls"});
  CHECK(facts.references[0].kind == "identity");
  CHECK(facts.references[4].sink == SecretSink::kFile);
  REQUIRE(facts.steps.size() == 2);
  CHECK(facts.steps[0].name == "1");
  CHECK(facts.steps[1].name == "main");
  REQUIRE(facts.scripts.size() == 1);
  REQUIRE(facts.scripts[0].uses.size() == 1);
  CHECK(facts.scripts[0].uses[0].variable == "TOKEN");
  Lines literals;
  for (const Binding& one : facts.bindings)
    if (one.is_literal) literals.push_back(one.name);
  CHECK(literals == Lines{"PLAIN"});
}

TEST_CASE("Secrets of outer stores are references, sealed ones say nothing") {
  const Definition facts = read_facts("e.yaml", R"(apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: x}
spec:
  data: [{secretKey: password, remoteRef: {key: prod/db, property: pw}}]
  dataFrom: [{extract: {key: prod/all}}, {find: {name: {regexp: x}}}]
---
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: {name: y}
spec: {encryptedData: {password: AgBy}, template: {metadata: {name: y}}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: z}
secrets: [{name: z-token}]
)");
  CHECK(list_references(facts) ==
        Lines{"external-secrets:prod/db#pw at ExternalSecret/x/spec/data/0: prod/db",
              "external-secrets:prod/all at ExternalSecret/x/spec/dataFrom/0: prod/all",
              "kubernetes-secrets:z-token at ServiceAccount/z/secrets/0: z-token"});
  CHECK(facts.bindings.empty());
}

TEST_CASE("Values of a chart are variables, and name Secrets") {
  const Definition facts = read_facts("charts/web/values.yaml", R"(auth:
  password: x1
  existingSecret: web
  empty: ""
list: [{key: v}]
env: [{name: TOKEN, value: t}]
templated: "{{ .Values.x }}"
)");
  CHECK(facts.form == "chart values");
  CHECK(list_bindings(facts, BindingKind::kVariable) ==
        Lines{"auth/password = x1 literal", "auth/empty = ", "list/0/key = v literal",
              "templated = {{ .Values.x }}"});
  CHECK(list_bindings(facts, BindingKind::kEnvironment) == Lines{"env/0 = t literal"});
  CHECK(list_references(facts) == Lines{"kubernetes-secrets:web at auth/existingSecret: web"});
}

TEST_CASE("A chart's template that is no YAML is read line by line") {
  std::vector<Diagnostic> diagnostics;
  const auto facts =
      read_definition("charts/web/templates/s.yaml",
                      "{{- if .Values.x }}\nkind: Secret\ndata:\n  password: cGFzcw==\n"
                      "  {{ .Values.y }}: z\n{{- end }}\n",
                      nullptr, diagnostics);
  REQUIRE(facts);
  CHECK(facts->bindings.size() >= 2);
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics[0].kind == "template-definition");
}

TEST_CASE("Aliases that make a manifest huge or deep end its reading, and are told") {
  std::string bomb =
      "apiVersion: v1\nkind: X\nmetadata: {}\na0: &a0 {x: [1, 1, 1, 1, 1, 1, 1, 1]}\n";
  for (int i = 1; i < 12; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    std::string items = last;
    for (int n = 0; n < 9; ++n) items += ", " + last;
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + items + "]\n";
  }
  std::string deep = "apiVersion: v1\nkind: X\nmetadata: {}\na0: &a0 {x: y}\n";
  for (int i = 1; i < 2000; ++i)
    deep += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " {x: *a" +
            std::to_string(i - 1) + "}\n";
  for (const std::string& text : {bomb, deep}) {
    std::vector<Diagnostic> diagnostics;
    read_definition("x.yaml", text, nullptr, diagnostics);
    REQUIRE(diagnostics.size() == 1);
    CHECK(diagnostics[0].kind == "large-definition");
  }
}

}  // namespace
}  // namespace keyhound::testing
