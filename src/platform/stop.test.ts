import assert from 'node:assert/strict'
import { Agent, createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { stopServing } from './stop.ts'

function slowServer(ms: number) {
  const server = createServer({ keepAliveTimeout: 65_000 }, async (_request, response) => {
    await sleep(ms)
    response.end('whole')
  }).listen(0)
  const { port } = server.address() as AddressInfo
  // A browser keeps its connection after an answer.
  const agent = new Agent({ keepAlive: true })
  const ask = () => new Promise<string>((done, fail) => {
    get({ port, agent }, async (answer) => done(Buffer.concat(await answer.toArray()).toString())).on('error', fail)
  })
  return { server, ask }
}

test('a request in flight is answered, newcomers are not taken in, and a kept connection does not hold up the end', async () => {
  const { server, ask } = slowServer(400)
  const answer = ask()
  await sleep(100)
  const began = performance.now()
  const stopped = stopServing(server, 5000)
  await assert.rejects(fetch(`http://localhost:${(server.address() as AddressInfo | null)?.port ?? 1}`))
  assert.equal(await answer, 'whole')
  await stopped
  assert.ok(performance.now() - began < 2000)
})

test('what is not done by the deadline is cut off', async () => {
  const { server, ask } = slowServer(3000)
  const answer = assert.rejects(ask())
  await sleep(100)
  const began = performance.now()
  await stopServing(server, 300)
  assert.ok(performance.now() - began < 1000)
  await answer
})

test('a server that never listened stops at once', () => stopServing(createServer(), 5000))
