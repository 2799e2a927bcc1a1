# SPDX-License-Identifier: Apache-2.0
"""What token_shapes.py cannot work out from the facts: entries that no rule is made for, shapes that
say less than the structure of the entry, texts around a shape that is only a part of its
credential, and names that the keywords do not give."""

MODEL = "free text in an assignment: left to the generic-secret model"

# id -> why no provider's rule finds it.
EXCUSED = {
    "ci-yaml-variable-secret": MODEL,
    "cloud-init-password": MODEL,
    "dockerfile-env-secret": MODEL,
    "dotenv-secret": MODEL,
    "generic-password-assignment": MODEL,
    "gradle-properties-credentials": MODEL,
    "idrac-ilo-ipmi-password": MODEL,
    "jupyter-notebook-output-secret": MODEL,
    "jwt-signing-secret": MODEL,
    "ldap-bind-password": MODEL,
    "mcp-config-env-secret": MODEL,
    "oauth-client-secret-json": MODEL,
    "smtp-password": MODEL,
    "snowflake-password": MODEL,
    "spring-datasource-password": MODEL,
    "ssh-private-key-in-url-safe-env": MODEL,
    "terraform-tfvars-secret": MODEL,
}

# Beginnings of sample values that are reported until documentation values are told from leaks.
REPORTED_SAMPLES = ("Eby8vdM0", "0xac0974be")

# id -> shapes to draw from instead.
SHAPES = {
    "auth0-management-token": (),
    "aws-bedrock-long-term-api-key": ("'ABSKQmVkcm9ja0FQSUtleS' b64p{100,200}",),
    "azure-communication-connection-string": (
        "'endpoint=https://' dash{5,20} '.communication.azure.com/;accesskey=' b64{86} '=='",),
    "azure-iot-hub-connection-string": (
        "'HostName=hub' b36{4} '.azure-devices.net;SharedAccessKeyName=owner;SharedAccessKey=' b64{43} '='",
        "b64{33} 'AIoT' [A-P] b64{5} '='"),
    "azure-service-bus-connection-string": (
        "'Endpoint=sb://' b36{3,20} '.servicebus.windows.net/;SharedAccessKeyName=send;"
        "SharedAccessKey=' b64{43} '='",
        "b64{33} ('+ASb'|'+AEh'|'+ARm') [A-P] b64{5} '='"),
    "bip39-mnemonic": (" ' ' ".join(["lower{3,8}"] * 12),),
    "cisco-password": ("'password 7 ' ('02'|'13'|'47') HEX{6,60}",),
    "database-url-mongodb": ("('mongodb://'|'mongodb+srv://') b62{3,12} ':' pw{8,20} '@db.' b36{5} '.internal/app'",),
    "database-url-mysql": (
        "('mysql://'|'mysql2://'|'mariadb://'|'mysql+pymysql://') b62{3,12} ':' pw{8,20} '@db.' b36{5} '/app'",),
    "discord-bot-token": ("'MTI3NDU2NzgxMjM0NTY3' ('ODkw'|'MTIz') '.' b64u{6} '.' b64u{27,38}",),
    "flyio-access-token": ("'FlyV1 fm1' ('r'|'a') '_' b64p{120,400}", "('fm1r_'|'fm1a_'|'fm2_') b64p{100,400}"),
    "jwt": ("'eyJ' b64u{20,60} '.eyJ' b64u{30,200} '.' b64u{43}",),
    "jwt-base64-wrapped": ("'ZXlKaGJHY2lPa' b64{100,200}",),
    "private-key-base64-pem": (
        "'LS0tLS1CRUdJTi' b64{2,28} ('UFJJVkFURSBLRVkt'|'BSSVZBVEUgS0VZ'|'QUklWQVRFIEtFWS') b64{60,400}",),
    "salesforce-access-token": ("'00D' b62{12} '!AQ' b62{80,110}",),
    "salesforce-refresh-token": ("'5Aep861' tok{60,200}",),  # the other is an identifier
    "sentry-dsn": ("'https://' hex{32} '@o' digit{5,8} '.ingest.sentry.io/' digit{7}",),
    "slack-legacy-token": (
        "('xoxs-'|'xoxo-') digit{10,13} '-' digit{10,13} '-' digit{10,13} '-' hexi{10,64}",
        "('xoxa-'|'xoxr-') ('2-')? digit{10,12} '-' b62{20,40}"),
}
for scheme in ("clickhouse", "couchbase", "kafka", "nats", "neo4j", "vnc"):
    name = {"kafka": "kafka-sasl", "vnc": "vnc-rdp"}.get(scheme, scheme)
    SHAPES["url-credentials-" + name] = (
        f"'{scheme}://' b62{{3,12}} ':' pw{{8,20}} '@' b36{{5}} '.corp.internal'",)


