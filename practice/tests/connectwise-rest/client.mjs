// Makes connectwise-rest talk to the practice ConnectWise.
//
// The library builds its base address as `https://${companyUrl}/...` and offers no option for the scheme. The practice server
// speaks plain http on loopback, so the scheme, and nothing else, is changed in the axios instances the library has made: paths,
// headers, sign-in and error handling stay the library's own.

import { createRequire } from 'node:module'

// The package is CommonJS.
const { ManageAPI } = createRequire(import.meta.url)('connectwise-rest')

/** A value the test handed over. */
export function given(name) {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

/** The library's client, for these keys or the full member's. */
export function connect(changes = {}) {
  const client = new ManageAPI({
    companyId: given('PRACTICE_COMPANY_ID'),
    publicKey: given('PRACTICE_PUBLIC_KEY'),
    privateKey: given('PRACTICE_PRIVATE_KEY'),
    clientId: given('PRACTICE_CLIENT_ID'),
    companyUrl: new URL(given('PRACTICE_ORIGIN')).host,
    logger: () => {},
    ...changes,
  })
  // The client itself and each of its parts (client.CompanyAPI, ...) hold an axios instance of their own.
  for (const part of [client, ...Object.values(client)]) {
    const defaults = part?.instance?.defaults
    if (defaults) defaults.baseURL = defaults.baseURL.replace(/^https:/, 'http:')
  }
  return client
}
