// Signs in and then reads a list of paths one after another with connectwise-rest; prints how long the calls took.
//
// PRACTICE_PATHS is a JSON list such as ["/company/companies?pageSize=1&fields=id"]. Loading the library is not counted: what is
// compared is the calls. Prints {"milliseconds":12.3,"calls":25,"loadMilliseconds":140.2}.

const loading = performance.now()
const { connect, given } = await import('./client.mjs')
const client = connect()
const paths = JSON.parse(given('PRACTICE_PATHS'))

const start = performance.now()
await client.SystemAPI.getSystemInfo()
for (const path of paths) {
  // A refusal is an answer too: a check goes on after it.
  await client.request({ path, method: 'get' }).catch((error) => {
    if (!error.status) throw error
  })
}
const milliseconds = performance.now() - start

console.log(JSON.stringify({ milliseconds, calls: paths.length + 1, loadMilliseconds: start - loading }))
