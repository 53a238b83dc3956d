import { Worker } from 'node:worker_threads'
import { installed } from '../../../src/platform/installation.ts'

/**
 * Ends the process where one try never comes back: a loop that holds the thread can be told by another thread alone. Its files are kept, and the
 * database under the folder is ended with it. Answers what is called as each try begins, with its number and the folder of its files.
 */
export function watch(name: string, data: string, seconds: number): (number: number, files: string) => void {
  const worker = new Worker(WATCHING, { eval: true, workerData: { name, data, seconds, pid: process.pid, keepIn: installed('.cache', 'fuzz') } })
  worker.unref()
  return (number, files) => worker.postMessage({ number, files }, [])
}

const WATCHING = `
  const { cpSync, readFileSync, writeSync } = require('node:fs')
  const { parentPort, workerData: { name, data, seconds, pid, keepIn } } = require('node:worker_threads')
  let [last, since] = [null, 0]
  parentPort.on('message', (begun) => { [last, since] = [begun, Date.now()] })
  setInterval(() => {
    if (!last || Date.now() - since < seconds * 1000) return
    const kept = keepIn + '/' + name + '-stuck-' + (last.number + 1)
    cpSync(last.files, kept, { recursive: true })
    writeSync(1, name + ': try ' + (last.number + 1) + ' has not come back in ' + seconds + ' seconds. It is kept in ' + kept + '\\n')
    try { process.kill(Number(readFileSync(data + '/postgresql/postmaster.pid', 'utf8').split('\\n')[0]), 'SIGINT') } catch {}
    process.kill(pid, 'SIGKILL')
  }, 500)
`