def pem(kind, body="MII{b64:61}\n{b64:64}\n{b64:64}\n"):
    return f"-----BEGIN {kind}-----\n{body}-----END {kind}-----\n"


def pem_file(kind, name="key.pem", body=None):
    return name, pem(kind, body) if body else pem(kind)


PUTTY = """{token}3: ssh-ed25519
Encryption: none
Comment: deploy
Public-Lines: 2
{b64:64}
{b64:4}
Private-Lines: 1
{b64:44}
Private-MAC: {hex:64}
"""

# id -> (file name, text). {token} is what was drawn.
SURROUNDINGS = {
    "ansible-vault-blob": ("vars.yml", "secret: !vault |\n  {token}\n  {hex:80}\n  {hex:80}\n"),
    "apple-auth-key-p8": ("{token}", pem("PRIVATE KEY")),
    "aws-presigned-url": ("url.txt", "https://bucket.s3.amazonaws.com/k?X-Amz-Credential=AKIA{B32:16}"
                          "%2F20260102%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Expires=60&{token}\n"),
    "azure-logic-app-sas-url": (
        "url.txt", "https://prod-01.westeurope.logic.azure.com:443/workflows/{hex:32}/triggers/manual/"
        "paths/invoke?api-version=2016-10-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig={b64u:43}\n"),
    "azure-sas-token": ("url.txt", "https://acct.blob.core.windows.net/c?sv=2024-11-04&ss=b&sp=rl&"
                        "se=2027-01-01T00:00:00Z&sig={b64u:43}%3D\n"),
    "cisco-password": ("router.cfg", " username ops privilege 15 {token}\n"),
    "coinbase-cdp-key": ("key.json", '{"name": "{token}", "privateKey": "-----BEGIN EC PRIVATE KEY-----'
                         '\\n{b64:64}\\n{b64:64}\\n{b64:36}\\n-----END EC PRIVATE KEY-----\\n"}\n'),
    "cosign-private-key": ("cosign.key", pem("ENCRYPTED SIGSTORE PRIVATE KEY",
                                             "{b64:64}\n{b64:64}\n{b64:20}\n")),
    "dnssec-private-key": ("Kzone.private", "{token}.3\nAlgorithm: 13\nPrivateKey: {b64:43}=\n"),
    "gcp-signed-url": ("url.txt", "https://storage.googleapis.com/b/o?X-Goog-Algorithm=GOOG4-RSA-SHA256"
                       "&X-Goog-Expires=60&{token}\n"),
    "git-credentials-file": ("home/.git-credentials", "https://bot:{b62:30}@git.corp.internal\n"),
    "github-app-private-key": ("bot.2026-01-02.private-key.pem", pem("RSA PRIVATE KEY")),
    "heroku-postgres-url": ("env", "DATABASE_URL=postgres://{b36:14}:{hex:64}@ec2-10-1-2-3.compute-1"
                            ".amazonaws.com:5432/d{b36:13}\n"),
    "htpasswd-entry": ("htpasswd", "ops:$2y$10${b62:53}\n"),
    "http-basic-authorization": ("request.http", "Authorization: Basic {token}\n"),
    "http-bearer-authorization": ("request.http", "Authorization: Bearer {token}\n"),
    "jdbc-url-password": ("app.properties", "url=jdbc:mysql://db.corp.internal/app?user=svc&password={b62:16}\n"),
    "laravel-app-key": (".env", "APP_KEY={token}\n"),
    "lemonsqueezy-api-key": (".env", "LEMONSQUEEZY_API_KEY={token}\n"),
    "microsoft-teams-webhook-url": (
        "url.txt", "https://acme.webhook.office.com/webhookb2/{uuid}@{uuid}/IncomingWebhook/{b36:32}/{uuid}\n"),
    "minisign-secret-key": ("minisign.key", "untrusted comment: minisign encrypted secret key\n"
                            "RWRTY0Iy{b64:204}\n"),
    "nats-creds-file": ("user.creds", "{token}\nSU{B32:56}\n------END USER NKEY SEED------\n"),
    "openvpn-static-key": ("static.key", "{token}\n" + 16 * "{hex:32}\n" +
                           "-----END OpenVPN Static key V1-----\n"),
    "oracle-oci-api-key": ("config", "[DEFAULT]\nuser={token}\nfingerprint={hex:2}:{hex:2}:{hex:2}\n"
                           "key_file=~/.oci/key.pem\n"),
    "private-key-dsa": pem_file("DSA PRIVATE KEY"),
    "private-key-ec": pem_file("EC PRIVATE KEY"),
    "private-key-legacy-encrypted": pem_file(
        "RSA PRIVATE KEY", "key.pem", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,{HEX:32}\n\n"
        "{b64:64}\n{b64:64}\n{b64:64}\n"),
    "private-key-openssh": pem_file("OPENSSH PRIVATE KEY", "id", "b3BlbnNzaC1rZXktdjE{b64:45}\n{b64:64}\n{b64:64}\n"),
    "private-key-pgp": pem_file("PGP PRIVATE KEY BLOCK", "key.asc", "\nlQOY{b64:60}\n{b64:64}\n{b64:64}\n=abcd\n"),
    "private-key-pkcs8": pem_file("PRIVATE KEY"),
    "private-key-pkcs8-encrypted": pem_file("ENCRYPTED PRIVATE KEY"),
    "private-key-putty": ("key.ppk", PUTTY),
    "private-key-rsa-pkcs1": pem_file("RSA PRIVATE KEY"),
    "private-key-ssh2": ("key", "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: \"k\"\n{b64:64}\n{b64:64}\n"
                         "{b64:64}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----\n"),
    "sidekiq-enterprise-credential": ("env", "BUNDLE_ENTERPRISE__CONTRIBSYS__COM={token}\n"),
    "symfony-app-secret": (".env", "APP_SECRET={token}\n"),
    "tines-webhook-url": ("url.txt", "https://acme{token}\n"),
    "totp-seed": ("qr.txt", "otpauth://totp/acme:ana?secret={B32:32}&issuer=acme\n"),
    "unix-shadow-hash": ("shadow", "ops:$6${b62:16}${b62:86}:19000:0:99999:7:::\n"),
}

# id -> names of the variable.
OTHER_NAMES = {
    "alibaba-access-key-secret": ("ALICLOUD_SECRET_KEY", "ALIYUN_ACCESS_KEY_SECRET"),
    "looker-client-secret": ("LOOKERSDK_CLIENT_SECRET",),
    "plivo-auth-token": ("PLIVO_AUTH_TOKEN",),
    "pusher-secret": ("PUSHER_APP_SECRET",),
    "rails-master-key": ("RAILS_MASTER_KEY",),
    "scaleway-secret-key": ("SCW_SECRET_KEY",),
    "vonage-api-secret": ("VONAGE_API_SECRET",),
}
