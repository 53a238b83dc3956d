import type { Server } from 'node:http'

/**
 * Stops a web server without cutting anybody short: no new connections, those at rest are closed, requests in flight are answered. What is
 * not done by the deadline is cut off. Resolves when no connection is left; a server that never listened has none.
 */
export async function stopServing(server: Server, deadlineMs: number) {
  const closed = new Promise<void>((done) => server.close(() => done()))
  // A connection that has had its answer is kept for the browser's next question, which we no longer wait for.
  const resting = setInterval(() => server.closeIdleConnections(), 50)
  const deadline = setTimeout(() => server.closeAllConnections(), deadlineMs)
  await closed
  clearInterval(resting)
  clearTimeout(deadline)
}
