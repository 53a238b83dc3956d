import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import pino from 'pino'

/**
 * Structured lines on standard error. What is logged is named field by field by our own code: never a body, a query string,
 * a name or a token. The redaction below is the second wall.
 */
export const log = pino(
  {
    level: 'info',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ['*.cookie', '*.authorization', '*.password', '*.token', '*.email', 'input', '*.input', 'headers'], remove: true },
  },
  { write: (line: string) => writeLine(line) },
)

let writeLine = (line: string) => void process.stderr.write(line)

/** From now on lines go to a file: a command's standard error is for people. Where the file can't be written they are dropped. */
export function logToFile(path: string) {
  writeLine = (line) => {
    try {
      mkdirSync(dirname(path), { recursive: true })
      appendFileSync(path, line, { mode: 0o600 })
    } catch {
      // Nowhere to tell it.
    }
  }
}

/** Logs the cause of a fault and answers the reference that the person is given. */
export function logFault(fault: unknown, where: string) {
  const reference = `F-${Date.now().toString(36)}${Math.floor(Math.random() * 1296).toString(36).padStart(2, '0')}`.toUpperCase()
  const cause = fault instanceof Error ? { name: fault.name, message: fault.message, stack: fault.stack, code: (fault as { code?: string }).code } : { message: String(fault) }
  log.error({ reference, where, cause }, 'fault')
  return reference
}
