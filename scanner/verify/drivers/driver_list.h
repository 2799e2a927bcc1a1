// SPDX-License-Identifier: Apache-2.0
// Private to scanner/verify/drivers/: the drivers, one file each. A new one is declared here and
// listed in drivers.cpp.
#pragma once

#include "scanner/verify/drivers/driver.h"

namespace keyhound {

extern const Driver kAlibabaAcs3Driver;
extern const Driver kAwsSigv4Driver;
extern const Driver kAzureClientCredentialsDriver;
extern const Driver kAzureCosmosDriver;
extern const Driver kAzureHmacDriver;
extern const Driver kAzureSasDriver;
extern const Driver kAzureSharedKeyDriver;
extern const Driver kGcpServiceAccountDriver;
extern const Driver kHmacDriver;
extern const Driver kTencentTc3Driver;

}  // namespace keyhound
