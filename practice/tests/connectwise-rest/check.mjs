// Uses connectwise-rest the way its README does, and checks what comes back. Run by ../others.rs.

import assert from 'node:assert/strict'
import { connect, given } from './client.mjs'

/** The library rejects with { status, data, message }. */
async function refusal(call) {
  try {
    await call
  } catch (error) {
    return { status: error.status, data: error.data }
  }
  assert.fail('expected a refusal')
}

const client = connect()

const info = await client.SystemAPI.getSystemInfo()
assert.equal(info.cloudRegion, 'NA')

const me = await client.SystemAPI.getSystemMyMembers()
assert.equal(me.identifier, 'practice')
assert.equal(me.licenseClass, 'A')

const security = await client.SystemAPI.getSystemMySecurity({ pageSize: 1000 })
assert.ok(security.some((row) => row.moduleFunctionDescription === 'Company Maintenance' && row.inquireLevel === 'All'))

const items = await client.SystemAPI.getSystemMySecurityCustomizeItems()
assert.ok(items.some((item) => item.customizeIdentifier === 'SystemTableSetup'))

const companies = await client.CompanyAPI.getCompanyCompanies({ pageSize: 3, conditions: 'deletedFlag = false' })
assert.equal(companies.length, 3)
const one = await client.CompanyAPI.getCompanyCompaniesById(companies[0].id)
assert.deepEqual(one, companies[0])

const all = await client.paginate(client.CompanyAPI.getCompanyCompanies, { pageSize: 7 }, { fields: 'id' })
assert.equal(new Set(all.map((company) => company.id)).size, 40)

const tickets = await client.ServiceAPI.getServiceTickets({ pageSize: 1, fields: 'id,company/name' })
assert.deepEqual(Object.keys(tickets[0]).sort(), ['company', 'id'])
const notes = await client.ServiceAPI.getServiceTicketsByParentIdNotes(tickets[0].id)
assert.equal(notes[0].ticketId, tickets[0].id)

const boards = await client.ServiceAPI.getServiceBoards()
assert.ok(boards.length > 0)

const missing = await refusal(client.CompanyAPI.getCompanyCompaniesById(1))
assert.equal(missing.status, 404)
assert.equal(missing.data.code, 'NotFound')

const limited = connect({
  publicKey: given('PRACTICE_LIMITED_PUBLIC_KEY'),
  privateKey: given('PRACTICE_LIMITED_PRIVATE_KEY'),
})
const forbidden = await refusal(limited.FinanceAPI.getFinanceAgreements())
assert.equal(forbidden.status, 403)
assert.equal(forbidden.data.code, 'Security')

const wrongKeys = await refusal(connect({ privateKey: 'wrong' }).SystemAPI.getSystemInfo())
assert.equal(wrongKeys.status, 401)

const wrongCompany = await refusal(connect({ companyId: 'wrong' }).SystemAPI.getSystemInfo())
assert.equal(wrongCompany.status, 400)
assert.equal(wrongCompany.data, 'Cannot route. Codebase/company is invalid')

const wrongClientId = await refusal(connect({ clientId: 'wrong' }).SystemAPI.getSystemInfo())
assert.equal(wrongClientId.status, 400)
assert.match(JSON.stringify(wrongClientId.data), /clientid/i)
