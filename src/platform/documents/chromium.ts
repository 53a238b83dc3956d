import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installed } from '../installation.ts'

/** A Chromium that can be started, and what it wants in its environment. */
export interface Chromium {
  program: string
  env: Record<string, string | undefined>
}

/** Why there is no PDF on this machine, in a sentence; null where there can be one. */
export function whyNoPdf(): string | null {
  return findChromium() ? null : NONE
}

/**
 * The Chromium that draws PDFs: the one BELONG_CHROMIUM names ("off" for none), else the machine's, else one that the tests have
 * unpacked. Looked for once.
 */
export function findChromium(): Chromium | null {
  const asked = process.env['BELONG_CHROMIUM'] || null
  if (found?.asked !== asked) found = { asked, chromium: lookFor(asked) }
  return found.chromium
}

const NONE = 'PDF needs Chromium, which this machine does not have. Print the page and choose “Save as PDF”'

let found: { asked: string | null; chromium: Chromium | null } | null = null

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin']
const ELSEWHERE = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']

function lookFor(asked: string | null): Chromium | null {
  if (asked === 'off') return null
  if (asked !== null) return existsSync(asked) ? { program: asked, env: process.env } : null
  const folders = [...FOLDERS, ...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean)]
  const program = [...PROGRAMS.flatMap((name) => folders.map((folder) => join(folder, name))), ...ELSEWHERE].find((path) => existsSync(path))
  return program === undefined ? ofTheTests() : { program, env: process.env }
}

/** The pinned one of the tests finds its libraries and fonts only where it is told. */
function ofTheTests(): Chromium | null {
  const home = installed('.cache', 'chromium')
  const version = existsSync(home) ? readdirSync(home).find((name) => existsSync(join(home, name, 'chromium')) && existsSync(join(home, name, 'fonts.conf'))) : undefined
  if (version === undefined) return null
  const folder = join(home, version)
  const libraries = [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(delimiter)
  return { program: join(folder, 'chromium'), env: { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf'), LD_LIBRARY_PATH: libraries } }
}
